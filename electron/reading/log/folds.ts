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
 * Finds the exchanges of a log that repeat the one ahead of them word for word. An exchange is a line that was sent, and
 * all that came until the next one.
 */
export class Folds {
  readonly #log: RunLog;
  /** Where each exchange begins. */
  readonly #starts = new GrowingNumbers();
  /** Of each exchange, the first one in a row of equal ones that it belongs to. */
  readonly #heads = new GrowingNumbers();
  #length = 0;

  constructor(log: RunLog) {
    this.#log = log;
  }

  /** Looks at the log's first `length` entries, those from `from` on anew. */
  update(from: number, length: number): FoldChange {
    const { columns } = this.#log;
    const exchange = this.#starts.countBelow(from) - 1;
    const start = this.#starts.at(exchange);
    const before = this.#heads.at(exchange);
    const isTooLong = start !== undefined && from - start > LONGEST && before === exchange;
    this.#starts.truncate(exchange + 1);
    this.#length = length;
    for (let index = from; index < length; index += 1)
      if ((columns.flagsAt(index) & (NOTE | SENT)) === SENT) this.#starts.push(index);
    const first = Math.max(0, isTooLong ? exchange + 1 : exchange);
    this.#heads.truncate(first);
    for (let each = first; each < this.#starts.length; each += 1)
      this.#heads.push(this.#isRepeat(each) ? (this.#heads.at(each - 1) ?? each) : each);
    if (start === undefined || isTooLong) return { shownFrom: from, countedFrom: from };
    const head = Math.min(before ?? exchange, this.#heads.at(exchange) ?? exchange);
    return { shownFrom: start, countedFrom: this.#starts.at(head) ?? start };
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
    const times = this.#heads.countBelow(exchange + 1) - exchange;
    if (times < 2) return null;
    return { times, lastMs: this.#log.columns.timeAt(this.startOf(exchange + times - 1)) };
  }

  #endOf(exchange: number): number {
    return Math.min(this.startOf(exchange + 1), this.#length);
  }

  /** Whether an exchange says the same as the one ahead of it. */
  #isRepeat(exchange: number): boolean {
    if (exchange === 0) return false;
    const { columns } = this.#log;
    const one = this.startOf(exchange - 1);
    const other = this.startOf(exchange);
    const length = other - one;
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
