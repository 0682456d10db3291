import type { ConsoleFault } from '../../shared/contract.ts';
import { secretsOf } from '../../shared/profile.ts';
import type { PortTool, TypedEntry } from '../../shared/typed-entry.ts';
import { readEntries } from '../bringup/typed-entries.ts';
import type { ConsoleStart } from './commissioner.ts';
import type { Desk } from './desk.ts';
import { addressFault } from './port-address.ts';

interface AtPort {
  readonly port: string;
  /** Gives the rate, and the secrets that must not be shown. */
  readonly profileId: string | null;
}

interface TypedEntries extends AtPort {
  readonly entries: readonly TypedEntry[];
}

interface ToolUse extends AtPort {
  readonly tool: PortTool;
}

type Sent =
  | { readonly ok: true; readonly runId: string }
  | { readonly ok: false; readonly fault: ConsoleFault };

const DEFAULT_BAUD_RATE = 115200;
const WAITING: Sent = { ok: false, fault: { kind: 'waiting' } };

/**
 * Sends what was typed: into the run that is paused on the port, or else at its console, which is opened when it is
 * not. The answers are in the record of that run.
 */
export async function sendTyped(desk: Desk, { entries, ...at }: TypedEntries): Promise<Sent> {
  const address = addressFault(at.port);
  if (address !== null) return { ok: false, fault: { kind: 'address', fault: address } };
  const read = readEntries(entries);
  if (!read.ok) return { ok: false, fault: { kind: 'not_sendable', entry: read.entry } };
  const { commissioner } = desk.station;
  const obstacle = await commissioner.recordObstacle();
  if (obstacle !== null) return { ok: false, fault: obstacle };
  const start = await consoleStart(desk, at);
  const opened = await commissioner.typing(start);
  if (!opened.ok) return opened;
  const { bay, typed, redactor } = opened;
  if (!typed.takes(read.entries)) return WAITING;
  // The console may have been opened with another profile.
  for (const secret of [...start.secrets, ...read.secrets]) redactor.add(secret);
  void typed.send(read.entries);
  return { ok: true, runId: bay.runId };
}

/** Sets a tool to work at the console of a port without a run, which is opened when it is not. */
export async function useTool(desk: Desk, { tool, ...at }: ToolUse): Promise<Sent> {
  const address = addressFault(at.port);
  if (address !== null) return { ok: false, fault: { kind: 'address', fault: address } };
  const { commissioner } = desk.station;
  const standing = commissioner.bay(at.port);
  // There is no need to open a port for it.
  if (tool.kind === 'meter' && !tool.on && standing !== null && !standing.tools.includes('meter'))
    return { ok: true, runId: standing.runId };
  const obstacle = await commissioner.recordObstacle();
  if (obstacle !== null) return { ok: false, fault: obstacle };
  const start = await consoleStart(desk, at);
  const opened = await commissioner.console(start);
  if (!opened.ok) return opened;
  const { bay, running, redactor } = opened.console;
  if (tool.kind !== 'meter' && running.typed.busy) return WAITING;
  for (const secret of start.secrets) redactor.add(secret);
  const fault = await running.use(tool);
  return fault === null ? { ok: true, runId: bay.runId } : { ok: false, fault: { kind: 'address', fault } };
}

/** The console of a port as a profile wants it. */
async function consoleStart(desk: Desk, { port, profileId }: AtPort): Promise<ConsoleStart> {
  const resolved = profileId === null ? null : await desk.profiles.resolve(profileId);
  const profile = resolved?.ok === true ? resolved.profile : null;
  return {
    port,
    profileName: profile?.name ?? '',
    baudRate: profile?.baudRate ?? DEFAULT_BAUD_RATE,
    secrets: profile === null ? [] : secretsOf(profile),
  };
}
