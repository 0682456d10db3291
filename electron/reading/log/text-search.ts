import type { LogFilter } from '../../../shared/log/filter.ts';
import { plainText } from '../../../shared/log/shown-bytes.ts';
import type { Language } from '../../../shared/messages/index.ts';
import { NOTE, ODD } from './block.ts';
import { hexPattern } from './hex-pattern.ts';
import type { RunLog } from './run-log.ts';
import { endOf, FoundWords, type Search, type SearchedPart } from './search.ts';

/** What lines have and never show, and so is never found in them. */
const NEVER_SHOWN = /[\r\n]/;

/**
 * Looks for a part of the shown text, in either case. Lines that are shown as they are, which most are, are searched all
 * at once; `matches` in `shared/log/filter.ts` says what is found.
 */
export class TextSearch implements Search {
  readonly #wanted: string;
  /** As it stands among the bytes; null where it cannot. */
  readonly #asBytes: string | null;
  readonly #hex: RegExp | null;
  readonly #words: FoundWords;

  constructor(log: RunLog, { search, hex }: LogFilter, language: Language) {
    this.#wanted = search.toLowerCase();
    const isShown = !NEVER_SHOWN.test(this.#wanted);
    this.#asBytes = isShown ? this.#wanted.replaceAll('␍', '\r').replaceAll('␊', '\n') : null;
    this.#hex = hex ? hexPattern(this.#wanted) : null;
    this.#words = new FoundWords(log, language, (text) => text.toLowerCase().includes(this.#wanted));
  }

  mark(parts: readonly SearchedPart[], hits: Uint8Array): number {
    for (const part of parts) {
      this.#markText(part, hits);
      this.#markHex(part, hits);
      this.#markOthers(part, hits);
    }
    return endOf(parts);
  }

  #markText({ block, text, from, to, hitsFrom }: SearchedPart, hits: Uint8Array): void {
    const wanted = this.#asBytes;
    if (wanted === null) return;
    const first = block.startOf(from);
    const shown = text.slice(first, block.startOf(to)).toLowerCase();
    let entry = from;
    for (let at = shown.indexOf(wanted); at >= 0; ) {
      while ((block.ends[entry] ?? 0) - first <= at) entry += 1;
      const end = (block.ends[entry] ?? 0) - first;
      const isWithin = at + wanted.length <= end;
      if (isWithin && ((block.flags[entry] ?? 0) & ODD) === 0) hits[hitsFrom + entry] = 1;
      at = shown.indexOf(wanted, isWithin ? end : at + 1);
    }
  }

  #markHex({ block, text, from, to, hitsFrom }: SearchedPart, hits: Uint8Array): void {
    const pattern = this.#hex;
    if (pattern === null) return;
    const end = block.startOf(to);
    let entry = from;
    pattern.lastIndex = block.startOf(from);
    for (let found = pattern.exec(text); found !== null && found.index < end; found = pattern.exec(text)) {
      while ((block.ends[entry] ?? 0) <= found.index) entry += 1;
      const entryEnd = block.ends[entry] ?? 0;
      const isWithin = found.index + found[0].length <= entryEnd;
      if (isWithin) hits[hitsFrom + entry] = 1;
      pattern.lastIndex = isWithin ? entryEnd : found.index + 1;
    }
  }

  /** Words, and lines that are not shown as they are. */
  #markOthers({ block, text, first, from, to, hitsFrom }: SearchedPart, hits: Uint8Array): void {
    for (let at = from; at < to; at += 1) {
      if (hits[hitsFrom + at] === 1) continue;
      const flags = block.flags[at] ?? 0;
      if (this.#words.has(block.words[at] ?? 0, first + at)) hits[hitsFrom + at] = 1;
      else if ((flags & (ODD | NOTE)) === ODD) {
        const shown = plainText(text.slice(block.startOf(at), block.ends[at]));
        if (shown.toLowerCase().includes(this.#wanted)) hits[hitsFrom + at] = 1;
      }
    }
  }
}
