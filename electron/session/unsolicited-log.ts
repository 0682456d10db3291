import type { Clock } from '../../shared/clock.ts';
import type { Unsolicited } from '../at/unsolicited.ts';

/** Events kept for those who ask afterwards; a module that floods pushes out the oldest. */
const KEPT = 512;

interface Waiter {
  readonly wants: (event: Unsolicited) => boolean;
  readonly settle: (event: Unsolicited | null) => void;
}

/**
 * The unsolicited events of a session, in order. A step marks its place, sends its command, and then looks for what
 * came since: what arrives before one starts waiting is not missed.
 */
export class UnsolicitedLog {
  #events: Unsolicited[] = [];
  /** How many events were dropped at the front. */
  #dropped = 0;
  #waiters = new Set<Waiter>();
  #closed = false;

  /** The place behind the newest event. */
  get mark(): number {
    return this.#dropped + this.#events.length;
  }

  add(event: Unsolicited): void {
    this.#events.push(event);
    if (this.#events.length > KEPT) {
      this.#events.shift();
      this.#dropped += 1;
    }
    for (const waiter of this.#waiters) if (waiter.wants(event)) waiter.settle(event);
  }

  /** Every event since `mark` that is still kept. */
  since(mark: number): readonly Unsolicited[] {
    return this.#events.slice(Math.max(0, mark - this.#dropped));
  }

  /**
   * The first event since `mark` that `wants` accepts, now or within `ms` milliseconds; null when none came, the
   * signal aborted or the session closed.
   */
  next(
    clock: Clock,
    mark: number,
    wants: (event: Unsolicited) => boolean,
    ms: number,
    signal: AbortSignal,
  ): Promise<Unsolicited | null> {
    const already = this.since(mark).find(wants);
    if (already !== undefined || signal.aborted || this.#closed) return Promise.resolve(already ?? null);
    return new Promise((resolve) => {
      const settle = (event: Unsolicited | null) => {
        cancel();
        signal.removeEventListener('abort', onAbort);
        this.#waiters.delete(waiter);
        resolve(event);
      };
      const onAbort = () => settle(null);
      const waiter: Waiter = { wants, settle };
      const cancel = clock.schedule(ms, () => settle(null));
      signal.addEventListener('abort', onAbort, { once: true });
      this.#waiters.add(waiter);
    });
  }

  /** Lets every waiter go empty-handed, and whoever comes later: nothing will be added any more. */
  close(): void {
    this.#closed = true;
    for (const waiter of this.#waiters) waiter.settle(null);
  }
}
