import type { DatabaseSync } from 'node:sqlite';
import { createRunText, type RunText } from '../search/run-text.ts';
import { ownersOfWord } from '../search/shared-lines.ts';
import { createPartReader, type ReadPart } from '../search/text-groups.ts';
import { folded } from '../search/words.ts';
import type { FilteredRun } from './run-filter.ts';

/**
 * Looks for words in the text of runs: in their groups, each once for all runs of it, or in the facts and bytes
 * themselves where the text index does not have a run. Throws what the database throws.
 */
export class WordSearch {
  readonly #words: readonly Buffer[];
  readonly #readPart: ReadPart;
  readonly #textOf: RunText;
  /** The bits of the runs that have all words, by group. */
  readonly #groups = new Map<number, number>();

  constructor(database: DatabaseSync, words: readonly Buffer[]) {
    this.#words = words;
    this.#readPart = createPartReader(database);
    this.#textOf = createRunText(database);
  }

  /** Whether a run has all words, if its group was searched before; null when it has to be looked for. */
  known({ group, place }: FilteredRun): boolean | null {
    const bits = group === null ? undefined : this.#groups.get(group);
    return bits === undefined ? null : (bits & (1 << place)) !== 0;
  }

  /** Looks for it; what is yielded on the way are only chances to pause. */
  *look({ key, group, place }: FilteredRun): Generator<void, boolean> {
    if (group === null) return yield* this.#searchRun(key);
    const bits = yield* this.#searchGroup(group);
    this.#groups.set(group, bits);
    return (bits & (1 << place)) !== 0;
  }

  *#searchGroup(group: number): Generator<void, number> {
    const found = this.#words.map(() => 0);
    let part = 0;
    for (let read = this.#readPart(group, part); read !== null; read = this.#readPart(group, part)) {
      for (const [at, word] of this.#words.entries()) found[at] = (found[at] ?? 0) | ownersOfWord(read, word);
      part += 1;
      yield;
    }
    return found.reduce((all, each) => all & each, -1);
  }

  *#searchRun(key: number): Generator<void, boolean> {
    let missing = this.#words;
    for (const lines of this.#textOf(key)) {
      const text = Buffer.from(folded(lines.join('\n')));
      missing = missing.filter((word) => !text.includes(word));
      if (missing.length === 0) return true;
      yield;
    }
    return false;
  }
}
