import { bearerWord } from '../../shared/codes/bearer.ts';
import type { CommandLine } from '../../shared/command-line.ts';
import type { MeasurementName } from '../../shared/events.ts';
import type { FailureCode } from '../../shared/outcome.ts';
import { STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import { COMMANDS } from '../../shared/step-commands.ts';
import type { CommandKind } from '../at/catalogue.ts';
import {
  attached,
  functionality,
  mqttState,
  operator,
  pinTries,
  registrationStat,
  simState,
} from '../at/replies.ts';
import { measureSignal } from './identity-reading.ts';
import type { Said, StepContext } from './step-context.ts';

/** What can be asked of a module after a failure. None of it changes anything on the module. */

interface QuestionRow {
  readonly kind: CommandKind;
  readonly command: CommandLine;
  /** Records what the answer says. */
  readonly record: (context: StepContext, said: Said) => void;
  /** Asked only where this step passed in the run: before, the answer may hold somebody else's secret. */
  readonly after?: StepNumber;
  readonly source: string;
}

type Value = string | number | null;

/** Only noted: after a failure nothing is judged any more. */
const noted =
  (name: MeasurementName, decode: (lines: readonly string[]) => Value) =>
  (context: StepContext, { information }: Said): void => {
    const value = decode(information);
    if (value !== null) context.measure(name, value);
  };

const attachFlag = (lines: readonly string[]): Value => {
  const state = attached(lines);
  return state === null ? null : Number(state);
};

export const QUESTIONS = {
  sim: {
    kind: 'sim',
    command: COMMANDS.sim,
    record: noted('sim_state', simState),
    source: 'protocol.md 4.3',
  },
  pinTries: {
    kind: 'pinTries',
    command: COMMANDS.pinTries,
    record: noted('pin_tries', pinTries),
    source: 'SIM800 AT command manual, AT+SPIC',
  },
  functionality: {
    kind: 'functionality',
    command: COMMANDS.functionality,
    record: noted('functionality', functionality),
    source: 'protocol.md 4.1, stat 0: check CFUN',
  },
  signal: {
    kind: 'signal',
    command: COMMANDS.signal,
    record: measureSignal,
    source: 'protocol.md 4.2',
  },
  registration: {
    kind: 'registration',
    command: COMMANDS.registration,
    record: noted('registration', registrationStat),
    source: 'protocol.md 4.1',
  },
  operator: {
    kind: 'operator',
    command: COMMANDS.operator,
    record: noted('operator', operator),
    source: '27.007 7.3; protocol.md 6: which operator against which APN',
  },
  attach: {
    kind: 'attach',
    command: COMMANDS.attach,
    record: noted('attach', attachFlag),
    source: 'protocol.md 5.1 step 6',
  },
  accessPoint: {
    kind: 'accessPoint',
    command: COMMANDS.accessPoint,
    record: () => {},
    after: STEP_NUMBER.set_apn,
    source: 'protocol.md 1.3 card 7: read-back',
  },
  bearerState: {
    kind: 'bearerState',
    command: COMMANDS.bearerState,
    record: (context, { completion }) => {
      const state = completion === null ? null : bearerWord(completion.text);
      if (state !== null) context.measure('bearer_state', state);
    },
    source: 'protocol.md 4.5',
  },
  mqttState: {
    kind: 'mqttState',
    command: COMMANDS.mqttState,
    record: noted('mqtt_state', mqttState),
    source: 'protocol.md 4.6',
  },
} as const satisfies Readonly<Record<string, QuestionRow>>;

export type QuestionId = keyof typeof QUESTIONS;

/** The row of a question, with every optional field visible to the type checker. */
export function questionRow(id: QuestionId): QuestionRow {
  return QUESTIONS[id];
}

interface TroubleRow {
  readonly from: StepNumber;
  readonly to: StepNumber;
  /** Only for these codes; absent: for every one. */
  readonly codes?: readonly FailureCode[];
  /** The most telling first: a slow module answers only some of them in the time there is. */
  readonly ask: readonly QuestionId[];
  readonly source: string;
}

/** What is worth asking after which failure; the first row that fits counts. */
export const TROUBLES: readonly TroubleRow[] = [
  {
    from: 1,
    to: 19,
    codes: ['identity_unknown', 'sim_pin_withheld', 'evidence_missing'],
    ask: [],
    source: 'nothing that the network could explain',
  },
  { from: 1, to: 3, ask: [], source: 'protocol.md 5.1 steps 1 to 3: the line itself is in question' },
  {
    from: 4,
    to: 4,
    codes: ['sim_pin_required', 'sim_pin_wrong', 'sim_puk_required'],
    ask: ['pinTries'],
    source: 'protocol.md 4.3: three tries',
  },
  { from: 4, to: 4, ask: ['sim', 'functionality'], source: 'protocol.md 5.1 step 4' },
  {
    from: 5,
    to: 19,
    codes: ['sim_removed'],
    ask: ['sim', 'functionality'],
    source: 'protocol.md 4.8: +CPIN: NOT INSERTED',
  },
  {
    from: 5,
    to: 5,
    ask: ['sim', 'functionality', 'signal', 'operator'],
    source: 'protocol.md 5.1 step 5',
  },
  {
    from: 6,
    to: 6,
    ask: ['registration', 'signal', 'operator', 'functionality'],
    source: 'protocol.md 5.1 step 6',
  },
  {
    from: 7,
    to: 9,
    ask: ['bearerState', 'attach', 'registration', 'signal', 'operator', 'accessPoint'],
    source: 'protocol.md 5.1 steps 7 to 9; 6: APN against operator',
  },
  {
    from: 10,
    to: 13,
    ask: ['mqttState', 'bearerState', 'attach', 'registration', 'signal', 'operator', 'accessPoint'],
    source: 'protocol.md 5.1 steps 10 to 13; 4.7',
  },
  {
    from: 14,
    to: 18,
    ask: ['mqttState', 'bearerState', 'signal', 'registration'],
    source: 'protocol.md 5.1 steps 14 to 18',
  },
  { from: 19, to: 19, ask: ['mqttState'], source: 'protocol.md 5.1 step 19' },
];

/** The questions after a step failed with a code. */
export function questionsAfter(step: StepNumber, code: FailureCode): readonly QuestionId[] {
  const row = TROUBLES.find(
    ({ from, to, codes }) => step >= from && step <= to && (codes === undefined || codes.includes(code)),
  );
  return row?.ask ?? [];
}

interface RepeatableRow {
  /** What the command line begins with. */
  readonly name: string;
  readonly source: string;
}

/**
 * Commands that can be given once more without harm, for the sake of the reason: queries, and settings that come to
 * the same a second time. Nothing that opens, publishes, or costs a try of a PIN.
 */
export const REPEATABLE: readonly RepeatableRow[] = [
  { name: 'AT+CPIN?', source: 'protocol.md T6: the reason comes with CMEE=2' },
  { name: 'AT+CREG?', source: '27.007 7.2: a query' },
  { name: 'AT+CGATT?', source: '27.007 10.1.9: a query' },
  { name: 'AT+CSTT=', source: 'protocol.md 1.3 card 7: refused by state; a retry shuts the bearer first' },
  { name: 'AT+MCONFIG=', source: 'protocol.md 1.3 card 10: stores configuration only' },
  { name: 'AT+MQTTMSGSET=', source: 'protocol.md 1.3 card 14' },
  { name: 'AT+MQTTMODE=', source: 'protocol.md 1.3 card 16' },
  { name: 'AT+MSUB=', source: 'protocol.md 1.3 card 15: re-subscribing is harmless' },
];

/** Whether a command that was refused may be given again. */
export function isRepeatable({ line }: CommandLine): boolean {
  return REPEATABLE.some(({ name }) => line.startsWith(name));
}
