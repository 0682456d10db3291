import type { StatementSync } from 'node:sqlite';
import { z } from 'zod';
import type { RunEvent } from '../../shared/events.ts';
import { type FactList, factsOf } from '../records/fact-rows.ts';
import { arrays } from '../records/row-arrays.ts';
import type { FoundRun } from './records.ts';

const cells = z.tuple([z.number(), z.number(), z.number(), z.string(), z.string()]);

/** A fact as it stands in its row. */
export interface FactRow {
  readonly run_key: number;
  readonly seq: number;
  readonly at_ms: number;
  readonly elapsed_ms: number;
  readonly type: string;
  readonly body: string;
}

const COLUMNS = 'seq, at_ms, elapsed_ms, type, body';

/** The facts of a run. Rows that no release writes are thrown as a `ZodError`. */
export class RunFacts {
  readonly #run: FoundRun;
  readonly #after: StatementSync;
  readonly #one: StatementSync;
  readonly #last: StatementSync;

  constructor(run: FoundRun) {
    this.#run = run;
    const prepared = (sql: string) =>
      arrays(run.database, `SELECT ${COLUMNS} FROM facts WHERE run_key = ? ${sql}`);
    this.#after = prepared('AND seq > ? ORDER BY seq LIMIT ?');
    this.#one = prepared('AND seq = ?');
    this.#last = prepared('ORDER BY seq DESC LIMIT 1');
  }

  /** The rows behind a fact. */
  rowsAfter(seq: number, limit: number): readonly FactRow[] {
    const { key } = this.#run;
    return this.#after.all(key, seq, limit).map((row) => factRow(key, row));
  }

  /** What rows say, in the order of `seq` from `first` on. */
  read(rows: readonly FactRow[], first: number): FactList {
    return factsOf(this.#run.runId, this.#run.port, rows, first);
  }

  /** A fact by its number; null where none can be read there. */
  at(seq: number): RunEvent | null {
    const row = this.#one.get(this.#run.key, seq);
    return row === undefined ? null : (this.read([factRow(this.#run.key, row)], seq).events[0] ?? null);
  }

  /** The last row; null where there is none. */
  last(): FactRow | null {
    const row = this.#last.get(this.#run.key);
    return row === undefined ? null : factRow(this.#run.key, row);
  }
}

function factRow(key: number, row: unknown): FactRow {
  const [seq, at, elapsed, type, body] = cells.parse(row);
  return { run_key: key, seq, at_ms: at, elapsed_ms: elapsed, type, body };
}
