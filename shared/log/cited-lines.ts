import type { RunEvent } from '../events.ts';
import { type LineRange, linesOfExchange } from './exchange-lines.ts';
import { linesBack, type PlacedLines } from './placed-lines.ts';

/** A fact is stated once its line is complete, which takes its time on a slow line. */
const SLACK_MS = 2000;

/** Whether lines of the log may tell a fact; of others none ever does. */
export const isCitable = ({ type }: RunEvent): boolean =>
  type === 'at.exchanged' ||
  type === 'at.unsolicited' ||
  type === 'at.late' ||
  type === 'measurement.recorded';

/** The lines of a log that a fact tells of; null where none are in it. */
export function linesOfFact(log: PlacedLines, event: RunEvent): LineRange | null {
  switch (event.type) {
    case 'at.exchanged':
      return linesOfExchange(log, event);
    case 'at.unsolicited':
    case 'at.late':
      return lineOfText(log, event);
    case 'measurement.recorded':
      return talkBefore(log, event.elapsedMs);
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
  log: PlacedLines,
  { line, elapsedMs }: Extract<RunEvent, { type: 'at.unsolicited' | 'at.late' }>,
): LineRange | null {
  const said = line.trim();
  for (const index of linesBack(log, elapsedMs - SLACK_MS, elapsedMs)) {
    if (log.directionAt(index) !== 'received' || log.textAt(index).trim() !== said) continue;
    return { first: log.numberAt(index), last: log.numberAt(index) };
  }
  return null;
}

/** A measurement is taken from the answer that came just before it: the newest command, and what followed. */
function talkBefore(log: PlacedLines, elapsedMs: number): LineRange | null {
  let last: number | null = null;
  for (const index of linesBack(log, elapsedMs - SLACK_MS, elapsedMs)) {
    last ??= log.numberAt(index);
    if (log.directionAt(index) === 'sent') return { first: log.numberAt(index), last };
  }
  return null;
}
