import type { LogPage, TraceGap, TracePiece } from '../../shared/log/log-entry.ts';
import type { FactRow, RunFacts } from './run-facts.ts';
import type { NumberedPiece, RunPieces } from './run-pieces.ts';

/** Rows of each kind that are read at once: a millisecond or two. */
const LIMIT = 500;

/** A page, and which pieces of the trace are in it. */
export interface ReadPage extends LogPage {
  readonly more: boolean;
  readonly pieces: readonly NumberedPiece[];
}

/**
 * Reads a run from its beginning, page by page, as far as it is in the record. Facts and bytes of a page reach to the
 * same moment; what was read beyond it waits for the next one, so that no row is read twice.
 */
export class RunPages {
  readonly #facts: RunFacts;
  readonly #trace: RunPieces;
  #rows: readonly FactRow[] = [];
  #pieces: readonly NumberedPiece[] = [];
  /** The last ones that were read, whether they are in a page yet or not. */
  #readSeq = 0;
  #readOrdinal = 0;
  /** The last ones that are in a page. */
  #seq = 0;
  #ordinal = 0;

  constructor(facts: RunFacts, trace: RunPieces) {
    this.#facts = facts;
    this.#trace = trace;
  }

  /** The last fact and the last piece that are in a page. */
  get seq(): number {
    return this.#seq;
  }

  get ordinal(): number {
    return this.#ordinal;
  }

  /** What follows; empty where nothing does. */
  next(): ReadPage {
    const untilMs = Math.min(this.#fillFacts(), this.#fillPieces());
    const rows = upTo(this.#rows, ({ elapsed_ms: elapsedMs }) => elapsedMs <= untilMs);
    const pieces = upTo(this.#pieces, ({ elapsedMs }) => elapsedMs <= untilMs);
    this.#rows = this.#rows.slice(rows.length);
    this.#pieces = this.#pieces.slice(pieces.length);
    const { events, damaged } = this.#facts.read(rows, this.#seq + 1);
    this.#seq = rows.at(-1)?.seq ?? this.#seq;
    this.#ordinal = pieces.at(-1)?.ordinal ?? this.#ordinal;
    const trace: (TracePiece | TraceGap)[] = [];
    for (const { item } of pieces) if (item !== null) trace.push(item);
    const more = Number.isFinite(untilMs);
    return { events, damaged: damaged.map(({ seq }) => seq), trace, more, pieces };
  }

  /** Until when all facts are there: without end where there are no more of them. */
  #fillFacts(): number {
    if (this.#rows.length >= LIMIT) return this.#rows.at(-1)?.elapsed_ms ?? 0;
    const read = this.#facts.rowsAfter(this.#readSeq, LIMIT);
    this.#rows = this.#rows.length === 0 ? read : [...this.#rows, ...read];
    this.#readSeq = read.at(-1)?.seq ?? this.#readSeq;
    return read.length < LIMIT ? Number.POSITIVE_INFINITY : (read.at(-1)?.elapsed_ms ?? 0);
  }

  #fillPieces(): number {
    if (this.#pieces.length >= LIMIT) return this.#pieces.at(-1)?.elapsedMs ?? 0;
    const { pieces: read, isAll } = this.#trace.after(this.#readOrdinal, LIMIT);
    this.#pieces = this.#pieces.length === 0 ? read : [...this.#pieces, ...read];
    this.#readOrdinal = read.at(-1)?.ordinal ?? this.#readOrdinal;
    return isAll ? Number.POSITIVE_INFINITY : (read.at(-1)?.elapsedMs ?? 0);
  }
}

/** The rows at the beginning, up to the last one that lies within: order is the record's, not the clock's. */
function upTo<Row>(rows: readonly Row[], isWithin: (row: Row) => boolean): readonly Row[] {
  return rows.slice(0, rows.findLastIndex(isWithin) + 1);
}
