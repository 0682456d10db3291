/**
 * How long the simulated module takes, in milliseconds at realistic speed; commands carry their own time in
 * their table row. Shorter than a real network, long enough that waiting and polling are exercised.
 */
export const DURATION_MS = {
  /** Power-up until the UART answers; the source document waits 3 s after PWRKEY. */
  boot: 2400,
  /** UART answers → registered with the network. */
  registration: 1500,
  /** Registered → attached to GPRS. */
  attach: 400,
  /** The correct PIN → SIM usable. */
  simUnlock: 600,
  /** TCP (and TLS) set-up across the radio, on top of the real connection. */
  connect: 250,
  /** Anything that comes back from the network. */
  downlink: 80,
  /** How long PWRKEY must be low to count; below the documented 1 s so that a host's timer may be early. */
  pwrkey: 800,
  /** The module gives up connecting after this long: protocol.md 1.2 (a CONNECT FAIL was seen 75 s late). */
  connectLimit: 75_000,
  /** How long a broker may take to close the connection after DISCONNECT. */
  closeLimit: 2_000,
} as const;

export type Speed = 'realistic' | 'instant';

/** Scales a duration of the tables to the chosen speed. */
export type Scale = (ms: number) => number;

export function scaleFor(speed: Speed): Scale {
  return speed === 'instant' ? () => 0 : (ms) => ms;
}
