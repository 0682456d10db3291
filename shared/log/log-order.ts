import type { LogEntry } from './log-entry.ts';

/** At one time: notes that lead, lines in the order of the trace, the other notes in the order of the facts. */
export function rankOf(entry: LogEntry): number {
  return entry.kind === 'line' ? 1 : entry.leads ? 0 : 2;
}

/** A line's number, or that of a note's fact. */
export function numberOf(entry: LogEntry): number {
  return entry.kind === 'line' ? entry.no : entry.event.seq;
}

/** The order of the log; negative when `a` stands ahead of `b`. Only what became of an entry is equal to it. */
export function compareEntries(a: LogEntry, b: LogEntry): number {
  return a.elapsedMs - b.elapsedMs || rankOf(a) - rankOf(b) || numberOf(a) - numberOf(b);
}

/** How many of `items`, which begin with all that `isAhead` accepts, it accepts. */
export function countAhead<Item>(items: readonly Item[], isAhead: (item: Item) => boolean): number {
  let from = 0;
  let to = items.length;
  while (from < to) {
    const middle = (from + to) >>> 1;
    const item = items[middle];
    if (item !== undefined && isAhead(item)) from = middle + 1;
    else to = middle;
  }
  return from;
}

/**
 * Puts `fresh` into `entries`, both in the order of the log, moving no more than has to make room.
 * @returns the index of the first entry that is not where it was
 */
export function mergeEntries(entries: LogEntry[], fresh: readonly LogEntry[]): number {
  let old = entries.length - 1;
  let next = fresh.length - 1;
  let at = entries.length + fresh.length - 1;
  for (const entry of fresh) entries.push(entry);
  for (; next >= 0; at -= 1) {
    const ahead = entries[old];
    const entry = fresh[next];
    if (entry === undefined) break;
    if (ahead !== undefined && compareEntries(ahead, entry) > 0) {
      entries[at] = ahead;
      old -= 1;
    } else {
      entries[at] = entry;
      next -= 1;
    }
  }
  return at + 1;
}
