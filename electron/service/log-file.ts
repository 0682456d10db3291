import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { randomUUID } from 'node:crypto';
import type { Doubt, LogFault } from '../../shared/opened-log.ts';
import { LogReader, type OpenedLog } from '../logs/log-reader.ts';
import { type FileKind, kindOf } from '../opening/kind.ts';
import { DoubtReader, readPackRecord } from '../opening/pack-record.ts';
import { Spool } from '../opening/spool.ts';
import { errorCode } from '../port/errno.ts';
import { systemClock } from '../system-clock.ts';
import { logOptions } from './opened-logs.ts';

export type LogFileResult =
  | {
      readonly ok: true;
      readonly log: OpenedLog;
      /** Why a record of this program cannot be believed; a log of another one says nothing of that. */
      readonly doubts: readonly Doubt[];
    }
  | { readonly ok: false; readonly fault: LogFault }
  | { readonly ok: false; readonly fault: { readonly kind: 'unreadable'; readonly code: string } };

const SLICE_BYTES = 65_536;

/**
 * Reads a file of another program as a dialogue, or a record or pack of this one: of a pack the first run. `-` is
 * standard input.
 */
export async function readLogFile(path: string): Promise<LogFileResult> {
  const fileName = path === '-' ? path : basename(path);
  const reader = new LogReader(logOptions(randomUUID(), fileName, systemClock));
  const source: AsyncIterable<unknown> =
    path === '-' ? process.stdin : createReadStream(path, { highWaterMark: SLICE_BYTES });
  try {
    return await read(source, reader);
  } catch (thrown) {
    return { ok: false, fault: { kind: 'unreadable', code: errorCode(thrown) } };
  }
}

async function read(source: AsyncIterable<unknown>, reader: LogReader): Promise<LogFileResult> {
  let kind: FileKind | null = null;
  let spool: Spool | null = null;
  const check = new DoubtReader();
  try {
    for await (const chunk of source) {
      if (!(chunk instanceof Uint8Array)) continue;
      kind ??= kindOf(chunk);
      if (kind === 'zip') {
        // Its list stands at its end, and a pipe has no way back.
        spool ??= new Spool();
        if (!(await spool.write(chunk))) return { ok: false, fault: { kind: 'no_room' } };
        continue;
      }
      if (kind === 'json') check.push(chunk);
      const refusal = reader.push(chunk);
      if (refusal !== null) return { ok: false, fault: { kind: refusal } };
    }
    await spool?.finish();
    const packed = spool?.path ?? null;
    return packed === null ? concluded(reader, check.doubts()) : await readPack(packed, reader);
  } finally {
    await spool?.remove();
  }
}

async function readPack(path: string, reader: LogReader): Promise<LogFileResult> {
  const found = await readPackRecord(path, (bytes) => {
    // A record that is refused has nothing more to say.
    reader.push(bytes);
  });
  return found.ok ? concluded(reader, found.doubts) : { ok: false, fault: { kind: found.fault } };
}

function concluded(reader: LogReader, doubts: readonly Doubt[]): LogFileResult {
  const result = reader.end();
  return result.ok ? { ...result, doubts } : { ok: false, fault: { kind: result.refusal } };
}
