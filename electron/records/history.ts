import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { RunFacets, RunQuery } from '../../shared/history.ts';
import { runFacets } from './history/facets.ts';
import { RunSearch } from './history/run-search.ts';
import { type RunSummary, summaryOf } from './run-summary.ts';

export type { RunSearch } from './history/run-search.ts';

/** A run by its place in what was found. */
export interface FoundRun {
  readonly id: string;
  /** Null when the run's row is damaged; its facts may still be readable. */
  readonly run: RunSummary | null;
}

/**
 * The questions of whoever looks through the runs of a record, on a connection that only reads. `live` are always the
 * ids of runs that are being recorded. Everything throws what the database throws.
 */
export class History {
  readonly #database: DatabaseSync;
  readonly #row: StatementSync;
  readonly #generation: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#row = database.prepare('SELECT * FROM runs WHERE key = ?');
    this.#generation = database.prepare('PRAGMA data_version');
  }

  /** Another number whenever anybody else, of this process or not, has written to the record. */
  get generation(): number {
    return Number(this.#generation.get()?.['data_version']);
  }

  /** Begins to look for runs; `RunSearch.advance` goes on with it. */
  search(query: RunQuery, live: ReadonlySet<string>): RunSearch {
    return new RunSearch(this.#database, query, live);
  }

  /** The runs of these keys, each at its place; null where it has been taken out of the record since. */
  rows(keys: Iterable<number>, live: ReadonlySet<string>): readonly (FoundRun | null)[] {
    return Array.from(keys, (key) => {
      const row = this.#row.get(key);
      if (row === undefined) return null;
      return { id: String(row['id']), run: summaryOf(row, (id) => live.has(id)) };
    });
  }

  facets(): RunFacets {
    return runFacets(this.#database);
  }
}
