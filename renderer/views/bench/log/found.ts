import type { LogFilter } from '../../../../shared/log/filter.ts';
import type { Places } from '../../../store/log-rows.ts';

/** Where a search is found in a text; nothing where nothing is searched. */
export type Find = (text: string) => readonly Places[];

export const FIND_NOTHING: Find = () => [];
/** More marks than these nobody looks at. */
const MOST_FOUND = 50;

/** Finds what a filter searches for. The service has looked at the same text, and not in vain. */
export function finder({ search, pattern }: Pick<LogFilter, 'search' | 'pattern'>): Find {
  if (search === '') return FIND_NOTHING;
  const regular = pattern ? compiled(search) : compiled(literal(search));
  if (regular === null) return FIND_NOTHING;
  const most = pattern && !isTame(search) ? 1 : MOST_FOUND;
  return (text) => {
    const found: Places[] = [];
    for (const match of text.matchAll(regular)) {
      if (match[0] !== '') found.push({ from: match.index, to: match.index + match[0].length });
      if (found.length >= most) break;
    }
    return found;
  };
}

function compiled(source: string): RegExp | null {
  try {
    return new RegExp(source, 'giu');
  } catch {
    return null;
  }
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
