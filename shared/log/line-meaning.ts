import { type Meaning, meaningOf } from '../codes/meaning.ts';
import { type LineEntry, lineText } from './log-entry.ts';

/** What a line of the log means. What was sent means nothing, and of a line that may still grow nobody knows. */
export function meaningOfEntry(entry: LineEntry): Meaning | null {
  return entry.direction === 'sent' || entry.open ? null : meaningOf(lineText(entry));
}
