/**
 * Time as a parameter. Nothing in the engine reads the system's clock by itself, so every timeout,
 * poll and retry can be tested without waiting for it.
 */
export interface Clock {
  /** Wall-clock time in milliseconds since 1970-01-01T00:00:00Z; may jump when the system's time is set. */
  now(): number;
  /** Milliseconds since an arbitrary start, with fractions; never jumps. Durations are differences of this. */
  monotonic(): number;
  /** Calls `fire` once, `ms` milliseconds from now (0 = as soon as possible). Returns its cancellation. */
  schedule(ms: number, fire: () => void): () => void;
}

/** Milliseconds rounded to whole microseconds: finer than any clock here means, and readable in a record. */
export function wholeMicroseconds(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
