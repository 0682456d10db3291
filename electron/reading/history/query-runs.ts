import type { RunQuery } from '../../../shared/history.ts';
import type { RecordFault } from '../../../shared/record-fault.ts';
import type { History, RunSearch } from '../../records/history.ts';
import type { Stamps } from '../log/stamps.ts';
import { readFault } from '../read-fault.ts';
import { TURN_MS, turn } from '../turn.ts';

/** Runs begin and end together; the record is looked through again once for all of them, milliseconds. */
const AGAIN_MS = 300;

/**
 * What a query finds. When runs begin or end it is looked for anew, and what was found before stays until that is done.
 */
export class QueryRuns {
  readonly #history: History;
  readonly #query: RunQuery;
  readonly #live: ReadonlySet<string>;
  readonly #stamps: Stamps;
  readonly #listeners = new Set<() => void>();
  #shown: RunSearch | null = null;
  #next: RunSearch | null = null;
  #stamp: number;
  /** That of the record when it was looked for last, which may not be what is shown yet. */
  #generation = Number.NaN;
  #fault: RecordFault | null = null;
  #isSearching = false;
  #cancelAgain: NodeJS.Timeout | null = null;

  constructor(history: History, query: RunQuery, live: ReadonlySet<string>, stamps: Stamps) {
    this.#history = history;
    this.#query = query;
    this.#live = live;
    this.#stamps = stamps;
    this.#stamp = stamps.next();
  }

  get version(): number {
    return this.#stamp;
  }

  get fault(): RecordFault | null {
    return this.#fault;
  }

  /** How many were found so far. */
  get count(): number {
    return this.#shown?.found.length ?? 0;
  }

  /** How much of the record was looked through; null when all of it. */
  get percent(): number | null {
    if (this.#isDone) return null;
    return Math.floor((this.#shown?.share ?? 0) * 100);
  }

  get isWanted(): boolean {
    return this.#listeners.size > 0;
  }

  /** Nothing has happened to the record since what is shown was looked for. */
  get isCurrent(): boolean {
    return this.#next === null && this.#cancelAgain === null && this.#isUnwritten;
  }

  /** Calls `listener` when something has changed, and searches as long as there is one. Returns the way to stop. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    void this.#goOn();
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Waits until so many are found, or all there are. */
  async found(count: number): Promise<void> {
    const stop = this.follow(() => {});
    try {
      while (this.count < count && !this.#isDone) await turn();
    } finally {
      stop();
    }
  }

  /** The keys of what was found, from one on. */
  keys(from: number, count: number): Iterable<number> {
    return this.#shown?.found.slice(from, count) ?? [];
  }

  /** Runs have begun or ended. */
  changed(): void {
    this.#cancelAgain ??= setTimeout(() => {
      this.#cancelAgain = null;
      this.#next?.end();
      this.#next = null;
      if (this.#shown !== null) this.#next = this.#begun();
      void this.#goOn();
    }, AGAIN_MS);
  }

  /**
   * Another program may have recorded something. While this one records the record changes all the time; its own runs
   * are told of.
   */
  look(): void {
    if (this.#fault?.kind === 'locked') this.#tryAgain();
    else if (this.#live.size === 0 && this.#isDone && !this.#isUnwritten) this.changed();
  }

  /** Nobody asks for it any more. */
  close(): void {
    if (this.#cancelAgain !== null) clearTimeout(this.#cancelAgain);
    this.#shown?.end();
    this.#next?.end();
  }

  /** Nothing was written to the record since it was looked for last. */
  get #isUnwritten(): boolean {
    return this.#generation === this.#history.generation;
  }

  /** Whoever held the record lets go of it some time. */
  #tryAgain(): void {
    this.#fault = null;
    if (this.#shown?.done === true) this.#next = this.#begun();
    else {
      this.#shown = null;
      this.#stamp = this.#stamps.next();
    }
    void this.#goOn();
  }

  get #isDone(): boolean {
    return this.#fault !== null || this.#shown?.done === true;
  }

  async #goOn(): Promise<void> {
    if (this.#isSearching) return;
    this.#isSearching = true;
    try {
      while (this.isWanted && (!this.#isDone || this.#next !== null)) {
        if (this.#advance()) for (const listener of this.#listeners) listener();
        await turn();
      }
    } finally {
      this.#isSearching = false;
    }
  }

  /** Returns whether there is something to tell. */
  #advance(): boolean {
    try {
      this.#shown ??= this.#search();
      if (!this.#shown.done) {
        this.#shown.advance(TURN_MS);
        return true;
      }
      this.#next?.advance(TURN_MS);
      if (this.#next?.done !== true) return false;
      this.#shown = this.#next;
      this.#next = null;
      this.#stamp = this.#stamps.next();
    } catch (error) {
      this.#fault = readFault(error);
      this.#next = null;
    }
    return true;
  }

  #begun(): RunSearch | null {
    try {
      return this.#search();
    } catch (error) {
      this.#fault = readFault(error);
      return null;
    }
  }

  #search(): RunSearch {
    this.#generation = this.#history.generation;
    return this.#history.search(this.#query, this.#live);
  }
}
