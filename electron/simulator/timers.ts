import type { Clock } from '../../shared/clock.ts';

interface Pending {
  readonly dueMs: number;
  readonly fire: () => void;
  cancel: (() => void) | null;
}

/**
 * The timers of one module. While nobody holds the module's port it sleeps: nothing is left scheduled on the
 * clock, so a process whose ports are closed can end. On waking, everything that fell due meanwhile happens
 * first, in order; to the holder of the port it looks as if the module had been running all along.
 */
export class ModuleTimers {
  readonly #clock: Clock;
  readonly #pending = new Set<Pending>();
  #asleep = true;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Calls `fire` once after `ms` milliseconds of module time. Returns its cancellation. */
  after(ms: number, fire: () => void): () => void {
    const pending: Pending = { dueMs: this.#clock.monotonic() + Math.max(0, ms), fire, cancel: null };
    this.#pending.add(pending);
    if (!this.#asleep) this.#arm(pending);
    return () => {
      pending.cancel?.();
      this.#pending.delete(pending);
    };
  }

  /** Forgets every timer: the module lost its power. */
  clear(): void {
    for (const each of this.#pending) each.cancel?.();
    this.#pending.clear();
  }

  sleep(): void {
    this.#asleep = true;
    for (const each of this.#pending) {
      each.cancel?.();
      each.cancel = null;
    }
  }

  wake(): void {
    if (!this.#asleep) return;
    this.#catchUp();
    this.#asleep = false;
    for (const each of this.#pending) this.#arm(each);
  }

  #catchUp(): void {
    const nowMs = this.#clock.monotonic();
    const overdue = [...this.#pending]
      .filter((each) => each.dueMs <= nowMs)
      .sort((a, b) => a.dueMs - b.dueMs);
    for (const each of overdue) {
      if (!this.#pending.delete(each)) continue;
      each.fire();
    }
  }

  #arm(pending: Pending): void {
    pending.cancel = this.#clock.schedule(Math.max(0, pending.dueMs - this.#clock.monotonic()), () => {
      this.#pending.delete(pending);
      pending.fire();
    });
  }
}
