import { type Clock, wholeMicroseconds } from '../../shared/clock.ts';
import type { RunEvent, RunFact, TraceChunk } from '../../shared/events.ts';
import {
  Backlog,
  type Batch,
  type RecordFault,
  type RecordStore,
  type WriteResult,
} from '../records/index.ts';
import { Outage, type OutageLimits } from './outage.ts';

/** The run a fact belongs to. */
export interface JournalRun {
  readonly id: string;
  /** The port's address as the bay was given it. */
  readonly port: string;
}

export interface JournalLimits extends OutageLimits {
  /** Bytes of trace that may wait in memory; above it chunks are replaced by a marker row. */
  readonly backlogTraceBytes: number;
  /** Rows and bytes of one transaction. */
  readonly batchRows: number;
  readonly batchBytes: number;
  /** The pause after a commit, as a multiple of what the commit took: 4 leaves the event loop four fifths. */
  readonly pauseFactor: number;
  /** The least pause after a commit, so that facts in a quick dialogue share commits; `flush` does without it. */
  readonly pauseMs: number;
  /**
   * How long `close` waits for another program to let go of the record. A backup or a database browser holds it for
   * seconds, and what is not written then is lost. Other faults do not mend themselves in that time.
   */
  readonly closePatienceMs: number;
}

const LIMITS: JournalLimits = {
  backlogTraceBytes: 64 * 1024 * 1024,
  batchRows: 1000,
  batchBytes: 1024 * 1024,
  pauseFactor: 4,
  pauseMs: 10,
  closePatienceMs: 20_000,
  // 1.3 s in all: what is not over by then does not mend itself.
  attempts: 8,
  lockPatienceMs: 10_000,
  firstRetryMs: 10,
  slowestRetryMs: 2000,
};

export interface JournalOptions {
  readonly store: Pick<RecordStore, 'append' | 'appendNow'>;
  readonly clock: Clock;
  /** Events that are in the record now, in the order they were recorded; never empty. */
  readonly onPublish: (events: readonly RunEvent[]) => void;
  /** The facts and bytes that are in the record now; called before `onPublish`. */
  readonly onCommitted?: (batch: Batch) => void;
  /** The record cannot be written; told once per outage and kind of fault. Everything is kept and tried again. */
  readonly onFault: (fault: RecordFault) => void;
  /** It has not been mended in time: nothing must go on unrecorded. Once per outage; what waits is tried again all the same. */
  readonly onGivenUp?: (fault: RecordFault) => void;
  /** The outage that `onFault` told of is over. */
  readonly onRecovered?: () => void;
  readonly limits?: Partial<JournalLimits>;
}

export interface Journal {
  /** Numbers and times the fact; a run begins with its first. It is written soon, and published when it is written. */
  record(run: JournalRun, fact: RunFact): RunEvent;
  /** Keeps a piece of the byte trace, which crossed at `atMs` on `Clock.monotonic`. The bytes must not change afterwards. */
  trace(run: JournalRun, direction: TraceChunk['direction'], bytes: Uint8Array, atMs: number): void;
  /**
   * Resolves when everything recorded before this call is written and published; or, with the fault, when it is
   * given up (what waits is still kept, and still tried again).
   */
  flush(): Promise<WriteResult>;
  /**
   * `flush`, again and again for a while if another program holds the record and there is time; then no further
   * attempts: a fact that comes later still is tried once, and told if it fails.
   */
  close(immediate?: boolean): Promise<WriteResult>;
  /** Why the record cannot be written; null while it can, as far as that is known. */
  readonly fault: RecordFault | null;
  /** The same, tried out now. That another program holds the record right now is no fault yet. */
  ready(): Promise<RecordFault | null>;
  /** The process ends: writes and publishes what waits before the call returns, as far as it can. */
  writeOut(): void;
}

/** The only way into the record: a fact is on the disk before anyone is told of it. */
export function createJournal(options: JournalOptions): Journal {
  return new GroupCommitJournal(options);
}

interface Counters {
  /** `Clock.monotonic` at its first fact: the zero of every `elapsedMs`, of facts and of pieces. */
  readonly beganMs: number;
  seq: number;
  ordinal: number;
}

interface Waiter {
  readonly reached: () => boolean;
  readonly resolve: (result: WriteResult) => void;
}

const NOTHING: Batch = { events: [], trace: [] };

class GroupCommitJournal implements Journal {
  readonly #options: JournalOptions;
  readonly #limits: JournalLimits;
  readonly #backlog: Backlog;
  /** Kept for the life of the process: a number given out twice would be a conflict in the record. */
  readonly #counters = new Map<string, Counters>();
  #waiters: Waiter[] = [];
  readonly #outage: Outage;
  /** No attempt before this time, on `Clock.monotonic`. */
  #earliestMs = Number.NEGATIVE_INFINITY;
  #committing = false;
  #cancelTimer: (() => void) | null = null;
  #closed = false;

  constructor(options: JournalOptions) {
    this.#options = options;
    this.#limits = { ...LIMITS, ...options.limits };
    this.#outage = new Outage(this.#limits);
    const { backlogTraceBytes, batchRows, batchBytes } = this.#limits;
    this.#backlog = new Backlog({ traceBytes: backlogTraceBytes, batchRows, batchBytes });
  }

  record(run: JournalRun, fact: RunFact): RunEvent {
    const { clock } = this.#options;
    const nowMs = clock.monotonic();
    const counters = this.#countersOf(run.id, nowMs);
    counters.seq += 1;
    const event: RunEvent = {
      seq: counters.seq,
      runId: run.id,
      port: run.port,
      atMs: Math.round(clock.now()),
      elapsedMs: wholeMicroseconds(nowMs - counters.beganMs),
      ...fact,
    };
    this.#backlog.addEvent(event);
    this.#schedule();
    return event;
  }

  trace(run: JournalRun, direction: TraceChunk['direction'], bytes: Uint8Array, atMs: number): void {
    const counters = this.#countersOf(run.id, atMs);
    const nextOrdinal = () => {
      counters.ordinal += 1;
      return counters.ordinal;
    };
    this.#backlog.addTrace(run.id, nextOrdinal, { direction, bytes, elapsedMs: atMs - counters.beganMs });
    this.#schedule();
  }

  flush(): Promise<WriteResult> {
    const reached = this.#backlog.mark();
    if (reached()) return Promise.resolve({ ok: true });
    const written = new Promise<WriteResult>((resolve) => this.#waiters.push({ reached, resolve }));
    if (this.#isPressing) this.#unschedule();
    this.#schedule();
    return written;
  }

  async close(immediate = false): Promise<WriteResult> {
    const { clock } = this.#options;
    const untilMs = clock.monotonic() + (immediate ? 0 : this.#limits.closePatienceMs);
    let result = await this.flush();
    // Every call waits for a further attempt.
    while (!result.ok && result.fault.kind === 'locked' && clock.monotonic() < untilMs)
      result = await this.flush();
    if (!result.ok && result.fault.kind === 'removed') this.writeOut();
    this.#closed = true;
    this.#unschedule();
    return result;
  }

  get fault(): RecordFault | null {
    return this.#outage.told;
  }

  async ready(): Promise<RecordFault | null> {
    if (this.fault === null) {
      const tried = await this.#options.store.append(NOTHING);
      return tried.ok || tried.fault.kind === 'locked' ? this.fault : tried.fault;
    }
    if (!this.#committing) {
      this.#unschedule();
      await this.#commit();
    }
    return this.fault;
  }

  writeOut(): void {
    const { clock, store } = this.#options;
    for (let batch = this.#backlog.take(); batch !== null; batch = this.#backlog.take()) {
      const written = store.appendNow(batch);
      if (written.ok) this.#succeeded(batch, clock.monotonic(), clock.monotonic());
      // A file that was moved gets the rest all the same, and one that has only lost its log; nobody is told.
      else if (written.fault.kind === 'removed') this.#backlog.commit();
      else return;
    }
  }

  #countersOf(runId: string, nowMs: number): Counters {
    const known = this.#counters.get(runId);
    if (known !== undefined) return known;
    const counters = { beganMs: nowMs, seq: 0, ordinal: 0 };
    this.#counters.set(runId, counters);
    return counters;
  }

  #schedule(): void {
    if (this.#committing || this.#cancelTimer !== null || this.#backlog.isEmpty) return;
    const { clock } = this.#options;
    this.#cancelTimer = clock.schedule(this.#delayMs, () => {
      this.#cancelTimer = null;
      void this.#commit();
    });
  }

  #unschedule(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
  }

  /** The pause spares the event loop, which somebody who waits may have. */
  get #delayMs(): number {
    return this.#isPressing ? 0 : Math.max(0, this.#earliestMs - this.#options.clock.monotonic());
  }

  /**
   * Somebody waits who is better answered at once. A disk that fails is left its time, and so is another program; but
   * what was given up, and does not mend itself, only has to be tried once more.
   */
  get #isPressing(): boolean {
    const { isOver, isGivenUp, told } = this.#outage;
    return this.#waiters.length > 0 && (isOver || (isGivenUp && told?.kind !== 'locked'));
  }

  async #commit(): Promise<void> {
    const { clock, store } = this.#options;
    const batch = this.#backlog.take();
    if (batch === null) return;
    this.#committing = true;
    const beganMs = clock.monotonic();
    const result = await store.append(batch);
    const endedMs = clock.monotonic();
    this.#committing = false;
    if (result.ok) this.#succeeded(batch, beganMs, endedMs);
    else this.#failed(result.fault, endedMs);
  }

  #succeeded(batch: Batch, beganMs: number, endedMs: number): void {
    const { onPublish, onCommitted, onRecovered } = this.#options;
    const { pauseFactor, pauseMs } = this.#limits;
    this.#earliestMs = endedMs + Math.max(pauseMs, pauseFactor * (endedMs - beganMs));
    this.#backlog.commit();
    const wasOut = this.fault !== null;
    this.#outage.end();
    try {
      if (wasOut) onRecovered?.();
      onCommitted?.(batch);
      if (batch.events.length > 0) onPublish(batch.events);
    } finally {
      this.#settle(({ reached }) => reached(), { ok: true });
      this.#schedule();
    }
  }

  #failed(fault: RecordFault, endedMs: number): void {
    const { onFault, onGivenUp } = this.#options;
    const { isTold, isGivenUp } = this.#outage.failed(fault, endedMs, this.#closed);
    this.#earliestMs = endedMs + this.#outage.pauseMs;
    try {
      if (isTold) onFault(fault);
      if (isGivenUp) onGivenUp?.(fault);
    } finally {
      if (this.#outage.isGivenUp) this.#settle(() => true, { ok: false, fault });
      if (!this.#closed) this.#schedule();
    }
  }

  #settle(ready: (waiter: Waiter) => boolean, result: WriteResult): void {
    const due = this.#waiters.filter(ready);
    this.#waiters = this.#waiters.filter((waiter) => !due.includes(waiter));
    for (const { resolve } of due) resolve(result);
  }
}
