import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { LogRefusal, OpenedLog } from '../logs/log-reader.ts';
import { errorCode } from '../port/errno.ts';
import { systemClock } from '../system-clock.ts';
import { logReader } from './opened-logs.ts';

export type LogFileResult =
  | { readonly ok: true; readonly log: OpenedLog }
  | { readonly ok: false; readonly fault: { readonly kind: LogRefusal } }
  | { readonly ok: false; readonly fault: { readonly kind: 'unreadable'; readonly code: string } };

const SLICE_BYTES = 65_536;

/** Reads a file of another program as a dialogue; `-` is standard input. */
export async function readLogFile(path: string): Promise<LogFileResult> {
  const reader = logReader(randomUUID(), path === '-' ? path : basename(path), systemClock);
  const source: AsyncIterable<unknown> =
    path === '-' ? process.stdin : createReadStream(path, { highWaterMark: SLICE_BYTES });
  try {
    for await (const chunk of source) {
      const refusal = chunk instanceof Uint8Array ? reader.push(chunk) : null;
      if (refusal !== null) return { ok: false, fault: { kind: refusal } };
    }
  } catch (thrown) {
    return { ok: false, fault: { kind: 'unreadable', code: errorCode(thrown) } };
  }
  const result = reader.end();
  return result.ok ? result : { ok: false, fault: { kind: result.refusal } };
}
