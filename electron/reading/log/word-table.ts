import { meaningWords } from '../../../shared/codes/words.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { meaningOfEntry } from '../../../shared/log/line-meaning.ts';
import type { LineEntry, LogEntry } from '../../../shared/log/log-entry.ts';
import { noteWords } from '../../../shared/log/note-words.ts';
import { type Language, type Translate, translator } from '../../../shared/messages/index.ts';

/** What is shown beside the bytes of an entry, in each language. */
export type Words = Readonly<Record<Language, string>>;

/** No words. */
export const NO_WORDS = 0;
/** Words that found no place in the table. */
export const UNLISTED = 0xffff;

/** Lines whose words are kept in mind, as the same answers come again and again; no line with a code is longer. */
const LINES_KEPT = 4096;
const LONGEST_KEPT = 200;
/** Characters of all words together. */
const MOST_TEXT = 4_000_000;

const SAY: Readonly<Record<Language, Translate>> = { en: translator('en'), 'zh-CN': translator('zh-CN') };
const EMPTY: Words = { en: '', 'zh-CN': '' };

/** What is shown beside the bytes of an entry: all of a note, and what a line means. */
export function wordsOf(entry: LogEntry): Words {
  return entry.kind === 'note' ? wordsOfNote(entry.event) : wordsOfLine(entry);
}

function wordsOfNote(event: RunEvent): Words {
  return { en: noteWords(SAY.en, event), 'zh-CN': noteWords(SAY['zh-CN'], event) };
}

function wordsOfLine(line: LineEntry): Words {
  const meaning = meaningOfEntry(line);
  if (meaning === null) return EMPTY;
  return { en: meaningWords(SAY.en, meaning), 'zh-CN': meaningWords(SAY['zh-CN'], meaning) };
}

/** The words that are shown in a log, each once: what is said in a log is said many times. */
export class WordTable {
  readonly #words: Words[] = [EMPTY];
  readonly #ids = new Map<string, number>([[keyOf(EMPTY), NO_WORDS]]);
  #lines = new Map<string, number>();
  #text = 0;

  /** How many there are. */
  get length(): number {
    return this.#words.length;
  }

  /** The number of an entry's words; `UNLISTED` where the table is full. */
  idOf(entry: LogEntry): number {
    if (entry.kind === 'note') return this.#listed(wordsOfNote(entry.event));
    if (entry.direction === 'sent' || entry.open) return NO_WORDS;
    const known = this.#lines.get(entry.bytes);
    if (known !== undefined) return known;
    const id = this.#listed(wordsOfLine(entry));
    if (this.#lines.size >= LINES_KEPT) this.#lines = new Map();
    if (entry.bytes.length <= LONGEST_KEPT) this.#lines.set(entry.bytes, id);
    return id;
  }

  /** Words by their number. */
  at(id: number): Words {
    return this.#words[id] ?? EMPTY;
  }

  #listed(words: Words): number {
    const key = keyOf(words);
    const known = this.#ids.get(key);
    if (known !== undefined) return known;
    if (this.#words.length >= UNLISTED || this.#text >= MOST_TEXT) return UNLISTED;
    this.#text += key.length;
    this.#words.push(words);
    this.#ids.set(key, this.#words.length - 1);
    return this.#words.length - 1;
  }
}

function keyOf(words: Words): string {
  return `${words.en}\u0000${words['zh-CN']}`;
}
