import { Changes } from '../../../shared/log/changes.ts';
import type { LogFilter } from '../../../shared/log/filter.ts';
import { patternOf } from '../../../shared/log/pattern.ts';
import type { LogView, LogViewFault } from '../../../shared/log-view.ts';
import { BLOCK, NOTE, SENT, UNSOLICITED } from './block.ts';
import { Folds, type Repeats } from './folds.ts';
import { GrowingNumbers } from './numbers.ts';
import { PatternSearch, SlowPattern } from './pattern-search.ts';
import type { RunLog } from './run-log.ts';
import { endOf, type Search, type SearchedPart } from './search.ts';
import { Stamps } from './stamps.ts';
import { TextSearch } from './text-search.ts';

/** Entries that are examined at once: a millisecond or two. */
const STRETCH = 16 * BLOCK;

/** The rows of a log that a filter lets through, kept while the log grows. */
export class View {
  readonly #log: RunLog;
  readonly #filter: LogFilter;
  readonly #search: Search | null;
  readonly #folds: Folds | null;
  /** Places of entries; null where every entry is a row. */
  readonly #rows: GrowingNumbers | null;
  readonly #changes = new Changes();
  readonly #stamps: Stamps;
  readonly #hits: Uint8Array;
  #fault: LogViewFault | null = null;
  #stamp: number;
  #version = 0;
  /** Entries that were examined. */
  #examined = 0;
  /** Entries of which the folds are known. */
  #folded = 0;

  constructor(
    log: RunLog,
    { filter, language }: Pick<LogView, 'filter' | 'language'>,
    stamps: Stamps = new Stamps(),
  ) {
    this.#log = log;
    this.#stamps = stamps;
    this.#stamp = stamps.next();
    this.#filter = filter;
    const { show, search, step, folded, pattern } = filter;
    this.#hits = new Uint8Array(search === '' ? 0 : STRETCH);
    const isAll = show === 'all' && search === '' && step === null && !folded;
    this.#rows = isAll ? null : new GrowingNumbers();
    this.#folds = folded ? new Folds(log) : null;
    if (search === '') this.#search = null;
    else if (!pattern) this.#search = new TextSearch(log, filter, language);
    else {
      const read = patternOf(search);
      this.#search = read.ok ? new PatternSearch(log, filter, read.pattern, language) : null;
      if (!read.ok) this.#fault = { kind: 'bad_pattern', detail: read.detail };
    }
  }

  /** Why it has no rows; null where it has some, or could. */
  get fault(): LogViewFault | null {
    return this.#fault;
  }

  /** How many rows were found. */
  get length(): number {
    if (this.#fault !== null) return 0;
    return this.#rows?.length ?? this.#examined;
  }

  /** Another number whenever something of its rows has changed, and another one than any other view ever had. */
  get stamp(): number {
    return this.#stamp;
  }

  /** Counts the changes of its rows. */
  get version(): number {
    return this.#changes.version;
  }

  /** The first row that may differ from what stood there at `version`. */
  changedSince(version: number): number {
    return this.#changes.since(version, this.length);
  }

  /** How much of the log it has examined; null when all of it. */
  percent(): number | null {
    const { length } = this.#log.columns;
    if (this.#isDone) return null;
    return Math.floor((this.#examined * 100) / Math.max(1, length));
  }

  /** Takes in what the log has gained, until a time of `nowMs`. Returns whether that was all. */
  update(untilMs: number, nowMs: () => number = () => performance.now()): boolean {
    const { version } = this.#log;
    if (version !== this.#version) {
      const from = this.#log.changedSince(this.#version);
      this.#version = version;
      this.#folded = Math.min(this.#folded, from);
      this.#takeBack(from);
    }
    while (!this.#isDone) {
      this.#examineMore();
      if (nowMs() >= untilMs) break;
    }
    return this.#isDone;
  }

  /** The place in the log of the entry that a row shows; null behind the last one. */
  entryOf(row: number): number | null {
    if (row < 0 || row >= this.length) return null;
    return this.#rows === null ? row : (this.#rows.at(row) ?? null);
  }

  /** How many rows stand ahead of a place in the log. */
  rowsBefore(index: number): number {
    return Math.min(this.length, this.#rows?.countBelow(index) ?? index);
  }

  /** How often the exchange that begins at a place in the log came, where that was more than once. */
  repeatsAt(index: number): Repeats | null {
    return this.#folds?.repeatsAt(index) ?? null;
  }

  #note(row: number): void {
    this.#changes.note(row);
    this.#stamp = this.#stamps.next();
  }

  get #isDone(): boolean {
    return this.#fault !== null || this.#examined >= this.#log.columns.length;
  }

  /** What stands at a place in the log or behind it must be examined anew. */
  #takeBack(from: number): void {
    if (from >= this.#examined) return;
    this.#examined = from;
    const rows = this.#rows?.countBelow(from) ?? from;
    this.#rows?.truncate(rows);
    this.#note(rows);
  }

  #examineMore(): void {
    const to = Math.min(this.#log.columns.length, blockOf(this.#examined) + STRETCH);
    if (this.#folds !== null && this.#folded < to) {
      const { shownFrom, countedFrom } = this.#folds.update(this.#folded, to);
      this.#folded = to;
      this.#takeBack(shownFrom);
      if (countedFrom < this.#examined) this.#note(this.rowsBefore(countedFrom));
    }
    const before = this.length;
    try {
      this.#examined = this.#rows === null ? to : this.#examine(this.#examined, to, this.#rows);
    } catch (thrown) {
      if (!(thrown instanceof SlowPattern)) throw thrown;
      this.#fault = { kind: 'slow_pattern' };
      this.#note(0);
      return;
    }
    if (this.length > before) this.#note(before);
  }

  /** Examines entries. Returns how far it came. */
  #examine(from: number, to: number, rows: GrowingNumbers): number {
    const parts = this.#parts(from, to);
    let end = endOf(parts);
    if (this.#search !== null) {
      this.#hits.fill(0, 0, end - blockOf(from));
      end = this.#search.mark(parts, this.#hits);
    }
    const { mask, wanted } = flagsShown(this.#filter.show);
    const { step } = this.#filter;
    const folded = this.#folds === null ? null : new FoldedOut(this.#folds, from);
    for (const { block, first, hitsFrom, from: begin, to: behind } of parts)
      for (let at = begin; at < behind && first + at < end; at += 1) {
        if (this.#search !== null && this.#hits[hitsFrom + at] !== 1) continue;
        if (((block.flags[at] ?? 0) & mask) !== wanted) continue;
        if (step !== null && block.steps[at] !== step) continue;
        if (folded?.isLeftOut(first + at, rows) === true) continue;
        rows.push(first + at);
      }
    return end;
  }

  /** The entries from one to another, block by block, up to the first text that has to be read again. */
  #parts(from: number, to: number): readonly SearchedPart[] {
    const { columns } = this.#log;
    const parts: SearchedPart[] = [];
    for (let first = blockOf(from); first < to; first += BLOCK) {
      const block = columns.blocks[first / BLOCK];
      const isAtHand = this.#search === null || block?.text !== null;
      if (block === undefined || (parts.length > 0 && !isAtHand)) break;
      parts.push({
        block,
        text: this.#search === null ? '' : columns.textOf(block),
        first,
        hitsFrom: first - blockOf(from),
        from: Math.max(0, from - first),
        to: Math.min(BLOCK, to - first),
      });
      if (!isAtHand) break;
    }
    return parts;
  }
}

/** Where the block of an entry begins. */
const blockOf = (index: number): number => index - (index % BLOCK);

/** What the flags of a shown entry are, of those that matter. */
function flagsShown(show: LogFilter['show']): { readonly mask: number; readonly wanted: number } {
  switch (show) {
    case 'all':
      return { mask: 0, wanted: 0 };
    case 'notes':
      return { mask: NOTE, wanted: NOTE };
    case 'sent':
      return { mask: NOTE | SENT, wanted: SENT };
    case 'received':
      return { mask: NOTE | SENT, wanted: 0 };
    case 'unsolicited':
      return { mask: NOTE | UNSOLICITED, wanted: UNSOLICITED };
  }
}

/**
 * Tells what is left out because it repeats what is ahead of it. Where the line is not shown at which the count would
 * stand, nothing is left out: nothing goes without a word.
 */
class FoldedOut {
  readonly #folds: Folds;
  #exchange: number;
  #endsAt = -1;
  #isLeftOut = false;

  constructor(folds: Folds, from: number) {
    this.#folds = folds;
    this.#exchange = folds.exchangeAt(from) - 1;
  }

  /** Places are asked for in ascending order; `rows` are those that are shown so far. */
  isLeftOut(index: number, rows: GrowingNumbers): boolean {
    while (index >= this.#endsAt) {
      this.#exchange += 1;
      this.#endsAt = this.#folds.startOf(this.#exchange + 1);
      const repeated = this.#exchange < 0 ? null : this.#folds.repeated(this.#exchange);
      const counted = repeated === null ? null : this.#folds.startOf(repeated);
      this.#isLeftOut = counted !== null && rows.at(rows.countBelow(counted)) === counted;
    }
    return this.#isLeftOut;
  }
}
