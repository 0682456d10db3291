import type { BrokerCheck } from '../../shared/broker-check.ts';
import type { BrokerRefusal } from '../../shared/contract.ts';
import { expandProfile, placeholdersIn, type UnitIdentity } from '../../shared/placeholders.ts';
import type { Desk } from './desk.ts';
import { addressFault } from './port-address.ts';
import { startFaultOf } from './store-reply.ts';

interface Question {
  readonly profileId: string;
  /** Where the unit is connected whose session it would be. */
  readonly port: string;
}

type Answer =
  | { readonly ok: true; readonly check: BrokerCheck }
  | { readonly ok: false; readonly fault: BrokerRefusal };

const UNKNOWN: UnitIdentity = { imei: null, iccid: null, serial: null };

/**
 * Looks at the broker of a stored profile because somebody asks, with the numbers of the unit that was last on the port.
 * Refused where a unit of this station would be thrown out of its session by it.
 */
export async function askOfBroker(
  desk: Desk,
  { profileId, port }: Question,
  signal: AbortSignal,
): Promise<Answer> {
  const address = addressFault(port);
  if (address !== null) return refuse({ kind: 'address', fault: address });
  const resolved = await desk.profiles.resolve(profileId);
  if (!resolved.ok) return refuse(startFaultOf(resolved.fault));
  const { commissioner, checkBroker } = desk.station;
  const identity = commissioner.lastBringUp(port)?.identity ?? UNKNOWN;
  const { clientId, username, password } = resolved.profile.mqtt;
  const missing = placeholdersIn(clientId + username + password).find((name) => identity[name] === null);
  if (missing !== undefined) return refuse({ kind: 'identity_unknown', placeholder: missing });
  const profile = expandProfile(resolved.profile, identity);
  const holder = commissioner.sessionHolder(profile.mqtt.clientId);
  if (holder !== null) return refuse({ kind: 'in_session', port: holder.port });
  const check = await checkBroker(port, profile, signal);
  return check === null ? refuse({ kind: 'called_off' }) : { ok: true, check };
}

function refuse(fault: BrokerRefusal): Answer {
  return { ok: false, fault };
}
