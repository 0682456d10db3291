/** The broker of a profile, asked from this computer and not through the module. */

/** How far one got, in this order; each stands on the one before. `secured` has no meaning without TLS. */
export const BROKER_STAGES = ['nothing', 'resolved', 'connected', 'secured', 'accepted'] as const;
export type BrokerStage = (typeof BROKER_STAGES)[number];

/** What kept it from going further. `code` is the system's own: ENOTFOUND, ECONNREFUSED, ETIMEDOUT, … */
export type BrokerObstacle =
  | { readonly kind: 'name_unknown' | 'not_connected' | 'no_tls'; readonly code: string }
  /** MQTT 3.1.1 section 3.2.2.3. */
  | { readonly kind: 'session_refused'; readonly code: number }
  /** The connection stood, and no CONNACK came. */
  | { readonly kind: 'no_session'; readonly code: string };

export interface BrokerCheck {
  readonly host: string;
  readonly port: number;
  readonly tls: boolean;
  /** IP addresses that the name stands for here, IPv4 first; the host itself where it is one. */
  readonly addresses: readonly string[];
  readonly reached: BrokerStage;
  /** Null when CONNECT with the profile's credentials was accepted. */
  readonly obstacle: BrokerObstacle | null;
  /** What the port turned out to speak instead of what the profile says; null when that was not found out. */
  readonly speaks: 'plain' | 'tls' | null;
  /** Whether the certificate is one that this computer trusts; null without TLS. A module may not look at it. */
  readonly trusted: boolean | null;
  readonly durationMs: number;
}

/** No such name (RFC 8020), or none with an address: a name server said so. Any other code tells of silence. */
const DENIED: readonly string[] = ['ENOTFOUND', 'ENODATA'];
/** No way out of this computer: no network, no route, or forbidden. */
const NO_WAY: readonly string[] = ['ENETUNREACH', 'ENETDOWN', 'EADDRNOTAVAIL', 'EACCES', 'EPERM'];

/** Whether a check says anything of the broker: a computer on a bench often has no network of its own. */
export function saysOfBroker({ obstacle }: BrokerCheck): boolean {
  switch (obstacle?.kind) {
    case 'name_unknown':
      return DENIED.includes(obstacle.code);
    case 'not_connected':
      return !NO_WAY.includes(obstacle.code);
    default:
      return true;
  }
}
