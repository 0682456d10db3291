import type { LineEntry } from '../../../shared/log/log-entry.ts';

/** Entries of a block: so few that its text is read again within a turn, be its lines ever so long. */
export const BLOCK = 2048;

/** What an entry is, one bit each. */
export const NOTE = 1;
export const SENT = 2;
export const OPEN = 4;
export const UNSOLICITED = 8;
/** A note that lines of the same time stand behind. */
export const LEADS = 16;
/** A line with bytes that are not shown as they are. */
export const ODD = 32;

/** How many bytes of each direction stand ahead of a place. */
export interface Offsets {
  readonly sent: number;
  readonly received: number;
}

/** Some thousand entries of a log, column by column: twenty bytes and its text each. */
export class Block {
  readonly times = new Float64Array(BLOCK);
  /** Of a line, or of a note's fact. */
  readonly numbers = new Uint32Array(BLOCK);
  readonly flags = new Uint8Array(BLOCK);
  /** 0 outside the 19. */
  readonly steps = new Uint8Array(BLOCK);
  /** What is shown beside the bytes; see `WordTable`. */
  readonly words = new Uint16Array(BLOCK);
  /** Where the bytes of an entry end; notes have none. */
  readonly ends = new Uint32Array(BLOCK);
  /** Bytes ahead of it. */
  readonly from: Offsets;
  #length = 0;
  #isSettled = false;
  /** Null while it is let go of. */
  #parts: string[] | null = [];

  constructor(from: Offsets) {
    this.from = from;
  }

  get length(): number {
    return this.#length;
  }

  get textLength(): number {
    return this.startOf(this.#length);
  }

  /** Where the bytes of an entry begin. */
  startOf(at: number): number {
    return at === 0 ? 0 : (this.ends[at - 1] ?? 0);
  }

  push(time: number, number: number, flags: number, step: number, words: number, bytes: string): void {
    const at = this.#length;
    this.times[at] = time;
    this.numbers[at] = number;
    this.flags[at] = flags;
    this.steps[at] = step;
    this.words[at] = words;
    this.ends[at] = this.textLength + bytes.length;
    this.#parts?.push(bytes);
    this.#length += 1;
  }

  truncate(length: number): void {
    const text = this.text?.slice(0, this.startOf(length)) ?? null;
    this.#length = length;
    this.#parts = text === null ? null : [text];
  }

  /** The bytes of all its lines, one behind the other; null while they are let go of. */
  get text(): string | null {
    if (this.#parts === null) return null;
    if (this.#parts.length > 1) this.#parts = [this.#parts.join('')];
    return this.#parts[0] ?? '';
  }

  /** It never changes again: its text may be let go of. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  settle(): void {
    this.#isSettled = true;
    if (this.#parts !== null) this.#parts = [this.#parts.join('')];
  }

  dropText(): void {
    this.#parts = null;
  }

  /** Bytes behind its first so many entries. */
  offsetsAt(length: number): Offsets {
    let { sent, received } = this.from;
    for (let at = 0; at < length; at += 1) {
      const bytes = (this.ends[at] ?? 0) - this.startOf(at);
      if (((this.flags[at] ?? 0) & SENT) === 0) received += bytes;
      else sent += bytes;
    }
    return { sent, received };
  }

  /** Puts the text together again from the bytes of each direction. */
  restoreText({ sent, received }: Readonly<Record<LineEntry['direction'], string>>): string {
    const parts: string[] = [];
    const done = { sent: 0, received: 0 };
    for (let at = 0; at < this.#length; at += 1) {
      const bytes = (this.ends[at] ?? 0) - this.startOf(at);
      if (((this.flags[at] ?? 0) & SENT) === 0) {
        parts.push(received.slice(done.received, done.received + bytes));
        done.received += bytes;
      } else {
        parts.push(sent.slice(done.sent, done.sent + bytes));
        done.sent += bytes;
      }
    }
    const text = parts.join('');
    this.#parts = [text];
    return text;
  }
}
