import type { DatabaseSync } from 'node:sqlite';
import { createRunText } from '../search/run-text.ts';
import { ownersOfWord } from '../search/shared-lines.ts';
import { createPartReader } from '../search/text-groups.ts';
import { folded } from '../search/words.ts';
import type { FilteredRun } from './run-filter.ts';

/** Whether a run has all words; what it yields on the way are only chances to pause. */
export type HasWords = (run: FilteredRun) => Generator<void, boolean>;

/**
 * Looks for words in the text of runs: in their groups, each once for all runs of it, or in the facts and bytes
 * themselves where the text index does not have a run. Throws what the database throws.
 */
export function createWordSearch(database: DatabaseSync, words: readonly Buffer[]): HasWords {
  const readPart = createPartReader(database);
  const textOf = createRunText(database);
  const groups = new Map<number, number>();

  /** The bits of the runs of a group that have all words. */
  function* searchGroup(group: number): Generator<void, number> {
    const found = words.map(() => 0);
    let part = 0;
    for (let read = readPart(group, part); read !== null; read = readPart(group, part)) {
      for (const [at, word] of words.entries()) found[at] = (found[at] ?? 0) | ownersOfWord(read, word);
      part += 1;
      yield;
    }
    return found.reduce((all, each) => all & each, -1);
  }

  function* searchRun(key: number): Generator<void, boolean> {
    let missing = words;
    for (const lines of textOf(key)) {
      const text = Buffer.from(folded(lines.join('\n')));
      missing = missing.filter((word) => !text.includes(word));
      if (missing.length === 0) return true;
      yield;
    }
    return false;
  }

  return function* hasWords({ key, group, place }) {
    if (group === null) return yield* searchRun(key);
    const bits = groups.get(group) ?? (yield* searchGroup(group));
    groups.set(group, bits);
    return (bits & (1 << place)) !== 0;
  };
}
