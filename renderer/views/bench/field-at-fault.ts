import type { FailureCode } from '../../../shared/outcome.ts';

/** The field of the profile that a failure points to first (protocol.md 5.1). */
const FIELDS = {
  identity_unknown: 'mqtt.clientId',
  sim_pin_required: 'sim.pin',
  sim_pin_wrong: 'sim.pin',
  sim_pin_withheld: 'sim.pin',
  apn_refused: 'apn.name',
  bearer_refused: 'apn.name',
  no_ip_address: 'apn.name',
  connect_failed: 'broker.host',
  connect_timeout: 'broker.host',
  session_refused: 'mqtt.username',
  session_timeout: 'broker.port',
  subscribe_refused: 'subscribe.topic',
  subscribe_timeout: 'subscribe.topic',
  message_not_returned: 'subscribe.topic',
  message_differs: 'publish.payload',
} as const satisfies Partial<Record<FailureCode, string>>;

export type FieldAtFault = (typeof FIELDS)[keyof typeof FIELDS];

/** Null where the profile is not what should be looked at first. */
export function fieldAtFault(code: FailureCode): FieldAtFault | null {
  const known: Partial<Record<FailureCode, FieldAtFault>> = FIELDS;
  return known[code] ?? null;
}
