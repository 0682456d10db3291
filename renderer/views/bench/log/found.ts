import { patternOf } from '../../../../shared/log/pattern.ts';
import type { LogFilter } from '../../../../shared/log/filter.ts';
import type { Places } from '../../../store/log-rows.ts';

/** What is searched for in the rows. */
export interface Find {
  /** Where it is found in a text; nothing where nothing is searched. */
  in(text: string): readonly Places[];
  /** It sees lines without the line ends around them. */
  readonly isOfWords: boolean;
}

export const FIND_NOTHING: Find = { in: () => [], isOfWords: false };
/** More marks than these nobody looks at. */
const MOST_FOUND = 50;

/** Finds what a filter searches for. The service has looked at the same text, and not in vain. */
export function finder({ search, pattern: isPattern }: Pick<LogFilter, 'search' | 'pattern'>): Find {
  const read = search === '' ? null : patternOf(isPattern ? search : literal(search));
  if (read?.ok !== true) return FIND_NOTHING;
  const all = new RegExp(read.pattern, `${read.pattern.flags}g`);
  const most = isPattern && !isTame(search) ? 1 : MOST_FOUND;
  const findIn = (text: string) => {
    const found: Places[] = [];
    for (const match of text.matchAll(all)) {
      if (match[0] !== '') found.push({ from: match.index, to: match.index + match[0].length });
      if (found.length >= most) break;
    }
    return found;
  };
  return { in: findIn, isOfWords: isPattern };
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

/**
 * Expressions that repeat at more than one place may take for ever. The service has found the first match in time, and so
 * will the window; behind it nobody has looked.
 */
const isTame = (source: string): boolean => (source.match(/[*+{]/g) ?? []).length <= 1;

/** A stretch of text, and whether it was found. */
export interface Stretch {
  readonly text: string;
  readonly isFound: boolean;
}

/** A text cut where the found places, which may reach beyond it, begin and end. `at` is where it stands among them. */
export function stretches(text: string, at: number, found: readonly Places[]): readonly Stretch[] {
  const cut: Stretch[] = [];
  let done = 0;
  for (const { from, to } of found) {
    const begin = Math.max(done, from - at);
    const end = Math.min(text.length, to - at);
    if (begin >= end) continue;
    if (begin > done) cut.push({ text: text.slice(done, begin), isFound: false });
    cut.push({ text: text.slice(begin, end), isFound: true });
    done = end;
  }
  if (done < text.length) cut.push({ text: text.slice(done), isFound: false });
  return cut;
}
