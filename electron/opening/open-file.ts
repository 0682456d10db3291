import { open } from 'node:fs/promises';
import type { LogReaderOptions } from '../logs/log-reader.ts';
import { bytesOfFile } from './file-bytes.ts';
import { HEAD_BYTES, kindOf } from './kind.ts';
import { openLog } from './open-log.ts';
import { openPackFile } from './open-pack.ts';
import { openRecords } from './open-records.ts';
import { isRecordFile } from './record-beginning.ts';
import type { KeepRuns, OpeningResult } from './result.ts';
import { writeScratch } from './scratch-file.ts';

/** A file to be opened: plain data. */
export interface OpeningOrder {
  readonly path: string;
  /** Where its runs are to be written down. */
  readonly scratch: string;
  /** How it is read where it is the log of another program. */
  readonly log: LogReaderOptions;
}

/** Reads a file, whatever it is, and writes its runs down. Takes long for long ones. */
export async function openFile({ path, scratch, log }: OpeningOrder): Promise<OpeningResult> {
  const keep: KeepRuns = (batches) => writeScratch(scratch, batches);
  const kind = kindOf(await beginningOf(path));
  if (kind === 'zip') return await openPackFile(path, keep);
  if (kind === 'json' && (await isRecordFile(path))) return await openRecords(bytesOfFile(path), keep);
  // JSON of some other program may still be a log.
  return await openLog(bytesOfFile(path), log, keep);
}

async function beginningOf(path: string): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}
