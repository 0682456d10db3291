import { codes } from '../messages/en/codes.ts';
import { translatorOf } from '../messages/language.ts';
import type { Meaning } from './meaning.ts';
import { meaningWords } from './words.ts';

/** Log files are for anybody, also for those who have no window in their language. */
const say = translatorOf(codes);

/** What stands behind a received line in a text file: two blanks, a dash, its meaning. Empty where it has none. */
export function wordsBehind(meaning: Meaning | null): string {
  return meaning === null ? '' : `  — ${meaningWords(say, meaning)}`;
}
