import type { LogFilter } from '../../../shared/log/filter.ts';
import { withoutLineEnds } from '../../../shared/log/pattern.ts';
import { hexColumns, plainText } from '../../../shared/log/shown-bytes.ts';
import type { Language } from '../../../shared/messages/index.ts';
import { NOTE, ODD } from './block.ts';
import { type Guard, guardOfThread } from './guard.ts';
import type { RunLog } from './run-log.ts';
import { FoundWords, type Search, type SearchedPart } from './search.ts';

/** One turn, and after how many entries it looks at the clock. */
const TURN_MS = 8;
const GLANCE = 64;
/** A turn that takes so long is ended in its middle. */
const LIMIT_MS = 100;
/** So much time may be lost in turns that were ended, before nobody waits any longer. */
const LOST_MS = 2000;
/** One entry may be ended so often: the machine may have been busy with something else. */
const ENDS = 10;
/** What a pattern may take in all: at first, and for each entry. */
const AT_FIRST_MS = 2000;
const EACH_MS = 0.02;

/** It takes longer than anybody waits. */
export class SlowPattern extends Error {}

const CR = 0x0d;
const LF = 0x0a;

/** Looks for a regular expression; `matches` in `shared/log/filter.ts` says what is found. */
export class PatternSearch implements Search {
  readonly #pattern: RegExp;
  readonly #hex: boolean;
  readonly #words: FoundWords;
  readonly #guard: Guard;
  readonly #nowMs: () => number;
  #spentMs = 0;
  #lostMs = 0;
  #examined = 0;
  /** How often the entry that it stands at was ended. */
  #ends = 0;

  constructor(
    log: RunLog,
    { hex }: Pick<LogFilter, 'hex'>,
    pattern: RegExp,
    language: Language,
    guard: Guard = guardOfThread(),
    nowMs: () => number = () => performance.now(),
  ) {
    this.#pattern = pattern;
    this.#hex = hex;
    this.#words = new FoundWords(log, language, (text) => pattern.test(text));
    this.#guard = guard;
    this.#nowMs = nowMs;
  }

  /**
   * Parts of some thousand entries at once: to begin and end the watch takes longer than hundreds of lines do.
   * @throws SlowPattern
   */
  mark(parts: readonly SearchedPart[], hits: Uint8Array): number {
    const beganMs = this.#nowMs();
    const [first] = parts;
    const from = first === undefined ? 0 : first.first + first.from;
    let reached = from;
    const isInTime = this.#guard.run(() => {
      for (const part of parts)
        for (let at = part.from; at < part.to; at += 1) {
          if (reached > from && reached % GLANCE === 0 && this.#nowMs() >= beganMs + TURN_MS) return;
          hits[part.hitsFrom + at] = this.#isFound(part, at) ? 1 : 0;
          reached = part.first + at + 1;
        }
    }, LIMIT_MS);
    this.#account(reached - from, this.#nowMs() - beganMs, isInTime);
    return reached;
  }

  #account(examined: number, tookMs: number, isInTime: boolean): void {
    this.#spentMs += tookMs;
    this.#examined += examined;
    if (examined > 0) this.#ends = 0;
    if (!isInTime) {
      this.#lostMs += tookMs;
      this.#ends += 1;
    }
    const isTooSlow = this.#spentMs > AT_FIRST_MS + this.#examined * EACH_MS;
    if (isTooSlow || this.#lostMs > LOST_MS || this.#ends >= ENDS) throw new SlowPattern();
  }

  #isFound({ block, text, first }: SearchedPart, at: number): boolean {
    if (this.#words.has(block.words[at] ?? 0, first + at)) return true;
    const flags = block.flags[at] ?? 0;
    if ((flags & NOTE) !== 0) return false;
    let from = block.startOf(at);
    let to = block.ends[at] ?? from;
    if ((flags & ODD) === 0) {
      while (from < to && isLineEnd(text.charCodeAt(from))) from += 1;
      while (to > from && isLineEnd(text.charCodeAt(to - 1))) to -= 1;
      if (this.#pattern.test(text.slice(from, to))) return true;
    } else if (this.#pattern.test(plainText(withoutLineEnds(text.slice(from, to))))) return true;
    return this.#hex && this.#pattern.test(hexColumns(text.slice(block.startOf(at), block.ends[at])));
  }
}

function isLineEnd(code: number): boolean {
  return code === CR || code === LF;
}
