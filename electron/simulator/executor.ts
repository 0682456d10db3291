import { parseArguments } from './arguments.ts';
import { CME } from './cme.ts';
import { type Command, parseCommandLine } from './command-line.ts';
import { COMMANDS } from './commands/table.ts';
import type { CommandRow, Device, Handler } from './device.ts';
import type { Hits } from './fault-injector.ts';
import type { CollectedLine } from './line-collector.ts';
import { ok, refuse, type Reply } from './reply.ts';

/** What a command line that could not be read is called where faults and times are looked up. */
const UNREADABLE = '?';

/** A command line, split; `commands` is null when it makes no sense. */
export interface ReadLine {
  /** The name of its first command: the one faults go by. */
  readonly name: string;
  readonly commands: readonly Command[] | null;
}

export function readLine(line: CollectedLine): ReadLine {
  const commands = line.kind === 'line' ? parseCommandLine(line.body) : null;
  return { name: commands?.[0]?.name ?? UNREADABLE, commands };
}

/** Milliseconds the line takes at realistic speed. */
export function processingMs(line: ReadLine): number {
  return (line.commands ?? []).reduce((total, each) => total + (rowOf(each.name)?.takesMs ?? 0), 0);
}

/** Carries out the commands of a line in order, up to the first that fails; one result code ends them all. */
export function carryOut(line: ReadLine, device: Device, hits: Hits): Reply {
  if (hits.has('error')) return { lines: [], final: { kind: 'text', text: 'ERROR' } };
  const code = hits.get('cme-error');
  if (code !== undefined) return refuse(Number(code));
  if (!line.commands) return refuse(CME.notSupported);
  const follow: (() => void)[] = [];
  let whole: Reply = ok();
  for (const command of line.commands) {
    const reply = carryOutOne(command, device, hits);
    if (reply.afterwards) follow.push(reply.afterwards);
    whole = { ...reply, lines: [...whole.lines, ...reply.lines] };
    if (reply.final.kind !== 'ok') break;
  }
  return { ...whole, afterwards: () => follow.forEach((each) => each()) };
}

function carryOutOne(command: Command, device: Device, hits: Hits): Reply {
  const row = rowOf(command.name);
  if (!row) return refuse(CME.notSupported);
  if (command.form === 'test') return ok();
  const handler: Handler | undefined = row[command.form];
  if (!handler) return refuse(CME.notSupported);
  const parsed = command.form === 'write' && !row.freeText ? parseArguments(command.text) : [];
  return parsed ? handler(device, { command, args: parsed, hits }) : refuse(CME.invalidInput);
}

function rowOf(name: string): CommandRow | undefined {
  return Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
}
