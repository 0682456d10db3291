import type { NotApplicableReason } from './outcome.ts';

/**
 * The 19 steps of the application note (section 2.1), with its numbers and in its order, and every time limit
 * the run observes. All of it is data: the runner, the checklist, the profile form and the tests read this table.
 */

export type GroupId = 'link' | 'network' | 'bearer' | 'session' | 'messages' | 'close';

/**
 * How binding the document is: `hard` says both "***" and "cannot be left out", `starred` only "***",
 * `optional` says "may be left out" (protocol.md 1).
 */
export type StepClass = 'hard' | 'starred' | 'optional';

interface StepDefinition {
  readonly number: number;
  readonly id: string;
  readonly group: GroupId;
  readonly class: StepClass;
  /** The command as the document names it, without its values. */
  readonly command: string;
  readonly source: string;
}

export const STEPS = [
  { number: 1, id: 'at_handshake', group: 'link', class: 'hard', command: 'AT', source: 'document row 1' },
  { number: 2, id: 'echo_off', group: 'link', class: 'optional', command: 'ATE0', source: 'document row 2' },
  {
    number: 3,
    id: 'fix_baud',
    group: 'link',
    class: 'optional',
    command: 'AT+IPR',
    source: 'document row 3',
  },
  {
    number: 4,
    id: 'sim_check',
    group: 'network',
    class: 'hard',
    command: 'AT+CPIN?',
    source: 'document row 4',
  },
  {
    number: 5,
    id: 'net_reg',
    group: 'network',
    class: 'hard',
    command: 'AT+CREG?',
    source: 'document row 5',
  },
  {
    number: 6,
    id: 'gprs_attach',
    group: 'network',
    class: 'hard',
    command: 'AT+CGATT?',
    source: 'document row 6',
  },
  {
    number: 7,
    id: 'set_apn',
    group: 'bearer',
    class: 'starred',
    command: 'AT+CSTT',
    source: 'document row 7',
  },
  {
    number: 8,
    id: 'pdp_activate',
    group: 'bearer',
    class: 'hard',
    command: 'AT+CIICR',
    source: 'document row 8',
  },
  { number: 9, id: 'get_ip', group: 'bearer', class: 'hard', command: 'AT+CIFSR', source: 'document row 9' },
  {
    number: 10,
    id: 'mqtt_client_cfg',
    group: 'session',
    class: 'hard',
    command: 'AT+MCONFIG',
    source: 'document row 10',
  },
  {
    number: 11,
    id: 'broker_connect',
    group: 'session',
    class: 'hard',
    command: 'AT+MIPSTART',
    source: 'document row 11',
  },
  {
    number: 12,
    id: 'mqtt_auth_cfg',
    group: 'session',
    class: 'hard',
    command: 'AT+MCONFIG',
    source: 'document row 12',
  },
  {
    number: 13,
    id: 'mqtt_session',
    group: 'session',
    class: 'starred',
    command: 'AT+MCONNECT',
    source: 'document row 13',
  },
  {
    number: 14,
    id: 'rx_mode',
    group: 'messages',
    class: 'starred',
    command: 'AT+MQTTMSGSET',
    source: 'document row 14',
  },
  {
    number: 15,
    id: 'subscribe',
    group: 'messages',
    class: 'hard',
    command: 'AT+MSUB',
    source: 'document row 15',
  },
  {
    number: 16,
    id: 'payload_mode',
    group: 'messages',
    class: 'starred',
    command: 'AT+MQTTMODE',
    source: 'document row 16',
  },
  {
    number: 17,
    id: 'publish',
    group: 'messages',
    class: 'starred',
    command: 'AT+MPUB',
    source: 'document row 17',
  },
  {
    number: 18,
    id: 'read_cache',
    group: 'messages',
    class: 'starred',
    command: 'AT+MQTTMSGGET',
    source: 'document row 18',
  },
  {
    number: 19,
    id: 'mqtt_close',
    group: 'close',
    class: 'starred',
    command: 'AT+MDISCONNECT',
    source: 'document row 19',
  },
] as const satisfies readonly StepDefinition[];

/**
 * Which plan it is: raised with every change of what a step does or is judged by, so that runs of different plans are
 * not compared unawares. 1: the application note "WIS800C MQTT应用流程指导", section 2.1.
 */
export const PLAN_VERSION = 1;

export type StepRow = (typeof STEPS)[number];
export type StepNumber = StepRow['number'];
export type StepId = StepRow['id'];

type NumberById = { readonly [Row in StepRow as Row['id']]: Row['number'] };

/** The number of a step by its id, derived from the table. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the entries are the table's own rows
export const STEP_NUMBER = Object.fromEntries(STEPS.map(({ id, number }) => [id, number])) as NumberById;

/** The row of step `number`. */
export function stepRow(number: StepNumber): StepRow {
  const row = STEPS[number - 1];
  if (row === undefined) throw new Error(`no step ${number}`);
  return row;
}

/** Whether a name is the id of a documented step. */
export function isStepId(name: string): name is StepId {
  return Object.hasOwn(STEP_NUMBER, name);
}

/** Whether an integer is the number of a documented step. */
export function isStepNumber(value: number): value is StepNumber {
  return STEPS.some(({ number }) => number === value);
}

/**
 * Steps that follow each other without a pause, also in single-step mode: a broker drops a TCP link on which no
 * MQTT CONNECT arrives within about 5 s (protocol.md 1.3 card 12).
 */
export const UNBROKEN: { readonly first: StepNumber; readonly last: StepNumber } = { first: 11, last: 13 };

/** The steps that can have nothing to prove, by the reason: without caching (document row 18 ②), or left online. */
export const CONDITIONAL_STEPS = {
  delivered_directly: 18,
  stays_online: 19,
} as const satisfies Readonly<Record<NotApplicableReason, StepNumber>>;
