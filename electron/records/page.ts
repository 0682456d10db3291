import type { DatabaseSync } from 'node:sqlite';
import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { RunEvent } from '../../shared/events.ts';
import type { TraceItem } from './batch.ts';
import { type DamagedFact, factsOf } from './fact-rows.ts';
import type { RecordFault } from './fault.ts';
import type { FactsTable, TraceTable } from './schema.ts';
import { traceOf } from './trace-rows.ts';

export interface PageQuery {
  readonly runId: string;
  /** The last fact and the last piece of the byte trace that the reader has; 0 for none. */
  readonly afterSeq: number;
  readonly afterOrdinal: number;
  /** Facts, and pieces, at most; fewer where they are large. */
  readonly limit: number;
}

/** A page ends with the fact, or the piece, with which it has so many bytes: no line need carry more at once. */
const PAGE_BYTES = 1024 * 1024;

export interface Page {
  readonly events: readonly RunEvent[];
  readonly damaged: readonly DamagedFact[];
  readonly trace: readonly TraceItem[];
  /** Where the next page begins. */
  readonly seq: number;
  readonly ordinal: number;
  readonly more: boolean;
}

export type PageResult =
  | { readonly ok: true; readonly page: Page }
  | { readonly ok: false; readonly fault: RecordFault };

const runRow = z.object({ key: z.number(), port: z.string().nullable() });
const factRow = z.object({
  run_key: z.number(),
  seq: z.number(),
  at_ms: z.number(),
  elapsed_ms: z.number(),
  type: z.string(),
  body: z.string(),
}) satisfies z.ZodType<Selectable<FactsTable>>;
const traceRow = z.object({
  run_key: z.number(),
  ordinal: z.number(),
  elapsed_ms: z.number(),
  direction: z.string(),
  bytes: z.instanceof(Uint8Array),
  dropped_chunks: z.number().nullable(),
  dropped_bytes: z.number().nullable(),
}) satisfies z.ZodType<Selectable<TraceTable>>;

/**
 * Reads a run piece by piece. Facts and bytes of a page reach to the same moment, so that a reader sees both grow
 * together; a reader that is behind takes the next page when it has time, and nothing piles up anywhere.
 */
export function createPageReader(database: DatabaseSync): (query: PageQuery) => PageResult {
  const run = database.prepare('SELECT key, port FROM runs WHERE id = ?');
  const facts = database.prepare('SELECT * FROM facts WHERE run_key = ? AND seq > ? ORDER BY seq LIMIT ?');
  const trace = database.prepare(
    'SELECT * FROM trace WHERE run_key = ? AND ordinal > ? ORDER BY ordinal LIMIT ?',
  );
  return ({ runId, afterSeq, afterOrdinal, limit }) => {
    const found = run.get(runId);
    if (found === undefined) return { ok: false, fault: { kind: 'not_found' } };
    const { key, port } = runRow.parse(found);
    const factRead = readRows(facts.iterate(key, afterSeq, limit), factRow, ({ body }) => body.length);
    if (!factRead.ok) return corrupt(factRead.error);
    const traceRead = readRows(
      trace.iterate(key, afterOrdinal, limit),
      traceRow,
      ({ bytes }) => bytes.length,
    );
    if (!traceRead.ok) return corrupt(traceRead.error);
    const untilMs = Math.min(reach(factRead, limit), reach(traceRead, limit));
    const shownFacts = upTo(factRead.rows, untilMs);
    const shownTrace = upTo(traceRead.rows, untilMs);
    const { events, damaged } = factsOf(runId, port, shownFacts, afterSeq + 1);
    return {
      ok: true,
      page: {
        events,
        damaged,
        trace: traceOf(shownTrace, afterOrdinal + 1).items,
        seq: shownFacts.at(-1)?.seq ?? afterSeq,
        ordinal: shownTrace.at(-1)?.ordinal ?? afterOrdinal,
        more: Number.isFinite(untilMs),
      },
    };
  };
}

interface Rows<Row> {
  readonly rows: readonly Row[];
  /** More may follow, though there are fewer than were asked for. */
  readonly isCut: boolean;
}

/** Takes rows, at least the first one, until they are a page. */
function readRows<Row>(
  found: Iterable<unknown>,
  schema: z.ZodType<Row>,
  sizeOf: (row: Row) => number,
): ({ readonly ok: true } & Rows<Row>) | { readonly ok: false; readonly error: z.ZodError } {
  const rows: Row[] = [];
  let bytes = 0;
  for (const each of found) {
    const read = schema.safeParse(each);
    if (!read.success) return { ok: false, error: read.error };
    rows.push(read.data);
    bytes += sizeOf(read.data);
    if (bytes >= PAGE_BYTES) return { ok: true, rows, isCut: true };
  }
  return { ok: true, rows, isCut: false };
}

/** Rows that no release writes, such as one with an infinite time: SQLite takes them from others. */
function corrupt(error: z.ZodError): PageResult {
  return { ok: false, fault: { kind: 'corrupt', detail: z.prettifyError(error) } };
}

/** How far rows reach in time: without end when there are no more of them. */
function reach({ rows, isCut }: Rows<{ readonly elapsed_ms: number }>, limit: number): number {
  return rows.length < limit && !isCut ? Number.POSITIVE_INFINITY : (rows.at(-1)?.elapsed_ms ?? 0);
}

/** The rows at the beginning, up to the last one that lies within the time: order is the record's, not the clock's. */
function upTo<Row extends { readonly elapsed_ms: number }>(
  rows: readonly Row[],
  untilMs: number,
): readonly Row[] {
  const last = rows.findLastIndex(({ elapsed_ms: elapsedMs }) => elapsedMs <= untilMs);
  return rows.slice(0, last + 1);
}
