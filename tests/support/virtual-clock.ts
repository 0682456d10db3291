import type { Clock } from '../../shared/clock.ts';

interface Timer {
  readonly dueMs: number;
  readonly order: number;
  readonly fire: () => void;
}

/** Lets everything that is already resolved run: promise reactions and immediates, several layers deep. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 8; i += 1) await new Promise<void>((resolve) => setImmediate(resolve));
}

/** A clock that only moves when the test says so; timers fire in order of their due time. */
export class VirtualClock implements Clock {
  #nowMs = 0;
  #order = 0;
  readonly #epochMs: number;
  #timers: Timer[] = [];

  constructor(epochMs = 1_700_000_000_000) {
    this.#epochMs = epochMs;
  }

  now(): number {
    return this.#epochMs + this.#nowMs;
  }

  monotonic(): number {
    return this.#nowMs;
  }

  schedule(ms: number, fire: () => void): () => void {
    const timer: Timer = { dueMs: this.#nowMs + Math.max(0, ms), order: this.#order++, fire };
    this.#timers.push(timer);
    return () => {
      this.#timers = this.#timers.filter((each) => each !== timer);
    };
  }

  /** How many timers are waiting: 0 means that nothing will ever happen by itself again. */
  get pending(): number {
    return this.#timers.length;
  }

  /** Milliseconds until the next timer fires, or null when there is none. */
  get untilNext(): number | null {
    const next = this.#next();
    return next ? next.dueMs - this.#nowMs : null;
  }

  /** Moves time on by `ms`, firing what falls due and letting its consequences run after each timer. */
  async advance(ms: number): Promise<void> {
    const target = this.#nowMs + ms;
    await settle();
    for (let next = this.#next(); next && next.dueMs <= target; next = this.#next()) {
      this.#fire(next);
      await settle();
    }
    this.#nowMs = target;
    await settle();
  }

  /**
   * Fires timers one after the other until `promise` settles.
   * @throws when nothing is scheduled any more and the promise is still open, or after `limitMs` of virtual time.
   */
  async runUntil<T>(promise: Promise<T>, limitMs = 24 * 3_600_000): Promise<T> {
    const progress = { settled: false };
    const mark = () => {
      progress.settled = true;
    };
    promise.then(mark, mark);
    await settle();
    const end = this.#nowMs + limitMs;
    while (!progress.settled) {
      const next = this.#next();
      if (!next) throw new Error(`stuck at ${this.#nowMs} ms: nothing is scheduled and the promise is open`);
      if (next.dueMs > end) throw new Error(`still open after ${limitMs} ms of virtual time`);
      this.#fire(next);
      await settle();
    }
    return promise;
  }

  #fire(timer: Timer): void {
    this.#timers = this.#timers.filter((each) => each !== timer);
    this.#nowMs = Math.max(this.#nowMs, timer.dueMs);
    timer.fire();
  }

  #next(): Timer | undefined {
    return this.#timers.reduce<Timer | undefined>(
      (best, each) =>
        !best || each.dueMs < best.dueMs || (each.dueMs === best.dueMs && each.order < best.order)
          ? each
          : best,
      undefined,
    );
  }
}
