import type { DatabaseSync } from 'node:sqlite';
import { NO_HEAD, reduceHead, type TextHead, textHeader, TextLines } from '../../shared/log/export.ts';
import type { LogPage } from '../../shared/log/log-entry.ts';
import { createPageReader, type PageQuery } from '../records/page.ts';
import { encoded } from './encoded.ts';
import { ExportEnded } from './fault.ts';
import type { ExportSource } from './source.ts';

/** The log of runs for people, one after the other, each with its head. Bounded memory, however long they are. */
export function textLog({ database, runs, advance }: ExportSource): Iterable<Uint8Array> {
  return encoded(
    textOf(
      database,
      runs.map(({ id }) => id),
      advance,
    ),
  );
}

function* textOf(
  database: DatabaseSync,
  runIds: readonly string[],
  advance: (count: number) => void,
): Generator<string> {
  const read = pageReader(database);
  for (const runId of runIds) {
    const head = headOf(read, runId);
    yield* textHeader(head);
    const lines = new TextLines(head.state.startedAtMs);
    for (const page of read(runId, 'all')) {
      yield* lines.of(page);
      advance(page.events.length + page.trace.length + (page.damaged?.length ?? 0));
    }
    yield* lines.rest();
  }
}

/** What stands ahead of the log is known when all facts were read. */
function headOf(read: ReadPages, runId: string): TextHead {
  let head = NO_HEAD;
  for (const page of read(runId, 'facts')) head = reduceHead(head, page);
  return head;
}

type ReadPages = (runId: string, what: 'facts' | 'all') => Generator<LogPage>;

/** Facts, and pieces, read at once. */
const PAGE_LIMIT = 500;

function pageReader(database: DatabaseSync): ReadPages {
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
