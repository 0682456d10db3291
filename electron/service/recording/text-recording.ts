import { bytesOf } from '../../../shared/log/binary.ts';
import { readLogFile } from '../log-file.ts';
import type { ReadResult, RecordingSink } from './recording.ts';

/** From line to line, where a log has no times: long enough to be seen. */
const UNTIMED_MS = 20;

/** Reads a log of another program, or this one's log in words, as a recording. Of a very long one the middle is missing. */
export async function readTextRecording(path: string, sink: RecordingSink): Promise<ReadResult> {
  const read = await readLogFile(path);
  if (!read.ok) return { ok: false, reason: read.fault.kind === 'unreadable' ? 'unreadable' : 'no_dialogue' };
  const { events, trace, isTimed } = read.log;
  for (const event of events) sink.event(event);
  for (const [at, piece] of trace.entries())
    if (piece.direction !== 'dropped')
      sink.piece({
        direction: piece.direction,
        bytes: bytesOf(piece.bytes),
        atMs: isTimed ? piece.elapsedMs : at * UNTIMED_MS,
      });
  return { ok: true, isTimed };
}
