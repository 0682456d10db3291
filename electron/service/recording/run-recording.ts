import { setImmediate } from 'node:timers/promises';
import type { RecordStore } from '../../records/index.ts';
import type { ReadResult, RecordingSink } from './recording.ts';

/** Facts, and pieces, read at once: few enough to leave the event loop to others. */
const PAGE_LIMIT = 500;

/** Reads a run of the record. */
export async function readRunRecording(
  store: Pick<RecordStore, 'readPage'>,
  runId: string,
  sink: RecordingSink,
): Promise<ReadResult> {
  let [afterSeq, afterOrdinal] = [0, 0];
  for (;;) {
    const read = await store.readPage({ runId, afterSeq, afterOrdinal, limit: PAGE_LIMIT });
    if (!read.ok) return { ok: false, reason: read.fault.kind === 'not_found' ? 'missing' : 'unreadable' };
    const { events, trace, more } = read.page;
    for (const event of events) sink.event(event);
    for (const item of trace) if (item.direction !== 'dropped') sink.piece({ ...item, atMs: item.elapsedMs });
    if (!more) return { ok: true, isTimed: true };
    ({ seq: afterSeq, ordinal: afterOrdinal } = read.page);
    await setImmediate();
  }
}
