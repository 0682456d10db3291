import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../../shared/clock.ts';
import { openIndexConnection } from '../../records/open-database.ts';
import { IndexKeeper } from '../../records/search/index-keeper.ts';

/** A step and the pause behind it: whoever records or asks comes in between. */
const STEP_MS = 8;
const PAUSE_MS = 40;
/** A record that cannot be written to now, or had nothing to be indexed, is looked at again after so long. */
const REST_MS = 30_000;

/**
 * Brings the index of a record's texts up to date, a little at a time. Nothing waits for it and nothing rests on it: what
 * is not in the index is looked through.
 */
export class IndexUpkeep {
  readonly #path: string;
  readonly #clock: Clock;
  #database: DatabaseSync | null = null;
  #keeper: IndexKeeper | null = null;
  #cancel: () => void;

  constructor(path: string, clock: Clock) {
    this.#path = path;
    this.#clock = clock;
    this.#cancel = this.#in(PAUSE_MS);
  }

  /** A run has ended: there may be something to be indexed. */
  hurry(): void {
    this.#cancel();
    this.#cancel = this.#in(PAUSE_MS);
  }

  close(): void {
    this.#cancel();
    this.#cancel = () => {};
    this.#database?.close();
    this.#database = null;
    this.#keeper = null;
  }

  #in(ms: number): () => void {
    return this.#clock.schedule(ms, () => {
      this.#cancel = this.#in(this.#step() ? PAUSE_MS : REST_MS);
    });
  }

  /** Whether there is more to be done at once. */
  #step(): boolean {
    const keeper = this.#opened();
    if (keeper === null) return false;
    const step = keeper.step(STEP_MS);
    return step.ok ? !step.rests : step.fault.kind === 'locked';
  }

  #opened(): IndexKeeper | null {
    if (this.#keeper !== null) return this.#keeper;
    const opened = openIndexConnection(this.#path);
    if (!opened.ok) return null;
    this.#database = opened.database;
    this.#keeper = new IndexKeeper(opened.database, this.#clock);
    return this.#keeper;
  }
}
