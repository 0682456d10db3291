import type { RunEvent } from '../../shared/events.ts';
import { linesOfFact } from '../../shared/log/cited-lines.ts';
import type { LineRange } from '../../shared/log/exchange-lines.ts';
import type { LogBook } from '../../shared/log/log-book.ts';
import { lineText, type LogEntry } from '../../shared/log/log-entry.ts';
import { compareEntries } from '../../shared/log/log-order.ts';
import type { PlacedLines } from '../../shared/log/placed-lines.ts';
import type { StepNumber } from '../../shared/plan.ts';

/** A log book of which nothing was taken out, as one who has all of it looks at it. */

/** Everything from the beginning of a step to its end. */
export function linesOfStep(book: LogBook, step: StepNumber): readonly LogEntry[] {
  return book.spansOf(step).flatMap(({ from, to }) =>
    book.entries.filter((entry) => {
      if (compareEntries(entry, from) < 0) return false;
      if (to === null) return true;
      // A step that the next one cut short has no end of its own.
      const order = compareEntries(entry, to);
      return order < 0 || (order === 0 && to.event.type === 'step.finished');
    }),
  );
}

/** Where a line stands; -1 where there is none of this number. */
export function placeOfLine({ entries }: LogBook, no: number): number {
  return entries.findIndex((entry) => entry.kind === 'line' && entry.no === no);
}

/** The lines that a fact tells of; null where none are in the log. */
export function citedLines({ entries }: LogBook, event: RunEvent): LineRange | null {
  return linesOfFact(placedLines(entries), event);
}

function placedLines(entries: readonly LogEntry[]): PlacedLines {
  const lineAt = (index: number) => {
    const entry = entries[index];
    return entry?.kind === 'line' ? entry : null;
  };
  return {
    length: entries.length,
    timeAt: (index) => entries[index]?.elapsedMs ?? 0,
    directionAt: (index) => lineAt(index)?.direction ?? null,
    numberAt: (index) => lineAt(index)?.no ?? 0,
    textAt: (index) => {
      const line = lineAt(index);
      return line === null ? '' : lineText(line);
    },
  };
}
