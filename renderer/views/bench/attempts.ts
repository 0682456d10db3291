import type { LineRow, LogRow } from '../../../shared/log-view.ts';

/** What was said in a step: by attempt, and in it from command to command. */

/** A command and what came after it; null where something came before any command. */
export interface Talk {
  readonly sent: LineRow | null;
  readonly rest: readonly LogRow[];
}

export interface Attempt {
  readonly number: number;
  readonly talks: readonly Talk[];
}

/** Divides the entries of a step. */
export function attemptsOf(entries: readonly LogRow[]): readonly Attempt[] {
  const attempts: { number: number; talks: { sent: LineRow | null; rest: LogRow[] }[] }[] = [];
  for (const entry of entries) {
    if (entry.kind === 'note' && entry.event.type === 'step.started')
      attempts.push({ number: entry.event.attempt, talks: [] });
    else if (entry.kind === 'note' && entry.event.type === 'step.finished') continue;
    else {
      if (attempts.length === 0) attempts.push({ number: 1, talks: [] });
      const talks = attempts.at(-1)?.talks ?? [];
      if (entry.kind === 'line' && entry.direction === 'sent') talks.push({ sent: entry, rest: [] });
      else {
        if (talks.length === 0) talks.push({ sent: null, rest: [] });
        talks.at(-1)?.rest.push(entry);
      }
    }
  }
  return attempts;
}

/** Talks shown at once of an attempt that asked the same thing again and again: the first and the last ones. */
const FIRST_SHOWN = 1;
const LAST_SHOWN = 3;
/** Commands that a waiting step asks in turn: for the state, and for the signal. */
const POLLED = 2;

/** Divides talks into those to be shown and the number of those between them. Only repetition is folded. */
export function folded(talks: readonly Talk[]): {
  readonly first: readonly Talk[];
  readonly hidden: number;
  readonly last: readonly Talk[];
} {
  const hidden = talks.length - FIRST_SHOWN - LAST_SHOWN;
  const commands = new Set(talks.map(({ sent }) => sent?.bytes));
  if (hidden <= 1 || commands.size > POLLED) return { first: talks, hidden: 0, last: [] };
  return { first: talks.slice(0, FIRST_SHOWN), hidden, last: talks.slice(-LAST_SHOWN) };
}
