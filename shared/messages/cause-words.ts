import { isPlainKey, type Translate } from './index.ts';

/** Texts of the diagnosis, which names them by the ids of its table. An id without a text stands for itself. */

export const causeTitle = (say: Translate, id: string): string => named(say, `cause.${id}`, id);

/** What to do about a cause by hand; empty where there is nothing. */
export const causeNext = (say: Translate, id: string): string => named(say, `causeNext.${id}`, '');

export const unknownWords = (say: Translate, id: string): string => named(say, `unknown.${id}`, id);

/** What a step expects; empty where nothing is said. */
export const expectedWords = (say: Translate, stepId: string): string => named(say, `expected.${stepId}`, '');

function named(say: Translate, key: string, otherwise: string): string {
  return isPlainKey(key) ? say(key) : otherwise;
}
