import { closeSync, openSync, writeSync } from 'node:fs';
import type { RunEvent } from '../../shared/events.ts';
import { logLines } from '../../shared/log-text.ts';

export interface RunLog {
  write(event: RunEvent): void;
  close(): void;
}

export type RunLogResult =
  | { readonly ok: true; readonly log: RunLog }
  | { readonly ok: false; readonly code: string };

/** Opens a log file for appending: JSON Lines when its name ends so, readable text otherwise. */
export function openRunLog(path: string): RunLogResult {
  const json = path.endsWith('.jsonl');
  let file: number;
  try {
    file = openSync(path, 'a');
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? String(fault.code) : 'EIO';
    return { ok: false, code };
  }
  const write = (event: RunEvent) => {
    const lines = json ? [JSON.stringify(event)] : logLines(event);
    if (lines.length > 0) writeSync(file, `${lines.join('\n')}\n`);
  };
  return { ok: true, log: { write, close: () => closeSync(file) } };
}
