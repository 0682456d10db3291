import { isUtf8 } from 'node:buffer';
import type { DatabaseSync } from 'node:sqlite';
import { encoded } from './encoded.ts';
import { createJsonRows, type JsonRow, type JsonRows } from './json-rows.ts';
import type { ChosenRun, ExportSource } from './source.ts';

/**
 * The record as JSON Lines, run by run: every fact as it is, also of types that this release does not know, every piece
 * of the byte trace, by time; what is missing or cannot be read has a line in its place.
 */
export function jsonLines({ database, runs, advance }: ExportSource): Iterable<Uint8Array> {
  return encoded(linesOf(database, runs, advance));
}

function* linesOf(
  database: DatabaseSync,
  runs: readonly ChosenRun[],
  advance: (count: number) => void,
): Generator<string> {
  const rowsOf = createJsonRows(database);
  const beginning = beginnings(database);
  for (const run of runs) {
    const rows = rowsOf({ ...run, beganMs: beginning(run.key) });
    for (const line of mergedLines(run.id, rows)) {
      yield line;
      advance(1);
    }
  }
}

/** When a run began by its first fact: the one that says so, or in a damaged record any other. */
function beginnings(database: DatabaseSync): (key: number) => number | null {
  const first = database.prepare(
    `SELECT at_ms - iif(type = 'run.started', 0, elapsed_ms) AS began
     FROM facts WHERE run_key = ? ORDER BY seq LIMIT 1`,
  );
  return (key) => {
    const began = first.get(key)?.['began'];
    return typeof began === 'number' ? began : null;
  };
}

/** A piece stands ahead of a fact that is later than it, and behind the pieces before it whatever their times. */
function* mergedLines(id: string, rows: JsonRows): Generator<string> {
  const facts = new RowCursor(rows.facts);
  const pieces = new RowCursor(rows.pieces);
  let expected = 1;
  while (!facts.isOver || !pieces.isOver) {
    if (!pieces.isOver && (facts.isOver || pieces.ms < facts.ms)) {
      yield BEYOND_ASCII.test(pieces.line ?? '')
        ? exactLine(rows.exactly(pieces.place))
        : (pieces.line ?? '');
      pieces.advance();
    } else {
      for (; expected < facts.place; expected += 1) yield damagedLine(id, expected);
      yield facts.line ?? damagedLine(id, facts.place);
      expected = facts.place + 1;
      facts.advance();
    }
  }
}

const BEYOND_ASCII = /[\u0080-\uffff]/;

function damagedLine(runId: string, seq: number): string {
  return `${JSON.stringify({ type: 'fact.damaged', runId, seq })}\n`;
}

/** A line whose text needs a look at its bytes: UTF-8 where all of it is, otherwise one character a byte. */
function exactLine(row: JsonRow = []): string {
  const [head, tail, bytes] = [row[0], row[1], row[2]];
  const known = bytes instanceof Uint8Array ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length) : '';
  const text = typeof known === 'string' ? known : known.toString(isUtf8(known) ? 'utf8' : 'latin1');
  return `${String(head)}${JSON.stringify(text)}${String(tail)}`;
}

/** Rows that are read page by page, one at a time. */
class RowCursor {
  readonly #read: (after: number) => readonly JsonRow[];
  #rows: readonly JsonRow[] = [];
  #next = 0;
  place = 0;
  ms = 0;
  line: string | null = null;
  /** There was none behind the last one. */
  isOver = false;

  constructor(read: (after: number) => readonly JsonRow[]) {
    this.#read = read;
    this.advance();
  }

  advance(): void {
    if (this.#next === this.#rows.length) {
      this.#rows = this.#read(this.place);
      this.#next = 0;
    }
    const row = this.#rows[this.#next];
    this.isOver = row === undefined;
    if (row === undefined) return;
    this.#next += 1;
    this.place = Number(row[0]);
    this.ms = Number(row[1]);
    this.line = typeof row[2] === 'string' ? row[2] : null;
  }
}
