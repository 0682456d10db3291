import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { errorCode } from '../../port/errno.ts';
import { LineCutter } from '../../opening/json-lines.ts';
import { kindOf } from '../../opening/kind.ts';
import { readPackRecord } from '../../opening/pack-record.ts';
import { isJsonLine, JsonRecording, readJsonLines } from './json-recording.ts';
import { readTextRecording } from './text-recording.ts';
import type { ReadResult, RecordingSink } from './recording.ts';

/** What is larger is no recording that anybody replays: the record of a run has a tenth of a megabyte. */
const LARGEST_BYTES = 128 * 1024 * 1024;
/** The first line tells what kind of file it is. */
const HEAD_BYTES = 256 * 1024;

/** Reads a recording from a file: ordinary files alone, so that no device or pipe is ever opened. */
export async function readFileRecording(path: string, sink: RecordingSink): Promise<ReadResult> {
  try {
    const head = await headOf(path);
    if (!head.ok) return head;
    if (head.isZip) return await readPackRecording(path, sink);
    const first = head.text.split('\n').find((line) => line.trim() !== '') ?? '';
    if (!isJsonLine(first)) return await readTextRecording(path, sink);
    const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
    return await readJsonLines(lines, sink);
  } catch (fault) {
    return { ok: false, reason: errorCode(fault) === 'ENOENT' ? 'missing' : 'unreadable' };
  }
}

/** The first run of a hand-over pack. */
async function readPackRecording(path: string, sink: RecordingSink): Promise<ReadResult> {
  const lines = new LineCutter();
  const record = new JsonRecording(sink);
  const found = await readPackRecord(path, (bytes) => record.take(lines.push(bytes)), LARGEST_BYTES);
  if (!found.ok) return { ok: false, reason: found.fault === 'pack_too_large' ? 'too_large' : 'unreadable' };
  record.take(lines.end());
  return record.end();
}

type Head =
  | { readonly ok: true; readonly text: string; readonly isZip: boolean }
  | Extract<ReadResult, { ok: false }>;

async function headOf(path: string): Promise<Head> {
  // Looked at before it is opened: to open a serial device or a pipe does something to it.
  const found = await stat(path);
  if (!found.isFile()) return { ok: false, reason: 'no_file' };
  if (found.size > LARGEST_BYTES) return { ok: false, reason: 'too_large' };
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    const bytes = buffer.subarray(0, bytesRead);
    return { ok: true, text: bytes.toString('utf8'), isZip: kindOf(bytes) === 'zip' };
  } finally {
    await file.close();
  }
}
