import { setImmediate } from 'node:timers/promises';
import { binaryOf } from '../../shared/log/binary.ts';
import type { LogPage } from '../../shared/log/log-entry.ts';
import type { RecordFault } from '../../shared/record-fault.ts';
import type { RecordStore } from '../records/index.ts';
import { ExportEnded } from './fault.ts';

/** Where runs are read. */
export type Pages = Pick<RecordStore, 'readPage'>;

/** A run cannot be read, or not to its end. */
export class RunUnreadable extends ExportEnded {
  declare readonly fault: RecordFault;

  constructor(fault: RecordFault) {
    super(fault);
    this.fault = fault;
  }
}

/** Facts, and pieces, read at once: few enough to leave the event loop to others. */
const PAGE_LIMIT = 500;

/**
 * The pages of a run, between which the event loop has its turn. The bytes of the trace are left out where nobody wants
 * them.
 * @throws RunUnreadable
 */
export async function* pagesOf(
  pages: Pages,
  runId: string,
  what: 'all' | 'facts' = 'all',
): AsyncGenerator<LogPage> {
  let [afterSeq, afterOrdinal] = [0, what === 'all' ? 0 : Number.MAX_SAFE_INTEGER];
  for (;;) {
    const read = await pages.readPage({ runId, afterSeq, afterOrdinal, limit: PAGE_LIMIT });
    if (!read.ok) throw new RunUnreadable(read.fault);
    const { events, trace, damaged, more } = read.page;
    yield {
      events,
      trace: trace.map((item) =>
        item.direction === 'dropped' ? item : { ...item, bytes: binaryOf(item.bytes) },
      ),
      damaged: damaged.map(({ seq }) => seq),
    };
    if (!more) return;
    await setImmediate();
    ({ seq: afterSeq, ordinal: afterOrdinal } = read.page);
  }
}
