import type { DatabaseSync } from 'node:sqlite';
import type { RunQuery } from '../../../shared/history.ts';
import { searchWords } from '../search/words.ts';
import { KeyList } from './key-list.ts';
import { createRunFilter } from './run-filter.ts';
import { WordSearch } from './word-search.ts';

/** Keys that are filtered at once at first, and the time that this should take from then on. */
const FIRST_RANGE = 2048;
const RANGE_MS = 4;

/** Looks for the runs of a query, in slices: what was found can be shown while the rest is looked for. */
export class RunSearch {
  /** What was found so far, newest first. */
  readonly found = new KeyList();
  readonly #steps: Generator<void, void>;
  readonly #newest: number;
  #reached: number;
  #done = false;

  /** `live`: the ids of runs that are being recorded. Throws what the database throws, as `advance` does. */
  constructor(database: DatabaseSync, query: RunQuery, live: ReadonlySet<string>) {
    this.#newest = newestKey(database);
    this.#reached = this.#newest;
    this.#steps = this.#search(database, query, live);
  }

  get done(): boolean {
    return this.#done;
  }

  /** How much of the record was looked through, 0 to 1. */
  get share(): number {
    return this.#done || this.#newest === 0 ? 1 : 1 - this.#reached / this.#newest;
  }

  /** Goes on for about so long, a step at least. */
  advance(budgetMs: number): void {
    const untilMs = performance.now() + budgetMs;
    do this.#done ||= this.#steps.next().done ?? false;
    while (!this.#done && performance.now() < untilMs);
  }

  /** Lets go of it before it is done. */
  end(): void {
    this.#steps.return();
    this.#done = true;
  }

  *#search(database: DatabaseSync, query: RunQuery, live: ReadonlySet<string>): Generator<void, void> {
    const filter = createRunFilter(database, query, live);
    const words = searchWords(query.search);
    const search = words.length === 0 ? null : new WordSearch(database, words);
    for (let range = FIRST_RANGE; this.#reached > 0; ) {
      const above = Math.max(0, this.#reached - range);
      const beganMs = performance.now();
      const runs = filter(above, this.#reached);
      range = nextRange(range, performance.now() - beganMs);
      for (const run of runs) {
        if (search === null || (search.known(run) ?? (yield* search.look(run)))) this.found.push(run.key);
        this.#reached = run.key;
      }
      this.#reached = above;
      yield;
    }
  }
}

/** Keys may have gaps of any width, so the time tells how many are worth taking at once. */
function nextRange(range: number, tookMs: number): number {
  const factor = RANGE_MS / Math.max(tookMs, 0.01);
  return Math.max(64, Math.round(range * Math.min(4, Math.max(0.25, factor))));
}

function newestKey(database: DatabaseSync): number {
  return Number(database.prepare('SELECT coalesce(max(key), 0) AS key FROM runs').get()?.['key']);
}
