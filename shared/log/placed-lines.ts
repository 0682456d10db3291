import type { Direction } from './log-entry.ts';

/** The entries of a log in order of time, by their places, wherever they are kept. */
export interface PlacedLines {
  readonly length: number;
  timeAt(index: number): number;
  /** Null where a note stands. */
  directionAt(index: number): Direction | null;
  /** The number of a line. */
  numberAt(index: number): number;
  /** The text of a line as the engine reads it. */
  textAt(index: number): string;
}

/** How many entries came up to a moment. */
export function countUntil(log: PlacedLines, elapsedMs: number): number {
  let from = 0;
  let to = log.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    if (log.timeAt(middle) <= elapsedMs) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The places of the lines between two times, both included, the newest first. */
export function* linesBack(log: PlacedLines, fromMs: number, toMs: number): Generator<number> {
  for (let index = countUntil(log, toMs) - 1; index >= 0 && log.timeAt(index) >= fromMs; index -= 1)
    if (log.directionAt(index) !== null) yield index;
}
