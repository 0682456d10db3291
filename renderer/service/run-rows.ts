import type { RunCount } from '../../shared/contract/history.ts';
import type { RunQuery } from '../../shared/history.ts';
import type { RecordFault } from '../../shared/record-fault.ts';
import type { RunSummary } from '../../shared/run-summary.ts';

/** Rows of one question. */
const BLOCK = 100;
/** Questions that are under way at the same time, at most. */
const AT_ONCE = 2;
/** Blocks kept; a row has about half a kilobyte. */
const BLOCKS_KEPT = 60;

type RowsReply =
  | { readonly ok: true; readonly runs: readonly (RunSummary | null)[] }
  | { readonly ok: false; readonly fault: RecordFault };

/** What is asked of the service here. */
export interface RowSource {
  follow(
    input: { readonly query: RunQuery },
    options: { readonly signal: AbortSignal },
  ): Promise<AsyncIterable<RunCount>>;
  rows(
    input: { readonly query: RunQuery; readonly from: number; readonly count: number },
    options: { readonly signal: AbortSignal },
  ): Promise<RowsReply>;
}

/** How far a query has come, and a new object whenever rows may differ. */
export interface RowsView {
  readonly count: number;
  /** Of the record that was searched; null when all of it was. */
  readonly percent: number | null;
  readonly fault: RecordFault | null;
}

interface Block {
  /** The version that was told when it was asked for. */
  readonly version: number;
  readonly runs: readonly (RunSummary | null)[];
}

/**
 * The runs that a query finds, of which a window holds those in sight and around them. Rows that may have changed stay
 * until the new ones are there.
 */
export class RunRows {
  readonly query: RunQuery;
  readonly #source: RowSource;
  readonly #stop = new AbortController();
  readonly #blocks = new Map<number, Block>();
  readonly #asked = new Set<number>();
  readonly #listeners = new Set<() => void>();
  #version = -1;
  #wanted = { first: 0, last: 0 };
  #view: RowsView | null = null;

  constructor(source: RowSource, query: RunQuery) {
    this.#source = source;
    this.query = query;
  }

  /** Null until the first word of the service. */
  get view(): RowsView | null {
    return this.#view;
  }

  /** There is something to be shown: the newest rows, or that there are none. */
  get isReady(): boolean {
    if (this.#view === null) return false;
    return this.#view.count === 0 || this.#view.fault !== null || this.#blocks.size > 0;
  }

  /** Null: it cannot be read; undefined: it is not here yet. */
  at(index: number): RunSummary | null | undefined {
    return this.#blocks.get(Math.floor(index / BLOCK))?.runs[index % BLOCK];
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Hears of the query until it is closed or the line breaks. */
  async follow(): Promise<void> {
    const { signal } = this.#stop;
    try {
      const counts = await this.#source.follow({ query: this.query }, { signal });
      for await (const { version, count, percent, fault } of counts) {
        if (signal.aborted) return;
        this.#version = version;
        this.#forgetBeyond(count);
        this.#tell({ count, percent, fault });
        this.#ask();
      }
    } catch {
      // The line broke; who shows these rows follows anew when it is there again.
    }
  }

  /** Rows in sight. */
  want(first: number, last: number): void {
    this.#wanted = { first, last };
    this.#ask();
  }

  /** The runs from one place to another, in either order; fewer where they cannot be had. */
  async between(one: number, other: number, most: number): Promise<readonly RunSummary[]> {
    const [from, to] = [Math.min(one, other), Math.max(one, other)];
    const found: RunSummary[] = [];
    for (let at = from; at <= to && found.length < most; at += BLOCK) {
      const count = Math.min(BLOCK, to - at + 1);
      const known = Array.from({ length: count }, (_, index) => this.at(at + index));
      const runs = known.includes(undefined) ? await this.#read(at, count) : known;
      found.push(...runs.filter((run) => run !== null && run !== undefined));
    }
    return found.slice(0, most);
  }

  close(): void {
    this.#stop.abort();
    this.#listeners.clear();
  }

  async #read(from: number, count: number): Promise<readonly (RunSummary | null)[]> {
    const { signal } = this.#stop;
    const reply = await this.#source.rows({ query: this.query, from, count }, { signal }).catch(() => null);
    return reply?.ok === true ? reply.runs : [];
  }

  #tell(change: Partial<RowsView>): void {
    this.#view = { count: 0, percent: null, fault: null, ...this.#view, ...change };
    for (const listener of this.#listeners) listener();
  }

  /** Asks for what is missing in sight, then for what may have changed there, then for what is near. */
  #ask(): void {
    while (this.#view !== null && this.#asked.size < AT_ONCE && !this.#stop.signal.aborted) {
      const next = this.#next(this.#view.count);
      if (next === null) return;
      void this.#load(next);
    }
  }

  #next(count: number): number | null {
    const last = Math.ceil(count / BLOCK) - 1;
    const [from, to] = [Math.floor(this.#wanted.first / BLOCK), Math.floor(this.#wanted.last / BLOCK)];
    const inSight = range(from, Math.min(to, last));
    const near = [to + 1, from - 1].filter((block) => block >= 0 && block <= last);
    const isFree = (block: number) => !this.#asked.has(block);
    return (
      inSight.find((block) => isFree(block) && !this.#blocks.has(block)) ??
      [...inSight, ...near].find(
        (block) => isFree(block) && this.#blocks.get(block)?.version !== this.#version,
      ) ??
      null
    );
  }

  async #load(block: number): Promise<void> {
    const version = this.#version;
    const input = { query: this.query, from: block * BLOCK, count: BLOCK };
    this.#asked.add(block);
    const reply = await this.#source.rows(input, { signal: this.#stop.signal }).catch(() => null);
    this.#asked.delete(block);
    // Nobody would ask a broken line again.
    if (reply === null || this.#stop.signal.aborted) return;
    this.#blocks.set(block, { version, runs: reply.ok ? reply.runs : [] });
    this.#forgetFarthest();
    this.#tell(reply.ok ? {} : { fault: reply.fault });
    this.#ask();
  }

  #forgetBeyond(count: number): void {
    for (const block of this.#blocks.keys()) if (block * BLOCK >= count) this.#blocks.delete(block);
  }

  #forgetFarthest(): void {
    const here = this.#wanted.first / BLOCK;
    const far = [...this.#blocks.keys()].toSorted((a, b) => Math.abs(a - here) - Math.abs(b - here));
    for (const block of far.slice(BLOCKS_KEPT)) this.#blocks.delete(block);
  }
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}
