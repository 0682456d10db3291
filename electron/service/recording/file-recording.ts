import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { errorCode } from '../../port/errno.ts';
import { isJsonLine, readJsonLines } from './json-recording.ts';
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
    const first = head.text.split('\n').find((line) => line.trim() !== '') ?? '';
    if (!isJsonLine(first)) return await readTextRecording(path, sink);
    const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
    return await readJsonLines(lines, sink);
  } catch (fault) {
    return { ok: false, reason: errorCode(fault) === 'ENOENT' ? 'missing' : 'unreadable' };
  }
}

type Head = { readonly ok: true; readonly text: string } | Extract<ReadResult, { ok: false }>;

async function headOf(path: string): Promise<Head> {
  // Looked at before it is opened: to open a serial device or a pipe does something to it.
  const found = await stat(path);
  if (!found.isFile()) return { ok: false, reason: 'no_file' };
  if (found.size > LARGEST_BYTES) return { ok: false, reason: 'too_large' };
  const file = await open(path, 'r');
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return { ok: true, text: buffer.subarray(0, bytesRead).toString('utf8') };
  } finally {
    await file.close();
  }
}
