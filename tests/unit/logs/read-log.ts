import { LogReader, type LogResult, type OpenedLog } from '../../../electron/logs/log-reader.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../../shared/run-state.ts';

const encoder = new TextEncoder();

/** Reads bytes, or a text, as a log; in chunks of a size where one is given. */
export function readLog(file: string | Uint8Array, chunk = 65_536): LogResult {
  const bytes = typeof file === 'string' ? encoder.encode(file) : file;
  const reader = new LogReader({
    runId: 'run',
    fileName: 'bench.log',
    version: '0',
    nowMs: Date.UTC(2024, 0, 2, 20),
    zoneMs: 0,
  });
  for (let from = 0; from < bytes.length; from += chunk) reader.push(bytes.subarray(from, from + chunk));
  return reader.end();
}

/** A file that is a log. */
export function openedLog(file: string | Uint8Array, chunk?: number): OpenedLog {
  const result = readLog(file, chunk);
  if (!result.ok) throw new Error(`no log: ${result.refusal}`);
  return result.log;
}

export const stateOf = ({ events }: OpenedLog): RunState =>
  events.reduce<RunState>(reduceRun, INITIAL_RUN_STATE);

/** What a log came to, in a line. */
export function verdict(log: OpenedLog): string {
  const { finish } = stateOf(log);
  return [finish?.outcome, finish?.failedStep, finish?.code].filter((each) => each != null).join(' ');
}

/** The exchanges of a log: the command and the lines that belong to it. */
export const exchanges = ({ events }: OpenedLog): readonly string[] =>
  events.flatMap((event) =>
    event.type === 'at.exchanged' ? [[event.command, ...event.lines].join(' | ')] : [],
  );
