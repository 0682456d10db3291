import { setImmediate } from 'node:timers/promises';
import { binaryOf } from '../../shared/log/binary.ts';
import type { LogPage } from '../../shared/log/log-entry.ts';
import type { RecordFault } from '../../shared/record-fault.ts';
import type { RecordStore } from '../records/index.ts';
import { ExportEnded } from './fault.ts';

/** Where runs are read: the record of this station, and what was opened. */
export type Pages = Pick<RecordStore, 'readPage'>;

/** The record can no longer be read in the midst of an export. */
export class BrokenOff extends ExportEnded {
  declare readonly fault: RecordFault;

  // oxlint-disable-next-line no-useless-constructor -- it takes less than the other one
  constructor(fault: RecordFault) {
    super(fault);
  }
}

/** Facts, and pieces, read at once: few enough to leave the event loop to others. */
const PAGE_LIMIT = 500;

/**
 * The pages of a run, between which the event loop has its turn: dialogues with modules go on beside a long export.
 * @throws BrokenOff
 */
export async function* pagesOf(pages: Pages, runId: string): AsyncGenerator<LogPage> {
  let [afterSeq, afterOrdinal] = [0, 0];
  for (;;) {
    const read = await pages.readPage({ runId, afterSeq, afterOrdinal, limit: PAGE_LIMIT });
    if (!read.ok) throw new BrokenOff(read.fault);
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
