import type { WrittenTime } from './time-forms.ts';

const DAY_MS = 86_400_000;
/** A clock that goes back further than this has passed midnight. */
const MIDNIGHT_MS = DAY_MS / 2;

/** Turns the times of a log into milliseconds since its first one; they never go back. */
export class LogClock {
  #first: number | null = null;
  #last = 0;
  #days = 0;
  #day: number | null = null;

  /** Milliseconds since 1970-01-01, as if the log's own clock were UTC; null where it has no date. */
  get startMs(): number | null {
    return this.#first === null || this.#day === null ? null : this.#day * DAY_MS + this.#first;
  }

  /** Milliseconds of the day at the beginning; null where no time of day is written. */
  get firstMs(): number | null {
    return this.#first;
  }

  /** The offset of a line; one without a time is of the same moment as the one before it. */
  at(written: WrittenTime | null): number {
    if (written === null) return this.#last;
    if (this.#first === null) {
      this.#first = written.ms;
      this.#day = written.day;
    }
    const days = written.day !== null && this.#day !== null ? written.day - this.#day : this.#days;
    let offset = days * DAY_MS + written.ms - this.#first;
    if (written.isOfDay && written.day === null && this.#last - offset > MIDNIGHT_MS) {
      this.#days += 1;
      offset += DAY_MS;
    }
    this.#last = Math.max(this.#last, offset);
    return this.#last;
  }
}
