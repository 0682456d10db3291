import { type Profile, profileSchema } from '../profile.ts';
import type { Exchanged } from './evidence.ts';

/** The settings that a dialogue shows by what was sent: all that is known of them in a log of another program. */

type Said = readonly string[] | null;

/** Arguments of the newest command of a name, without their quotation marks; null where it was never sent. */
function newestArguments(exchanges: readonly Exchanged[], name: RegExp): Said {
  const command = exchanges.findLast((each) => name.test(each.command))?.command;
  const list = command?.slice(command.indexOf('=') + 1);
  if (list === undefined) return null;
  return [...list.matchAll(/"([^"]*)"?|[^,]+/g)].map(([whole, quoted]) => quoted ?? whole.trim());
}

/** Host and port of a TCP connection that the firmware fills itself: `[n,]"TCP","host","port"`. */
function tcpArguments(exchanges: readonly Exchanged[]): Said {
  const said = newestArguments(exchanges, /^AT\+CIPSTART=/i);
  const host = (said?.findIndex((each) => /^TCP$/i.test(each)) ?? -1) + 1;
  return said === null || host === 0 ? null : said.slice(host);
}

/**
 * The profile that such commands would be sent for; null where none of them was. What was not said stands at its
 * default, so that nothing must be concluded from it.
 */
export function saidSettings(exchanges: readonly Exchanged[]): Profile | null {
  const apn = newestArguments(exchanges, /^AT\+CSTT=/i);
  const client = newestArguments(exchanges, /^AT\+MCONFIG=/i);
  const broker = newestArguments(exchanges, /^AT\+(?:SSL)?MIPSTART=/i) ?? tcpArguments(exchanges);
  const subscribed = newestArguments(exchanges, /^AT\+MSUB=/i);
  const published = newestArguments(exchanges, /^AT\+MPUB=/i);
  if (![apn, client, broker, subscribed, published].some((said) => said !== null)) return null;
  const tls = exchanges.findLast(({ command }) => /^AT\+(?:SSL)?MIPSTART=/i.test(command));
  const topic = subscribed?.[0] ?? published?.[0];
  const read = profileSchema.safeParse({
    name: 'said',
    apn: { name: apn?.[0] ?? '' },
    broker: {
      host: broker?.[0]?.replace(/^\w+:\/\//, '') || 'unsaid',
      port: Number(broker?.[1] ?? 1883),
      tls: /^AT\+SSL/i.test(tls?.command ?? ''),
      sslPrefix: /^ssl:\/\//i.test(broker?.[0] ?? ''),
    },
    mqtt: { clientId: client?.[0] || 'unsaid', username: client?.[1] ?? '' },
    ...(topic !== undefined && {
      subscribe: { topic },
      publish: { topic: published?.[0] ?? topic, payload: published?.[3] ?? '' },
    }),
  });
  return read.success ? read.data : null;
}
