import type { RunEvent } from '../events.ts';
import type { LineRange, LogBook } from './log-book.ts';
import { lineText, type LineEntry } from './log-entry.ts';

/** A fact is stated once its line is complete, which takes its time on a slow line. */
const SLACK_MS = 2000;

/** Whether lines of the log may tell a fact; of others none ever does. */
export const isCitable = ({ type }: RunEvent): boolean =>
  type === 'at.exchanged' ||
  type === 'at.unsolicited' ||
  type === 'at.late' ||
  type === 'measurement.recorded';

/** The lines of the log that a fact tells of; null where none are in it. */
export function citedLines(book: LogBook, event: RunEvent): LineRange | null {
  switch (event.type) {
    case 'at.exchanged':
      return book.lineRangeOfExchange(event);
    case 'at.unsolicited':
    case 'at.late':
      return lineOfText(book, event);
    case 'measurement.recorded':
      return talkBefore(book, event.elapsedMs);
    default:
      return null;
  }
}

/** Ranges in the order of the log, those that touch each other as one. */
export function joinedRanges(ranges: readonly LineRange[]): readonly LineRange[] {
  const joined: LineRange[] = [];
  for (const range of ranges.toSorted((one, other) => one.first - other.first)) {
    const before = joined.at(-1);
    if (before === undefined || range.first > before.last + 1) joined.push(range);
    else joined[joined.length - 1] = { first: before.first, last: Math.max(before.last, range.last) };
  }
  return joined;
}

/** The newest received line of these words that had begun when they were stated. */
function lineOfText(
  book: LogBook,
  { line, elapsedMs }: Extract<RunEvent, { type: 'at.unsolicited' | 'at.late' }>,
): LineRange | null {
  const said = linesBetween(book, elapsedMs - SLACK_MS, elapsedMs).findLast(
    (entry) => entry.direction === 'received' && lineText(entry).trim() === line.trim(),
  );
  return said === undefined ? null : { first: said.no, last: said.no };
}

/** A measurement is taken from the answer that came just before it: the newest command, and what followed. */
function talkBefore(book: LogBook, elapsedMs: number): LineRange | null {
  const lines = linesBetween(book, elapsedMs - SLACK_MS, elapsedMs);
  const asked = lines.findLast(({ direction }) => direction === 'sent');
  const last = lines.at(-1);
  return asked === undefined || last === undefined ? null : { first: asked.no, last: last.no };
}

function linesBetween(book: LogBook, fromMs: number, toMs: number): readonly LineEntry[] {
  return book.range(fromMs, toMs).filter((entry) => entry.kind === 'line');
}
