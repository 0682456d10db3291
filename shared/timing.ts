import { type StepId, STEPS } from './plan.ts';

/** Time limits of one step or of one thing around the steps. Seconds; a limit that has no meaning there is absent. */
export interface Timing {
  /** For the final result code of one command. */
  readonly reply: number;
  /** For the asynchronous line that completes the command, counted from its final result code. */
  readonly completion?: number;
  /** For the whole polling loop. */
  readonly total?: number;
  /** Between two polls. */
  readonly poll?: number;
  /** How often the step is tried in all. */
  readonly attempts: number;
  /** Between two attempts. */
  readonly pause?: number;
}

export interface TimingRow extends Timing {
  /** The limit that a bare number in the profile's `timeouts` sets; shorter waits inside it shrink with it. */
  readonly limit: 'reply' | 'completion' | 'total';
  readonly source: string;
}

/** Things around the 19 steps that take time. */
export type SurroundingId =
  | 'baud_scan'
  | 'power_key'
  | 'identity'
  | 'sim_unlock'
  | 'registration_denied'
  | 'attach_request'
  | 'broker_connect_tls'
  | 'publish_acknowledge'
  | 'bearer_shut'
  | 'module_restart'
  | 'diagnosis'
  | 'teardown';

export type TimingId = StepId | SurroundingId;

export const TIMINGS: Readonly<Record<TimingId, TimingRow>> = {
  at_handshake: { limit: 'total', reply: 1, total: 15, attempts: 15, source: 'protocol.md 1.2 row 1' },
  echo_off: { limit: 'reply', reply: 2, attempts: 2, source: 'protocol.md 1.2 row 2' },
  fix_baud: {
    limit: 'reply',
    reply: 2,
    attempts: 3,
    source: 'protocol.md 1.2 row 3: document form, ";" form, two lines',
  },
  sim_check: { limit: 'total', reply: 5, total: 10, poll: 1, attempts: 1, source: 'protocol.md 1.2 row 4' },
  net_reg: { limit: 'total', reply: 2, total: 60, poll: 2, attempts: 1, source: 'protocol.md 1.2 row 5' },
  gprs_attach: { limit: 'total', reply: 5, total: 60, poll: 2, attempts: 1, source: 'protocol.md 1.2 row 6' },
  set_apn: { limit: 'reply', reply: 5, attempts: 2, source: 'protocol.md 1.2 row 7' },
  pdp_activate: { limit: 'reply', reply: 90, attempts: 3, pause: 5, source: 'protocol.md 1.2 row 8' },
  get_ip: { limit: 'reply', reply: 10, attempts: 2, source: 'protocol.md 1.2 row 9' },
  mqtt_client_cfg: { limit: 'reply', reply: 9, attempts: 2, source: 'protocol.md 1.2 row 10' },
  broker_connect: {
    limit: 'completion',
    reply: 9,
    completion: 30,
    attempts: 3,
    pause: 3,
    source: 'protocol.md 1.2 row 11, plain',
  },
  mqtt_auth_cfg: { limit: 'reply', reply: 9, attempts: 2, source: 'protocol.md 1.2 row 12' },
  mqtt_session: {
    limit: 'completion',
    reply: 9,
    completion: 20,
    attempts: 2,
    source: 'protocol.md 1.2 row 13',
  },
  rx_mode: { limit: 'reply', reply: 9, attempts: 2, source: 'protocol.md 1.2 row 14' },
  subscribe: { limit: 'completion', reply: 9, completion: 10, attempts: 2, source: 'protocol.md 1.2 row 15' },
  payload_mode: { limit: 'reply', reply: 9, attempts: 2, source: 'protocol.md 1.2 row 16' },
  publish: {
    limit: 'completion',
    reply: 9,
    completion: 10,
    attempts: 2,
    source: 'protocol.md 1.2 row 17, message',
  },
  read_cache: { limit: 'reply', reply: 9, attempts: 2, source: 'protocol.md 1.2 row 18' },
  mqtt_close: { limit: 'reply', reply: 9, completion: 5, attempts: 2, source: 'protocol.md 1.2 row 19' },
  baud_scan: {
    limit: 'reply',
    reply: 0.5,
    attempts: 2,
    source: 'protocol.md 1.2 row 1: rates tried in turn',
  },
  power_key: {
    limit: 'total',
    reply: 1,
    total: 3,
    attempts: 1,
    source: 'document flow chart: low 1 s, then wait 3 s',
  },
  identity: { limit: 'reply', reply: 2, attempts: 2, source: 'protocol.md 2' },
  sim_unlock: { limit: 'reply', reply: 5, total: 10, poll: 1, attempts: 1, source: 'protocol.md 1.3 card 4' },
  registration_denied: {
    limit: 'total',
    reply: 2,
    total: 15,
    attempts: 1,
    source: 'protocol.md 1.2 row 5: stat 3',
  },
  attach_request: {
    limit: 'reply',
    reply: 75,
    total: 20,
    attempts: 1,
    source: 'protocol.md 1.2 row 6: after 20 s',
  },
  broker_connect_tls: {
    limit: 'completion',
    reply: 9,
    completion: 60,
    attempts: 3,
    pause: 3,
    source: 'protocol.md 1.2 row 11, SSL',
  },
  publish_acknowledge: {
    limit: 'completion',
    reply: 9,
    completion: 20,
    attempts: 1,
    source: 'protocol.md 1.2 row 17',
  },
  bearer_shut: { limit: 'reply', reply: 65, attempts: 1, source: 'protocol.md 1.2, CIPSHUT' },
  module_restart: {
    limit: 'total',
    reply: 10,
    total: 90,
    pause: 10,
    attempts: 1,
    source: 'protocol.md 5.3 level 3: 30 to 120 s; a fixed rate shows RDY, so that is waited for first (4.8)',
  },
  diagnosis: {
    limit: 'total',
    reply: 1.5,
    total: 5,
    attempts: 1,
    source: 'protocol.md 5.2: what a field engineer wants to see; queries answer at once or not at all',
  },
  teardown: { limit: 'total', reply: 3, total: 10, attempts: 1, source: 'protocol.md 5.3 level 1' },
};

/** What a key of a profile's limits stands for, a step's number or the name of a row; null for what is neither. */
export function timingIdOf(key: string): TimingId | null {
  const step = STEPS.find(({ id, number }) => String(number) === key || id === key);
  return step?.id ?? (isTimingId(key) ? key : null);
}

export function isTimingId(key: string): key is TimingId {
  return Object.hasOwn(TIMINGS, key);
}

export type TimingOverride = number | { readonly [Key in keyof Timing]?: number | undefined };

/** The limits in force: the table's, changed by the profile's override. A bare number also caps shorter waits. */
export function applyOverride(row: TimingRow, override: TimingOverride | undefined): Timing {
  if (override === undefined) return row;
  if (typeof override !== 'number') return { ...row, ...definedOf(override) };
  return { ...row, reply: Math.min(row.reply, override), [row.limit]: override };
}

function definedOf(override: { readonly [Key in keyof Timing]?: number | undefined }): Partial<Timing> {
  return Object.fromEntries(Object.entries(override).filter(([, value]) => value !== undefined));
}

/** Common UART rates, the likeliest first: the order of the scan for a module that does not answer. */
export const BAUD_RATES = [115200, 9600, 57600, 38400, 19200, 230400, 460800, 4800] as const;
