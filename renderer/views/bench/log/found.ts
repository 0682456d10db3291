import { patternOf, withoutLineEnds } from '../../../../shared/log/pattern.ts';
import { hexColumns, plainText } from '../../../../shared/log/shown-bytes.ts';
import type { LogRow } from '../../../../shared/log-view.ts';
import type { LogFilter } from '../../../../shared/log/filter.ts';
import type { Places } from '../../../store/log-rows.ts';

/** Where a search is found in a row: in the words of it, in the plain text of its line, in its HEX. */
export interface Found {
  readonly words: readonly Places[];
  readonly plain: readonly Places[];
  readonly hex: readonly Places[];
}

/** Finds what is searched in a row, whose words are given. */
export type Find = (row: LogRow, words: string) => Found;

const NOTHING: Found = { words: [], plain: [], hex: [] };
export const findNothing: Find = () => NOTHING;

/** More marks than these nobody looks at. */
const MOST_FOUND = 50;
/** An expression is looked for once more only in texts of this length: it may take its square. */
const SHORT = 512;
/** A search that takes longer in one row is given up: marks are not worth it. */
const LONGEST_MS = 30;

/** Finds what the filter of the rows searches for. */
export function finder({ search, pattern: isPattern, hex }: LogFilter): Find {
  const read = search === '' ? null : patternOf(isPattern ? search : literal(search));
  if (read?.ok !== true) return findNothing;
  const all = new RegExp(read.pattern, `${read.pattern.flags}g`);
  return isPattern ? patternFinder(all, search, hex) : textFinder(all, hex);
}

const textFinder = (all: RegExp, isHex: boolean): Find => {
  const findIn = (text: string) => places(text, all, MOST_FOUND);
  return (row, words) => ({
    words: findIn(words),
    plain: row.kind === 'line' ? findIn(plainText(row.bytes)) : [],
    hex: isHex && row.kind === 'line' ? findIn(hexColumns(row.bytes)) : [],
  });
};

/**
 * Some expressions take for ever on some texts. The service has called those off, so what it has looked at is safe: the
 * words, where nothing is found there the line, where nothing is found in it its HEX, and each to the first match.
 */
function patternFinder(all: RegExp, source: string, hex: boolean): Find {
  const isTame = (source.match(/[*+{]/g) ?? []).length <= 1;
  let isGivenUp = false;
  const findIn = (text: string) => places(text, all, isTame && text.length <= SHORT ? MOST_FOUND : 1);
  const find: Find = (row, words) => {
    const inWords = findIn(words);
    if (inWords.length > 0 || row.kind === 'note') return { ...NOTHING, words: inWords };
    const inLine = findIn(plainText(withoutLineEnds(row.bytes)));
    // Each of the line ends around the words is one character.
    const ahead = LINE_ENDS_AHEAD.exec(row.bytes)?.[0].length ?? 0;
    const plain = inLine.map(({ from, to }) => ({ from: from + ahead, to: to + ahead }));
    if (plain.length > 0 || !hex) return { ...NOTHING, plain };
    return { ...NOTHING, hex: findIn(hexColumns(row.bytes)) };
  };
  return (row, words) => {
    if (isGivenUp) return NOTHING;
    const beganMs = performance.now();
    const found = find(row, words);
    isGivenUp = performance.now() - beganMs > LONGEST_MS;
    return found;
  };
}

const LINE_ENDS_AHEAD = /^[\r\n]+/;

function places(text: string, all: RegExp, most: number): readonly Places[] {
  const found: Places[] = [];
  for (const match of text.matchAll(all)) {
    if (match[0] !== '') found.push({ from: match.index, to: match.index + match[0].length });
    if (found.length >= most || (match[0] === '' && most === 1)) break;
  }
  return found;
}

const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

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
