import type { CommandKind } from '../at/catalogue.ts';
import { STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import type { ObservedCommand } from './observed-command.ts';

/** What an observed command does beside being a step of the plan. */
export type CommandEffect =
  /** It takes the link down, or may: what it brings about is nobody's failure. */
  | 'closes_link'
  /** It takes the data link down. */
  | 'closes_bearer'
  /** The module starts again, or is switched off. */
  | 'restarts';

interface CommandStepRow {
  readonly name: string;
  readonly form: ObservedCommand['form'];
  readonly step: StepNumber | null;
  readonly kind: CommandKind;
  readonly effect?: CommandEffect;
  readonly source: string;
}

/** What is known of the commands that firmwares send; every other one is recorded and means nothing. */
export const COMMAND_STEPS = [
  { name: '', form: 'do', step: 1, kind: 'plain', source: 'document row 1' },
  { name: 'E0', form: 'do', step: 2, kind: 'plain', source: 'document row 2' },
  { name: 'E', form: 'do', step: 2, kind: 'plain', source: 'V.250 6.2.4: 0 where no number stands' },
  { name: '+IPR', form: 'set', step: 3, kind: 'plain', source: 'document row 3' },
  { name: '+CPIN', form: 'read', step: 4, kind: 'sim', source: 'document row 4' },
  { name: '+CPIN', form: 'set', step: 4, kind: 'plain', source: 'protocol.md 1.3 card 4' },
  { name: '+CREG', form: 'read', step: 5, kind: 'registration', source: 'document row 5' },
  { name: '+CGREG', form: 'read', step: 5, kind: 'packetRegistration', source: '27.007 10.1.20' },
  { name: '+CEREG', form: 'read', step: 5, kind: 'packetRegistration', source: '27.007 10.1.22' },
  { name: '+CGATT', form: 'read', step: 6, kind: 'attach', source: 'document row 6' },
  { name: '+CGATT', form: 'set', step: 6, kind: 'plain', source: 'protocol.md 1.2 row 6' },
  { name: '+CSTT', form: 'set', step: 7, kind: 'plain', source: 'document row 7' },
  { name: '+CSTT', form: 'do', step: 7, kind: 'plain', source: 'protocol.md 1.3 card 7: SIM800 default' },
  { name: '+CIICR', form: 'do', step: 8, kind: 'plain', source: 'document row 8' },
  { name: '+CIFSR', form: 'do', step: 9, kind: 'localAddress', source: 'document row 9' },
  { name: '+MCONFIG', form: 'set', step: 10, kind: 'plain', source: 'document rows 10, 12' },
  { name: '+MIPSTART', form: 'set', step: 11, kind: 'connectBroker', source: 'document row 11' },
  { name: '+SSLMIPSTART', form: 'set', step: 11, kind: 'connectBroker', source: 'document row 11' },
  {
    name: '+CIPSTART',
    form: 'set',
    step: 11,
    kind: 'connectBroker',
    source: 'SIM800 AT command manual p.222: the way of firmwares that write MQTT themselves',
  },
  { name: '+MCONNECT', form: 'set', step: 13, kind: 'openSession', source: 'document row 13' },
  { name: '+MQTTMSGSET', form: 'set', step: 14, kind: 'plain', source: 'document row 14' },
  { name: '+MSUB', form: 'set', step: 15, kind: 'subscribe', source: 'document row 15' },
  { name: '+MQTTMODE', form: 'set', step: 16, kind: 'plain', source: 'document row 16' },
  { name: '+MPUB', form: 'set', step: 17, kind: 'plain', source: 'document row 17' },
  { name: '+MPUBEX', form: 'set', step: 17, kind: 'plain', source: 'protocol.md 6' },
  { name: '+MQTTMSGGET', form: 'do', step: 18, kind: 'readCache', source: 'document row 18' },
  { name: '+MQTTMSGGET', form: 'set', step: 18, kind: 'readCache', source: 'protocol.md 1.3 card 18' },
  {
    name: '+MDISCONNECT',
    form: 'do',
    step: 19,
    kind: 'plain',
    effect: 'closes_link',
    source: 'document row 19',
  },
  {
    name: '+MIPCLOSE',
    form: 'do',
    step: null,
    kind: 'plain',
    effect: 'closes_link',
    source: 'protocol.md 2',
  },
  {
    name: '+CIPCLOSE',
    form: 'do',
    step: null,
    kind: 'plain',
    effect: 'closes_link',
    source: 'SIM800 AT command manual p.226',
  },
  {
    name: '+CIPCLOSE',
    form: 'set',
    step: null,
    kind: 'plain',
    effect: 'closes_link',
    source: 'SIM800 AT command manual p.226',
  },
  {
    name: '+CIPSHUT',
    form: 'do',
    step: null,
    kind: 'shutBearer',
    effect: 'closes_bearer',
    source: 'protocol.md 1.4',
  },
  {
    name: '+CPOWD',
    form: 'set',
    step: null,
    kind: 'powerDown',
    effect: 'restarts',
    source: 'protocol.md 2',
  },
  { name: '+CFUN', form: 'set', step: null, kind: 'plain', effect: 'restarts', source: '27.007 8.2' },
  { name: '+RESET', form: 'do', step: null, kind: 'plain', effect: 'restarts', source: '[LUAT-X]' },
  { name: '+CRESET', form: 'do', step: null, kind: 'plain', effect: 'restarts', source: 'SIM7x00' },
  { name: '+MUNSUB', form: 'set', step: null, kind: 'unsubscribe', source: 'protocol.md 2' },
  { name: '+CSQ', form: 'do', step: null, kind: 'signal', source: '27.007 8.5' },
  { name: '+CGSN', form: 'do', step: null, kind: 'imei', source: '27.007 5.4' },
  { name: '+GSN', form: 'do', step: null, kind: 'imei', source: 'V.250 6.1.7' },
  { name: '+ICCID', form: 'do', step: null, kind: 'iccid', source: 'protocol.md 2' },
  { name: '+CCID', form: 'do', step: null, kind: 'iccid', source: 'protocol.md 2' },
  { name: '+CIMI', form: 'do', step: null, kind: 'imsi', source: '27.007 5.6' },
  { name: '+CGMR', form: 'do', step: null, kind: 'firmware', source: '27.007 5.3' },
  { name: '+CFUN', form: 'read', step: null, kind: 'functionality', source: '27.007 8.2' },
  { name: '+COPS', form: 'read', step: null, kind: 'operator', source: '27.007 7.3' },
  { name: '+SPIC', form: 'do', step: null, kind: 'pinTries', source: 'SIM800 AT command manual' },
  { name: '+CIPSTATUS', form: 'do', step: null, kind: 'bearerState', source: 'protocol.md 4.5' },
  { name: '+MQTTSTATU', form: 'do', step: null, kind: 'mqttState', source: 'protocol.md 4.6' },
] as const satisfies readonly CommandStepRow[];

/** What a command means here. */
export interface CommandMeaning {
  readonly command: ObservedCommand;
  readonly step: StepNumber | null;
  readonly kind: CommandKind;
  readonly effect: CommandEffect | null;
}

const PUBLISH_KINDS = [
  'plain',
  'publishAtLeastOnce',
  'publishExactlyOnce',
] as const satisfies readonly CommandKind[];

/** The meaning of the first command of a line that has a step, else of the first one. */
export function meaningOf(commands: readonly ObservedCommand[]): CommandMeaning {
  const all = commands.map(meaning);
  return (
    all.find(({ step }) => step !== null) ??
    all[0] ?? { command: { name: '', form: 'do', args: [] }, step: null, kind: 'firmware', effect: null }
  );
}

function meaning(command: ObservedCommand): CommandMeaning {
  const { name, form, args } = command;
  const row: CommandStepRow | undefined = COMMAND_STEPS.find(
    (each) => each.form === form && (each.name === name || (name.startsWith('E0') && each.name === 'E0')),
  );
  // Whatever the module says to a command that nobody knows is its answer.
  if (row === undefined) return { command, step: null, kind: 'firmware', effect: null };
  const { effect = null } = row;
  const { step, kind } = row;
  if (step === STEP_NUMBER.mqtt_client_cfg && args.length > 1)
    return { command, step: STEP_NUMBER.mqtt_auth_cfg, kind, effect };
  if (step === STEP_NUMBER.publish)
    return { command, step, kind: PUBLISH_KINDS[Number(args[1])] ?? kind, effect };
  return { command, step, kind, effect: isFullFunction(command) ? null : effect };
}

/** `AT+CFUN=1` without a reset: nothing goes down by it. */
function isFullFunction({ name, args }: ObservedCommand): boolean {
  return name === '+CFUN' && args.length === 1 && args[0] === '1';
}
