import { closeSync, openSync, writeFileSync } from 'node:fs';
import type { RunEvent } from '../../shared/events.ts';
import { logLines } from '../../shared/log-text.ts';
import { errorCode } from '../port/errno.ts';

export interface RunLog {
  /** Never throws: the record is what counts, the log is a convenience. */
  write(event: RunEvent): void;
  close(): void;
}

export type RunLogResult =
  | { readonly ok: true; readonly log: RunLog }
  | { readonly ok: false; readonly code: string };

export interface RunLogOptions {
  readonly path: string;
  /** Whether several ports share the file: each line of text then begins with its port. */
  readonly shared: boolean;
  /** Lines are missing in the file; told once, with the system's error code. */
  readonly onFault: (code: string) => void;
}

/** Opens a log file for appending: JSON Lines when its name ends so, readable text otherwise. */
export function openRunLog({ path, shared, onFault }: RunLogOptions): RunLogResult {
  const json = path.endsWith('.jsonl');
  let file: number;
  try {
    file = openSync(path, 'a');
  } catch (fault) {
    return { ok: false, code: errorCode(fault) };
  }
  let isWhole = true;
  const write = (event: RunEvent) => {
    const label = shared ? `${event.port}  ` : '';
    const lines = json ? [JSON.stringify(event)] : logLines(event).map((line) => `${label}${line}`);
    try {
      if (lines.length > 0) writeFileSync(file, `${lines.join('\n')}\n`);
    } catch (fault) {
      if (isWhole) onFault(errorCode(fault));
      isWhole = false;
    }
  };
  return { ok: true, log: { write, close: () => closeSync(file) } };
}
