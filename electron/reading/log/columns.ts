import type { Direction, LineEntry, LogEntry } from '../../../shared/log/log-entry.ts';
import { numberOf, rankOf } from '../../../shared/log/log-order.ts';
import { STEPS, type StepNumber } from '../../../shared/plan.ts';
import { BLOCK, Block, LEADS, NOTE, ODD, type Offsets, OPEN, SENT, UNSOLICITED } from './block.ts';
import { GrowingNumbers } from './numbers.ts';
import type { TextBudget } from './text-budget.ts';

/** Reads bytes of each direction again, from one place to another. */
export type ReadBytes = (from: Offsets, to: Offsets) => Readonly<Record<Direction, string>>;

/** Bytes that are shown as they are, but for line ends. */
const PLAIN = /^[\r\n -~]*$/;
const NOWHERE: Offsets = { sent: 0, received: 0 };

/** The entries of a log in little memory. It grows at its end, and its end can be taken back. */
export class LogColumns {
  readonly #blocks: Block[] = [];
  /** Where the lines stand, by their numbers. */
  readonly #places = new GrowingNumbers();
  readonly #budget: TextBudget;
  readonly #readBytes: ReadBytes;
  #length = 0;
  #lines = 0;
  /** Blocks whose text may be let go of. */
  #settled = 0;

  constructor(budget: TextBudget, readBytes: ReadBytes) {
    this.#budget = budget;
    this.#readBytes = readBytes;
  }

  get length(): number {
    return this.#length;
  }

  get lines(): number {
    return this.#lines;
  }

  /** Bytes that it takes beside its text. */
  get size(): number {
    return this.#blocks.length * BLOCK * 20 + this.#places.size;
  }

  /** The blocks, all but the last of which are full. */
  get blocks(): readonly Block[] {
    return this.#blocks;
  }

  push(entry: LogEntry, step: StepNumber | null, words: number): void {
    const block = this.#roomy();
    const flags = flagsOf(entry);
    const bytes = entry.kind === 'line' ? entry.bytes : '';
    block.push(entry.elapsedMs, numberOf(entry), flags, step ?? 0, words, bytes);
    if (entry.kind === 'line') {
      this.#places.set(entry.no, this.#length);
      this.#lines += 1;
    }
    this.#length += 1;
  }

  /** Forgets the entries behind the first so many, which cannot have been called settled. */
  truncate(length: number): void {
    for (let index = length; index < this.#length; index += 1) if (!this.isNote(index)) this.#lines -= 1;
    this.#blocks.length = Math.ceil(length / BLOCK);
    if (length % BLOCK > 0) this.#blocks.at(-1)?.truncate(length % BLOCK);
    this.#length = length;
  }

  /** The first so many entries never change again. */
  settle(count: number): void {
    const full = Math.floor(count / BLOCK);
    for (; this.#settled < full; this.#settled += 1) {
      const block = this.#blocks[this.#settled];
      if (block === undefined) continue;
      block.settle();
      this.#budget.touch(block);
    }
  }

  /** Its text counts no longer. */
  release(): void {
    for (const block of this.#blocks) this.#budget.release(block);
  }

  isNote(index: number): boolean {
    return (this.flagsAt(index) & NOTE) !== 0;
  }

  isSent(index: number): boolean {
    return (this.flagsAt(index) & SENT) !== 0;
  }

  /** Whether a note stands ahead of the lines of its time. */
  leads(index: number): boolean {
    return (this.flagsAt(index) & LEADS) !== 0;
  }

  flagsAt(index: number): number {
    return this.#block(index)?.flags[index % BLOCK] ?? 0;
  }

  timeAt(index: number): number {
    return this.#block(index)?.times[index % BLOCK] ?? 0;
  }

  /** The number of a line, or of a note's fact. */
  numberAt(index: number): number {
    return this.#block(index)?.numbers[index % BLOCK] ?? 0;
  }

  stepAt(index: number): StepNumber | null {
    return STEPS[(this.#block(index)?.steps[index % BLOCK] ?? 0) - 1]?.number ?? null;
  }

  wordsAt(index: number): number {
    return this.#block(index)?.words[index % BLOCK] ?? 0;
  }

  bytesAt(index: number): string {
    const block = this.#block(index);
    if (block === undefined) return '';
    const at = index % BLOCK;
    return this.textOf(block).slice(block.startOf(at), block.ends[at]);
  }

  /** The line at a place; null where a note stands, or nothing. */
  lineAt(index: number): LineEntry | null {
    const flags = this.flagsAt(index);
    if (index >= this.#length || (flags & NOTE) !== 0) return null;
    return {
      kind: 'line',
      no: this.numberAt(index),
      direction: (flags & SENT) === 0 ? 'received' : 'sent',
      bytes: this.bytesAt(index),
      elapsedMs: this.timeAt(index),
      open: (flags & OPEN) !== 0,
      unsolicited: (flags & UNSOLICITED) !== 0,
    };
  }

  /** Where a line stands; null when there is none of this number. */
  placeOfLine(no: number): number | null {
    const place = this.#places.at(no);
    return place === undefined || place >= this.#length || this.numberAt(place) !== no ? null : place;
  }

  /** How many entries stand ahead of one that is in the log. */
  countAheadOf(entry: LogEntry): number {
    const [time, rank, number] = [entry.elapsedMs, rankOf(entry), numberOf(entry)];
    return this.#countAhead(
      (index) =>
        (this.timeAt(index) - time || this.#rankAt(index) - rank || this.numberAt(index) - number) < 0,
    );
  }

  /** How many entries came before a moment. */
  countBefore(elapsedMs: number): number {
    return this.#countAhead((index) => this.timeAt(index) < elapsedMs);
  }

  /** How many entries came up to a moment, those of that very moment among them. */
  countUntil(elapsedMs: number): number {
    return this.#countAhead((index) => this.timeAt(index) <= elapsedMs);
  }

  /** The text of a block, read again where it was let go of. */
  textOf(block: Block): string {
    const held = block.text ?? block.restoreText(this.#readBytes(block.from, block.offsetsAt(block.length)));
    if (block.isSettled) this.#budget.touch(block);
    return held;
  }

  #rankAt(index: number): number {
    const flags = this.flagsAt(index);
    return (flags & NOTE) === 0 ? 1 : (flags & LEADS) === 0 ? 2 : 0;
  }

  #block(index: number): Block | undefined {
    return index < this.#length ? this.#blocks[Math.floor(index / BLOCK)] : undefined;
  }

  #roomy(): Block {
    const last = this.#blocks.at(-1);
    if (last !== undefined && last.length < BLOCK) return last;
    const block = new Block(last?.offsetsAt(BLOCK) ?? NOWHERE);
    this.#blocks.push(block);
    return block;
  }

  #countAhead(isAhead: (index: number) => boolean): number {
    let from = 0;
    let to = this.#length;
    while (from < to) {
      const middle = (from + to) >>> 1;
      if (isAhead(middle)) from = middle + 1;
      else to = middle;
    }
    return from;
  }
}

function flagsOf(entry: LogEntry): number {
  if (entry.kind === 'note') return NOTE | (entry.leads ? LEADS : 0);
  return (
    (entry.direction === 'sent' ? SENT : 0) |
    (entry.open ? OPEN : 0) |
    (entry.unsolicited ? UNSOLICITED : 0) |
    (PLAIN.test(entry.bytes) ? 0 : ODD)
  );
}
