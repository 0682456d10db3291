import { assertNever } from '../assert-never.ts';
import { wordsBehind } from '../codes/record-words.ts';
import { noteText, visible } from '../log-text.ts';
import type { StepNumber } from '../plan.ts';
import { meaningOfEntry } from './line-meaning.ts';
import type { LogBook } from './log-book.ts';
import type { LogEntry } from './log-entry.ts';
import { patternOf, withoutLineEnds } from './pattern.ts';
import { hexColumns, plainText } from './shown-bytes.ts';

/** What of a log can be shown. */
export const LOG_SHOWS = ['all', 'sent', 'received', 'unsolicited', 'notes'] as const;

export interface LogFilter {
  readonly show: (typeof LOG_SHOWS)[number];
  /** Part of the shown text, in either case; empty for all. */
  readonly search: string;
  /** The search is a regular expression, which sees lines without the line ends around them. */
  readonly pattern: boolean;
  /** Lines are searched as pairs of hexadecimal digits, too. */
  readonly hex: boolean;
  /** Only what belongs to this step; null for all. */
  readonly step: StepNumber | null;
  /** An exchange that comes again, word for word, is shown once, with a count: see `LineRow.repeats`. */
  readonly folded: boolean;
}

export const NO_FILTER: LogFilter = {
  show: 'all',
  search: '',
  pattern: false,
  hex: false,
  step: null,
  folded: false,
};

/** Words as they are shown: all of a note, and what stands behind a line. Searches look in them. */
export type LogWording = (entry: LogEntry) => string;

const RECORD_WORDING: LogWording = (entry) =>
  entry.kind === 'note' ? visible(noteText(entry.event) ?? '') : wordsBehind(meaningOfEntry(entry));

/** Whether a filter lets an entry of a book through. */
export function matches(
  entry: LogEntry,
  filter: LogFilter,
  book: Pick<LogBook, 'stepOf'>,
  wording: LogWording = RECORD_WORDING,
): boolean {
  return entryTest(filter, book, wording)(entry);
}

/** What lets the entries of a book through. */
export function entryTest(
  filter: LogFilter,
  book: Pick<LogBook, 'stepOf'>,
  wording: LogWording,
): (entry: LogEntry) => boolean {
  const { show, search, step } = filter;
  const isFound = filter.pattern ? patternTest(filter, wording) : textTest(filter, wording);
  return (entry) =>
    isShown(entry, show) &&
    (step === null || book.stepOf(entry) === step) &&
    (search === '' || isFound(entry));
}

/** A pattern that is none finds nothing. */
function patternTest({ search, hex }: LogFilter, wording: LogWording): (entry: LogEntry) => boolean {
  const read = patternOf(search);
  if (!read.ok) return () => false;
  const isIn = (text: string) => read.pattern.test(text);
  return (entry) =>
    isIn(wording(entry)) ||
    (entry.kind === 'line' &&
      (isIn(plainText(withoutLineEnds(entry.bytes))) || (hex && isIn(hexColumns(entry.bytes)))));
}

function textTest({ search, hex }: LogFilter, wording: LogWording): (entry: LogEntry) => boolean {
  const wanted = search.toLowerCase();
  const isOfLines = !MADE_VISIBLE.test(wanted);
  const isIn = (text: string) => text.toLowerCase().includes(wanted);
  return (entry) => {
    if (isIn(wording(entry))) return true;
    if (entry.kind === 'note') return false;
    const text = isOfLines && PLAIN.test(entry.bytes) ? entry.bytes : plainText(entry.bytes);
    return isIn(text) || (hex && isIn(hexColumns(entry.bytes)));
  };
}

/** Bytes that are shown as they are but for their line ends, so that a search need not make them visible. */
const PLAIN = /^[\r\n -~]*$/;
/** What such line ends are, or are shown as. */
const MADE_VISIBLE = /[\r\n␍␊]/;

function isShown(entry: LogEntry, show: LogFilter['show']): boolean {
  switch (show) {
    case 'all':
      return true;
    case 'notes':
      return entry.kind === 'note';
    case 'sent':
    case 'received':
      return entry.kind === 'line' && entry.direction === show;
    case 'unsolicited':
      return entry.kind === 'line' && entry.unsolicited;
    default:
      return assertNever(show);
  }
}
