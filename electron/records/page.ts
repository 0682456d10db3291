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
  /** Facts, and pieces, at most. */
  readonly limit: number;
}

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
const factRowsSchema = z.array(factRow);
const traceRow = z.object({
  run_key: z.number(),
  ordinal: z.number(),
  elapsed_ms: z.number(),
  direction: z.string(),
  bytes: z.instanceof(Uint8Array),
  dropped_chunks: z.number().nullable(),
  dropped_bytes: z.number().nullable(),
}) satisfies z.ZodType<Selectable<TraceTable>>;
const traceRowsSchema = z.array(traceRow);

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
    const factRead = factRowsSchema.safeParse(facts.all(key, afterSeq, limit));
    if (!factRead.success) return corrupt(factRead.error);
    const traceRead = traceRowsSchema.safeParse(trace.all(key, afterOrdinal, limit));
    if (!traceRead.success) return corrupt(traceRead.error);
    const [factRows, traceRows] = [factRead.data, traceRead.data];
    const untilMs = Math.min(reach(factRows, limit), reach(traceRows, limit));
    const shownFacts = upTo(factRows, untilMs);
    const shownTrace = upTo(traceRows, untilMs);
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

/** Rows that no release writes, such as one with an infinite time: SQLite takes them from others. */
function corrupt(error: z.ZodError): PageResult {
  return { ok: false, fault: { kind: 'corrupt', detail: z.prettifyError(error) } };
}

/** How far rows reach in time: without end when there are no more of them. */
function reach(rows: readonly { readonly elapsed_ms: number }[], limit: number): number {
  return rows.length < limit ? Number.POSITIVE_INFINITY : (rows.at(-1)?.elapsed_ms ?? 0);
}

/** The rows at the beginning, up to the last one that lies within the time: order is the record's, not the clock's. */
function upTo<Row extends { readonly elapsed_ms: number }>(
  rows: readonly Row[],
  untilMs: number,
): readonly Row[] {
  const last = rows.findLastIndex(({ elapsed_ms: elapsedMs }) => elapsedMs <= untilMs);
  return rows.slice(0, last + 1);
}
