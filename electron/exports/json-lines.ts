import { isUtf8 } from 'node:buffer';
import type { DatabaseSync } from 'node:sqlite';
import { MOST_NAMED } from '../records/missing-numbers.ts';
import { Blocks } from './encoded.ts';
import { createJsonRows, type JsonRow, type JsonRows } from './json-rows.ts';
import type { ExportSource } from './source.ts';

/**
 * The record as JSON Lines, run by run: every fact as it is, also of types that this release does not know, every piece
 * of the byte trace, by time; what is missing or cannot be read has a line in its place. Nothing is made for a line but
 * the line itself: a million of them would cost as much again.
 */
export function* jsonLines({ database, runs, advance }: ExportSource): Generator<Uint8Array> {
  const rowsOf = createJsonRows(database);
  const beginning = beginnings(database);
  const blocks = new Blocks();
  for (const { key, id, port } of runs) {
    const lines = new RunLines(id, rowsOf({ key, id, port, beganMs: beginning(key) }));
    for (let line = lines.next(); line !== null; line = lines.next()) {
      const full = blocks.fits(line) ? null : blocks.take();
      if (full !== null) yield full;
      blocks.add(line);
      advance(1);
    }
  }
  const rest = blocks.take();
  if (rest !== null) yield rest;
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

/** The lines of a run, one at a time. */
class RunLines {
  readonly #id: string;
  readonly #exactly: JsonRows['exactly'];
  readonly #facts: RowCursor;
  readonly #pieces: RowCursor;
  /** Number of the next fact, if none is missing. */
  #expected = 1;
  /** How many of the facts ahead of the next one were missing. */
  #missing = 0;

  constructor(id: string, { facts, pieces, exactly }: JsonRows) {
    this.#id = id;
    this.#exactly = exactly;
    this.#facts = new RowCursor(facts);
    this.#pieces = new RowCursor(pieces);
  }

  /** Null behind the last. A piece stands ahead of a fact that is later than it, and behind the pieces before it. */
  next(): string | null {
    const [facts, pieces] = [this.#facts, this.#pieces];
    if (!pieces.isOver && (facts.isOver || pieces.ms < facts.ms)) return this.#piece();
    return facts.isOver ? null : this.#fact();
  }

  #piece(): string {
    const { line, place } = this.#pieces;
    this.#pieces.advance();
    return line === null || line.includes(REPLACED) ? exactLine(this.#exactly(place)) : line;
  }

  #fact(): string {
    const { line, place } = this.#facts;
    if (this.#expected < place && this.#missing < MOST_NAMED) {
      this.#missing += 1;
      this.#expected += 1;
      return damagedLine(this.#id, this.#expected - 1);
    }
    this.#missing = 0;
    this.#expected = place + 1;
    this.#facts.advance();
    return line ?? damagedLine(this.#id, place);
  }
}

/** Stands where bytes are no UTF-8. */
const REPLACED = '\ufffd';

function damagedLine(runId: string, seq: number): string {
  return `${JSON.stringify({ type: 'fact.damaged', runId, seq })}\n`;
}

/** A line made of its bytes: as UTF-8 where all of it is, otherwise as one character a byte. */
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
