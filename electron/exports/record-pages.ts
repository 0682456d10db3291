import type { DatabaseSync } from 'node:sqlite';
import type { LogPage } from '../../shared/log/log-entry.ts';
import { createPageReader, type PageQuery } from '../records/page.ts';
import { ExportEnded } from './fault.ts';

/**
 * Gives the pages of a run, one at a time: of all of it, or of its facts alone.
 * @throws ExportEnded where the record cannot be read
 */
export type ReadPages = (runId: string, what: 'facts' | 'all') => Generator<LogPage>;

/** Facts, and pieces, read at once. */
const PAGE_LIMIT = 500;

export function pageReader(database: DatabaseSync): ReadPages {
  const readPage = createPageReader(database);
  return function* pages(runId, what) {
    let query: PageQuery = { runId, afterSeq: 0, afterOrdinal: 0, limit: PAGE_LIMIT };
    for (let more = true; more; ) {
      const afterOrdinal = what === 'facts' ? Number.MAX_SAFE_INTEGER : query.afterOrdinal;
      const read = readPage({ ...query, afterOrdinal });
      if (!read.ok) throw new ExportEnded(read.fault);
      const { events, damaged, trace, seq, ordinal } = read.page;
      yield {
        events,
        damaged: damaged.map((fact) => fact.seq),
        trace: trace.map((item) =>
          item.direction === 'dropped'
            ? item
            : { ...item, bytes: Buffer.from(item.bytes).toString('latin1') },
        ),
      };
      ({ more } = read.page);
      query = { ...query, afterSeq: seq, afterOrdinal: ordinal };
    }
  };
}
