import { type BrokerCheck, saysOfBroker } from '../../broker-check.ts';
import { bySetting, ended, lines, refusedBy, type View } from '../view.ts';
import type { ObservationRow } from './row.ts';

/** What the way to the broker shows: from the module, from its settings, and from this computer. */

const CONNECT = /^AT\+(?:(?:SSL)?MIPSTART|CIPSTART)=/i;

const here = (view: View, says: (check: BrokerCheck) => boolean) => {
  const fact = view.evidence.brokerCheck;
  return fact !== null && saysOfBroker(fact.check) && says(fact.check) ? [fact] : [];
};

/** Ports on which brokers expect TLS (protocol.md 8; document row 11 ②). */
const TLS_PORTS: readonly number[] = [1884, 8883, 8884, 443];
const PLAIN_PORTS: readonly number[] = [1883];

/** Quicker than this a refusal is an answer of somebody; slower than that, nobody was there. */
const QUICK_MS = 3000;
const SLOW_MS = 15_000;

const failed = (view: View, is: (ms: number) => boolean) =>
  view.evidence.state.isTimed ? failedIn(view, is) : [];

const failedIn = (view: View, is: (ms: number) => boolean) =>
  ended(
    view,
    (outcome, { durationMs }) =>
      outcome.kind === 'refused' && outcome.by === 'connect_fail' && is(durationMs),
  );

const isAddress = (host: string): boolean => /^\d{1,3}(?:\.\d{1,3}){3}$|:/.test(host);

export const BROKER_OBSERVATIONS = {
  connect_refused_quickly: {
    see: (view) => failed(view, (ms) => ms < QUICK_MS),
    source: 'a closed port or an unknown name answers at once',
  },
  connect_refused_slowly: {
    see: (view) => failed(view, (ms) => ms >= SLOW_MS),
    source: 'protocol.md 1.2 row 11: 75 s were seen',
  },
  connect_silent: {
    see: (view) => ended(view, ({ kind }) => kind === 'completion_timeout'),
    source: 'protocol.md 5.1 steps 11 and 13',
  },
  connected_already: {
    see: (view) => [
      ...refusedBy(view, 'already_connect'),
      ...(view.step === 11 ? lines(view, 'already_connect').slice(-1) : []),
    ],
    source: 'protocol.md 1.3 card 11; SIM800 AT command manual p.223: ERROR, then ALREADY CONNECT',
  },
  data_mode_entered: {
    see: (view) => refusedBy(view, 'data_mode'),
    source: 'protocol.md 5.1 step 11, plain CONNECT',
  },
  link_closed: {
    see: (view) => [...refusedBy(view, 'closed'), ...lines(view, 'closed').slice(-2)],
    source: 'protocol.md 4.8, CLOSED',
  },
  plain_to_tls_port: {
    see: (view) => bySetting(view, CONNECT, ({ broker }) => !broker.tls && TLS_PORTS.includes(broker.port)),
    source: 'protocol.md 5.1 step 11',
  },
  tls_to_plain_port: {
    see: (view) =>
      bySetting(
        view,
        CONNECT,
        ({ broker }) => broker.tls && PLAIN_PORTS.includes(broker.port) && !/aliyuncs/i.test(broker.host),
      ),
    source: 'protocol.md 5.1 step 11; 8 row 3: Aliyun has TLS on 1883',
  },
  prefix_written: {
    see: (view) => bySetting(view, CONNECT, ({ broker }) => broker.tls && broker.sslPrefix),
    source: 'protocol.md 3 Q11',
  },
  prefix_left_out: {
    see: (view) => bySetting(view, CONNECT, ({ broker }) => broker.tls && !broker.sslPrefix),
    source: 'protocol.md 3 Q11',
  },
  host_by_address: {
    see: (view) => bySetting(view, CONNECT, ({ broker }) => isAddress(broker.host)),
    source: 'protocol.md 5.1 step 11',
  },

  broker_fine_here: {
    see: (view) => here(view, ({ obstacle }) => obstacle === null),
    source: 'checked from this computer',
  },
  broker_reached_here: {
    see: (view) => here(view, ({ reached }) => ['connected', 'secured', 'accepted'].includes(reached)),
    source: 'checked from this computer',
  },
  name_unknown_here: {
    see: (view) => here(view, ({ obstacle }) => obstacle?.kind === 'name_unknown'),
    source: 'checked from this computer',
  },
  port_closed_here: {
    see: (view) =>
      here(view, ({ obstacle }) => obstacle?.kind === 'not_connected' && obstacle.code === 'ECONNREFUSED'),
    source: 'checked from this computer',
  },
  broker_unreachable_here: {
    see: (view) => here(view, ({ obstacle }) => obstacle?.kind === 'not_connected'),
    source: 'checked from this computer',
  },
  tls_spoken_here: {
    see: (view) => here(view, ({ tls, speaks }) => !tls && speaks === 'tls'),
    source: 'checked from this computer',
  },
  plain_spoken_here: {
    see: (view) => here(view, ({ tls, speaks }) => tls && speaks === 'plain'),
    source: 'checked from this computer',
  },
  credentials_refused_here: {
    see: (view) => here(view, ({ obstacle }) => obstacle?.kind === 'session_refused'),
    source: 'checked from this computer',
  },
  session_silent_here: {
    see: (view) => here(view, ({ obstacle }) => obstacle?.kind === 'no_session'),
    source: 'checked from this computer',
  },
} as const satisfies Record<string, ObservationRow>;
