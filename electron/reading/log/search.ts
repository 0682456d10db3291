import type { Language } from '../../../shared/messages/index.ts';
import type { Block } from './block.ts';
import type { RunLog } from './run-log.ts';
import { UNLISTED } from './word-table.ts';

/** Entries of a block that are looked at, by their places in it. */
export interface SearchedPart {
  readonly block: Block;
  /** The bytes of the whole block. */
  readonly text: string;
  /** Where the block begins in the log, and in the list of hits. */
  readonly first: number;
  readonly hitsFrom: number;
  readonly from: number;
  readonly to: number;
}

export interface Search {
  /**
   * Sets `hits` to 1 where something is found. Returns how far in the log it came, which may not be the end: it is asked
   * again then.
   */
  mark(parts: readonly SearchedPart[], hits: Uint8Array): number;
}

/** Where parts that stand one behind the other end in the log. */
export function endOf(parts: readonly SearchedPart[]): number {
  const last = parts.at(-1);
  return last === undefined ? 0 : last.first + last.to;
}

/** Asks of each words once whether something is found in them. */
export class FoundWords {
  readonly #log: RunLog;
  readonly #language: Language;
  readonly #isFound: (text: string) => boolean;
  /** By number: whether it was found; undefined where it was not looked for yet. */
  readonly #known: (boolean | undefined)[] = [];

  constructor(log: RunLog, language: Language, isFound: (text: string) => boolean) {
    this.#log = log;
    this.#language = language;
    this.#isFound = isFound;
  }

  /** Whether it is in the words of the entry at a place in the log, which have this number. */
  has(words: number, index: number): boolean {
    const known = this.#known[words];
    if (known !== undefined) return known;
    if (words === UNLISTED) return this.#isFound(this.#log.wordsAt(index)[this.#language]);
    const isFound = this.#isFound(this.#log.words.at(words)[this.#language]);
    this.#known[words] = isFound;
    return isFound;
  }
}
