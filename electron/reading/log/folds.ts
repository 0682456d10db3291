import { NOTE, SENT } from './block.ts';
import { GrowingNumbers } from './numbers.ts';
import type { RunLog } from './run-log.ts';
import { UNLISTED } from './word-table.ts';

/** Entries of an exchange that may be a poll; what is longer is compared with nothing. */
const LONGEST = 64;

/** From where on something is not as it was, by places of entries. */
export interface FoldChange {
  /** What is left out. */
  readonly shownFrom: number;
  /** How often something came. */
  readonly countedFrom: number;
}

/** How often an exchange came in all, and when last. */
export interface Repeats {
  readonly times: number;
  readonly lastMs: number;
}

/**
 * Finds the exchanges of a log that repeat one ahead of them word for word. An exchange is a line that was sent, and all
 * that came until the next one. It repeats the one right ahead; within a step, which may ask two things in turn (for the
 * registration and for the signal), also the one ahead of that.
 */
export class Folds {
  readonly #log: RunLog;
  /** Where each exchange begins. */
  readonly #starts = new GrowingNumbers();
  /** Of each exchange, the first one of the equal ones that it belongs to. */
  readonly #heads = new GrowingNumbers();
  /** Of each exchange, how many of these there are up to it. */
  readonly #times = new GrowingNumbers();
  /** Of each first one, the newest of those that are equal to it. */
  readonly #newest = new GrowingNumbers();
  #length = 0;

  constructor(log: RunLog) {
    this.#log = log;
  }

  /** Looks at the log's first `length` entries, those from `from` on anew. */
  update(from: number, length: number): FoldChange {
    const { columns } = this.#log;
    const exchange = this.#starts.countBelow(from) - 1;
    const start = this.#starts.at(exchange);
    const isTooLong = start !== undefined && from - start > LONGEST && this.#heads.at(exchange) === exchange;
    this.#starts.truncate(exchange + 1);
    this.#length = length;
    for (let index = from; index < length; index += 1)
      if ((columns.flagsAt(index) & (NOTE | SENT)) === SENT) this.#starts.push(index);
    const first = Math.max(0, isTooLong ? exchange + 1 : exchange);
    // Whatever is counted anew has its count with one of these, or further on.
    const head = this.#firstHeadNear(first);
    this.#forget(first);
    for (let each = first; each < this.#starts.length; each += 1) this.#count(each);
    const shownFrom = start === undefined || isTooLong ? from : start;
    return { shownFrom, countedFrom: Math.min(shownFrom, this.#starts.at(head) ?? shownFrom) };
  }

  /** The exchange that the entry at a place belongs to; -1 ahead of the first one. */
  exchangeAt(index: number): number {
    return this.#starts.countBelow(index + 1) - 1;
  }

  /** Where an exchange begins; without end behind the last one. */
  startOf(exchange: number): number {
    return this.#starts.at(exchange) ?? Number.POSITIVE_INFINITY;
  }

  /** The exchange that one repeats; null where it is like none ahead of it. */
  repeated(exchange: number): number | null {
    const head = this.#heads.at(exchange) ?? exchange;
    return head === exchange ? null : head;
  }

  /** How often the exchange that begins at a place came; null where that was once, or where none begins. */
  repeatsAt(index: number): Repeats | null {
    const exchange = this.exchangeAt(index);
    if (exchange < 0 || this.startOf(exchange) !== index) return null;
    const newest = this.#newest.at(exchange) ?? exchange;
    const times = this.#times.at(newest) ?? 1;
    if (newest === exchange || times < 2) return null;
    return { times, lastMs: this.#log.columns.timeAt(this.startOf(newest)) };
  }

  #firstHeadNear(exchange: number): number {
    const [one = exchange, two = exchange, own = exchange] = [2, 1, 0].map((back) =>
      this.#heads.at(exchange - back),
    );
    return Math.min(one, two, own);
  }

  /** The exchange right ahead, or the one ahead of that, which one repeats; null where it is like neither. */
  #repeatedBy(exchange: number): number | null {
    if (this.#isLike(exchange - 1, exchange)) return exchange - 1;
    return this.#isInOneStep(exchange) && this.#isLike(exchange - 2, exchange) ? exchange - 2 : null;
  }

  #count(exchange: number): void {
    const repeated = this.#repeatedBy(exchange);
    const head = repeated === null ? exchange : (this.#heads.at(repeated) ?? exchange);
    this.#heads.push(head);
    this.#times.push(repeated === null ? 1 : (this.#times.at(repeated) ?? 0) + 1);
    this.#newest.push(exchange);
    this.#newest.set(head, exchange);
  }

  /** Takes the exchanges from a number on out of the counts. */
  #forget(first: number): void {
    for (let each = this.#heads.length - 1; each >= first; each -= 1) {
      const head = this.#heads.at(each) ?? each;
      // Equal ones are never further apart.
      if (head < each) this.#newest.set(head, this.#heads.at(each - 1) === head ? each - 1 : each - 2);
    }
    for (const numbers of [this.#heads, this.#times, this.#newest]) numbers.truncate(first);
  }

  /** Whether an exchange and the two ahead of it are of the same step. */
  #isInOneStep(exchange: number): boolean {
    if (exchange < 2) return false;
    const [one, two, own] = [2, 1, 0].map((back) => this.#log.columns.stepAt(this.startOf(exchange - back)));
    return own !== null && one === own && two === own;
  }

  #endOf(exchange: number): number {
    return Math.min(this.startOf(exchange + 1), this.#length);
  }

  /** Whether two exchanges say the same. */
  #isLike(before: number, exchange: number): boolean {
    if (before < 0) return false;
    const { columns } = this.#log;
    const one = this.startOf(before);
    const other = this.startOf(exchange);
    const length = this.startOf(before + 1) - one;
    if (length > LONGEST || this.#endOf(exchange) - other !== length) return false;
    for (let at = 0; at < length; at += 1)
      if (columns.flagsAt(one + at) !== columns.flagsAt(other + at)) return false;
    for (let at = 0; at < length; at += 1) if (!this.#saysTheSame(one + at, other + at)) return false;
    return true;
  }

  #saysTheSame(one: number, other: number): boolean {
    const { columns } = this.#log;
    const words = columns.wordsAt(one);
    if (words !== columns.wordsAt(other)) return false;
    if (!columns.isNote(one)) return columns.bytesAt(one) === columns.bytesAt(other);
    return words !== UNLISTED || this.#log.wordsAt(one).en === this.#log.wordsAt(other).en;
  }
}
