import type { CommandLine } from '../../shared/command-line.ts';
import type { MeasurementName } from '../../shared/events.ts';
import { imeiValid } from '../../shared/identity.ts';
import { COMMANDS } from '../../shared/step-commands.ts';
import { dbm } from '../../shared/signal.ts';
import type { CommandKind } from '../at/catalogue.ts';
import { firmware, iccid, imei, imsi, signal } from '../at/replies.ts';
import type { Said, StepContext } from './step-context.ts';

interface IdentityRow {
  readonly name: MeasurementName;
  readonly kind: CommandKind;
  /** Tried in turn until one answers. */
  readonly commands: readonly CommandLine[];
  readonly decode: (lines: readonly string[]) => string | null;
  readonly criterion?: string;
  readonly valid?: (value: string) => boolean;
  readonly source: string;
}

/** What the module tells of itself; needs no card. None of it is promised by the document: failure is harmless. */
export const MODULE_IDENTITY: readonly IdentityRow[] = [
  {
    name: 'imei',
    kind: 'imei',
    commands: [COMMANDS.imei, COMMANDS.imeiAlternative],
    decode: imei,
    criterion: '15 digits, check digit',
    valid: imeiValid,
    source: 'document flow chart ①; protocol.md 2',
  },
  {
    name: 'firmware',
    kind: 'firmware',
    commands: [COMMANDS.firmware],
    decode: firmware,
    source: 'protocol.md 2',
  },
];

/** What the card tells of itself. */
export const CARD_IDENTITY: readonly IdentityRow[] = [
  {
    name: 'iccid',
    kind: 'iccid',
    commands: [COMMANDS.iccid, COMMANDS.iccidAlternative],
    decode: iccid,
    source: 'document flow chart ②; protocol.md 2',
  },
  { name: 'imsi', kind: 'imsi', commands: [COMMANDS.imsi], decode: imsi, source: 'protocol.md 2' },
];

/** Asks for numbered errors, then for IMEI and firmware. */
export async function readModuleIdentity(context: StepContext): Promise<void> {
  await context.say('plain', COMMANDS.verboseErrors, context.timing('identity'));
  const values = await readRows(context, MODULE_IDENTITY);
  const number = values.get('imei') ?? null;
  context.memory.identity = { ...context.memory.identity, imei: number };
  if (number === null) context.memory.noted.add('identity_missing');
  else if (!imeiValid(number)) context.memory.noted.add('imei_check_digit');
}

/** Asks for ICCID and IMSI. */
export async function readCardIdentity(context: StepContext): Promise<void> {
  const values = await readRows(context, CARD_IDENTITY);
  const number = values.get('iccid') ?? null;
  context.memory.identity = { ...context.memory.identity, iccid: number };
  if (number === null) context.memory.noted.add('identity_missing');
}

/** `AT+CSQ`, recorded as a measurement; nothing depends on it. */
export async function readSignal(context: Pick<StepContext, 'say' | 'measure' | 'timing'>): Promise<Said> {
  const said = await context.say('signal', COMMANDS.signal, context.timing('identity'));
  if (said.outcome.kind === 'ok') measureSignal(context, said);
  return said;
}

/** Records the level that an answer to `AT+CSQ` holds. */
export function measureSignal(context: Pick<StepContext, 'measure'>, said: Said): void {
  const level = signal(said.information);
  if (level === null) return;
  const power = dbm(level);
  context.measure('signal', level.rssi, { unit: power === null ? 'rssi' : `rssi ≈ ${power} dBm` });
}

async function readRows(
  context: StepContext,
  rows: readonly IdentityRow[],
): Promise<ReadonlyMap<MeasurementName, string>> {
  const values = new Map<MeasurementName, string>();
  for (const row of rows) {
    const value = await readRow(context, row);
    if (value !== null) values.set(row.name, value);
    const valid = value !== null && (row.valid?.(value) ?? true);
    if (row.criterion === undefined) context.measure(row.name, value);
    else context.measure(row.name, value, { criterion: row.criterion, verdict: valid ? 'pass' : 'fail' });
  }
  return values;
}

async function readRow(context: StepContext, row: IdentityRow): Promise<string | null> {
  const { reply, attempts } = context.timing('identity');
  for (const command of row.commands) {
    const said = await ask(context, row, command, reply, attempts);
    if (said.outcome.kind === 'link_lost' || context.signal.aborted) return null;
    const value = said.outcome.kind === 'ok' ? row.decode(said.information) : null;
    if (value !== null) return value;
  }
  return null;
}

/** Repeats only silence: an error is an answer. */
async function ask(
  context: StepContext,
  row: IdentityRow,
  command: CommandLine,
  reply: number,
  attempts: number,
): Promise<Said> {
  for (let attempt = 1; ; attempt += 1) {
    const said = await context.say(row.kind, command, { reply });
    if (said.outcome.kind !== 'timeout' || attempt >= attempts || context.signal.aborted) return said;
  }
}
