import type { RecordFault } from '../../../shared/record-fault.ts';
import type { LogView } from '../../../shared/log-view.ts';
import { readFault } from '../read-fault.ts';
import { TURN_MS, turn } from '../turn.ts';
import type { RunLog } from './run-log.ts';
import type { Stamps } from './stamps.ts';
import { View } from './view.ts';

/** Views of a log that are kept though nobody looks at them. */
const VIEWS_KEPT = 3;
/** A record that is held by somebody else is asked again after so long, milliseconds. */
const AGAIN_MS = 100;

/** What is asked of a view before the one who asks has enough. */
type IsEnough = (view: View) => boolean;

/** Finds the log of a run; a fault where there is none. */
export type FindLog = () =>
  | { readonly ok: true; readonly log: RunLog }
  | { readonly ok: false; readonly fault: RecordFault };

/** A log that somebody looks at, or has looked at: reads on as long as somebody wants more of it. */
export class OpenLog {
  readonly #find: FindLog;
  readonly #stamps: Stamps;
  readonly #views = new Map<string, View>();
  /** How many look at each view. */
  readonly #looking = new Map<View, number>();
  readonly #listeners = new Set<() => void>();
  #log: RunLog | null = null;
  #fault: RecordFault | null = null;
  #isLive: boolean;
  /** It is not known whether the record has more. */
  #isStale = true;
  #isReading = false;

  constructor(find: FindLog, isLive: boolean, stamps: Stamps) {
    this.#find = find;
    this.#isLive = isLive;
    this.#stamps = stamps;
  }

  /** What has been read of it; null where its run is in no record, or not yet. */
  get log(): RunLog | null {
    return this.#log;
  }

  /** Why it cannot be read. */
  get fault(): RecordFault | null {
    return this.#fault;
  }

  /** Whether more will come. */
  get isLive(): boolean {
    return this.#isLive && this.#fault === null;
  }

  /** Whether all was read that the record is known to have. */
  get isCaughtUp(): boolean {
    return this.#fault !== null || !this.#isStale;
  }

  /** Whether anybody wants anything of it. */
  get isWanted(): boolean {
    return this.#listeners.size > 0;
  }

  /** Bytes that it takes beside its text. */
  get size(): number {
    return this.#log?.columns.size ?? 0;
  }

  /** The record may have more. */
  grown(isLive: boolean): void {
    this.#isLive = isLive;
    this.#isStale = true;
    if (this.isWanted) void this.#read();
    this.#tell();
  }

  /** Calls `listener` when something has changed, and reads as long as there is one. Returns the way to stop. */
  follow(listener: () => void): () => void {
    this.#listeners.add(listener);
    void this.#read();
    return () => {
      this.#listeners.delete(listener);
    };
  }

  /** Waits until it is found, or is not. */
  async begun(): Promise<void> {
    await this.#during(async () => {
      while (this.#log === null && !this.isCaughtUp) await turn();
    });
  }

  /** Waits until all that the record has is read. */
  async caughtUp(): Promise<void> {
    await this.#during(async () => {
      while (!this.isCaughtUp) await turn();
    });
  }

  /** Waits until a view has enough, or all there is. */
  async viewed(view: View, isEnough: IsEnough): Promise<void> {
    await this.#during(async () => {
      for (;;) {
        const isDone = view.update(performance.now() + TURN_MS);
        if (isEnough(view) || (isDone && this.isCaughtUp)) return;
        await turn();
      }
    });
  }

  /** A view of it; null where there is no log yet. It stays as long as somebody looks at it, and longer if it can. */
  view(wanted: LogView): View | null {
    if (this.#log === null) return null;
    const key = JSON.stringify([wanted.filter, wanted.language]);
    const view = this.#views.get(key) ?? new View(this.#log, wanted, this.#stamps);
    this.#views.delete(key);
    this.#views.set(key, view);
    this.#forgetViews(view);
    return view;
  }

  /** Keeps a view as long as somebody looks at it. Returns the way to stop. */
  lookAt(view: View): () => void {
    this.#looking.set(view, (this.#looking.get(view) ?? 0) + 1);
    return () => {
      const others = (this.#looking.get(view) ?? 1) - 1;
      if (others > 0) this.#looking.set(view, others);
      else this.#looking.delete(view);
    };
  }

  /** It is read no more: its memory, or its record, is wanted elsewhere. */
  close(fault: RecordFault): void {
    this.#log?.release();
    this.fail(fault);
  }

  /** It cannot be read any further. */
  fail(fault: RecordFault): void {
    this.#fault = fault;
    this.#tell();
  }

  #forgetViews(besides: View): void {
    const idle = [...this.#views].filter(([, view]) => view !== besides && !this.#looking.has(view));
    for (const [key] of idle.slice(0, -VIEWS_KEPT)) this.#views.delete(key);
  }

  async #during(act: () => Promise<void>): Promise<void> {
    const stop = this.follow(() => {});
    try {
      await act();
    } finally {
      stop();
    }
  }

  async #read(): Promise<void> {
    if (this.#isReading) return;
    this.#isReading = true;
    try {
      while (this.isWanted && !this.isCaughtUp) {
        const isHeld = !this.#readTurn();
        this.#tell();
        if (isHeld) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        else await turn();
      }
    } finally {
      this.#isReading = false;
    }
  }

  /** Returns false where somebody else holds the record. */
  #readTurn(): boolean {
    const untilMs = performance.now() + TURN_MS;
    try {
      const found = this.#lookUp();
      if (found !== 'found') return found === 'absent';
      this.#isStale = false;
      while (this.#log?.readOn() === true) {
        if (performance.now() < untilMs) continue;
        this.#isStale = true;
        return true;
      }
    } catch (error) {
      const fault = readFault(error);
      this.#isStale = true;
      if (fault.kind === 'locked') return false;
      this.#fault = fault;
    }
    return true;
  }

  #lookUp(): 'found' | 'absent' | 'held' {
    if (this.#log !== null) return 'found';
    const found = this.#find();
    if (found.ok) {
      this.#log = found.log;
      return 'found';
    }
    const { kind } = found.fault;
    if (kind === 'locked') return 'held';
    // A run that has just begun is in no record yet.
    if (kind === 'not_found' && this.#isLive) this.#isStale = false;
    else this.#fault = found.fault;
    return 'absent';
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}
