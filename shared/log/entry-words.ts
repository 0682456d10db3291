import { meaningWords } from '../codes/words.ts';
import { meaningOfEntry } from './line-meaning.ts';
import type { LineEntry, NoteEntry } from './log-entry.ts';
import type { Translate } from '../messages/index.ts';
import { noteWords } from './note-words.ts';

/** What the code in a received line means; empty where there is none. */
export function lineWords(say: Translate, entry: LineEntry): string {
  const meaning = meaningOfEntry(entry);
  return meaning === null ? '' : meaningWords(say, meaning);
}

/** What the log says of an entry in the language of the window: all of a note, and what stands behind a line. */
export function entryWords(say: Translate, entry: LineEntry | Pick<NoteEntry, 'kind' | 'event'>): string {
  return entry.kind === 'note' ? noteWords(say, entry.event) : lineWords(say, entry);
}
