import type { Clock } from '../../shared/clock.ts';

/** One timer that is moved, never multiplied. */
export class Alarm {
  readonly #clock: Clock;
  readonly #ring: () => void;
  #dueMs: number | null = null;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, ring: () => void) {
    this.#clock = clock;
    this.#ring = ring;
  }

  /** Rings once at `dueMs` on the clock's monotonic time, instead of when it was to ring before; null for never. */
  set(dueMs: number | null): void {
    if (dueMs === this.#dueMs) return;
    this.#cancel?.();
    this.#dueMs = dueMs;
    this.#cancel =
      dueMs === null
        ? null
        : this.#clock.schedule(Math.max(0, dueMs - this.#clock.monotonic()), () => {
            this.#dueMs = null;
            this.#cancel = null;
            this.#ring();
          });
  }
}
