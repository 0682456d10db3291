import { meaningOf } from '../../../../shared/codes/meaning.ts';
import { meaningWords } from '../../../../shared/codes/words.ts';
import type { RunEvent } from '../../../../shared/events.ts';
import { citedLines } from '../../../../shared/log/cited-lines.ts';
import type { LineRange, LogBook } from '../../../../shared/log/log-book.ts';
import { visible } from '../../../../shared/log-text.ts';
import type { Translate } from '../../../../shared/messages/index.ts';
import { noteWords } from '../../../../shared/log/note-words.ts';

/** Something that came, as it is quoted. */
export interface Quote {
  readonly text: string;
  /** The module's own words; else this program's about them. */
  readonly isSaid: boolean;
  /** What the codes in them mean; empty where there are none. */
  readonly meaning: string;
  /** Where the newest of them stands in the log. */
  readonly lines: LineRange | null;
  readonly times: number;
}

/** Lines of an answer that are quoted; of longer ones the last, where the result stands. */
const LINES_QUOTED = 3;
const QUOTES_SHOWN = 3;

/** What facts have to say, each text once and the newest last. */
export function quotesOf(say: Translate, book: LogBook, events: readonly RunEvent[]): readonly Quote[] {
  const quotes = new Map<string, Quote>();
  for (const event of events) {
    const lines = citedLines(book, event);
    for (const { text, isSaid, meaning } of wordsOf(say, event)) {
      const times = (quotes.get(text)?.times ?? 0) + 1;
      quotes.delete(text);
      quotes.set(text, { text, isSaid, meaning, lines, times });
    }
  }
  return [...quotes.values()].slice(-QUOTES_SHOWN);
}

function wordsOf(say: Translate, event: RunEvent): readonly Pick<Quote, 'text' | 'isSaid' | 'meaning'>[] {
  const note = noteWords(say, event);
  const own = note === '' ? [] : [{ text: note, isSaid: false, meaning: '' }];
  switch (event.type) {
    case 'at.exchanged': {
      const lines = event.lines.slice(-LINES_QUOTED);
      return lines.length === 0 ? own : [said(say, lines), ...own];
    }
    case 'at.unsolicited':
    case 'at.late':
      return [said(say, [event.line])];
    case 'measurement.recorded': {
      const { name, value, unit } = event;
      return [
        {
          text: [name, value ?? '–', unit].filter((part) => part !== null).join(' '),
          isSaid: true,
          meaning: '',
        },
      ];
    }
    default:
      return own;
  }
}

function said(say: Translate, lines: readonly string[]): Pick<Quote, 'text' | 'isSaid' | 'meaning'> {
  const meanings = lines.flatMap((line) => {
    const meaning = meaningOf(line);
    return meaning === null ? [] : [meaningWords(say, meaning)];
  });
  return { text: lines.map(visible).join(' · '), isSaid: true, meaning: meanings.join('; ') };
}

/** Facts that no line tells, in words, each once: what this computer sees of the broker, a port that went away. */
export function unlisted(say: Translate, book: LogBook, events: readonly RunEvent[]): readonly string[] {
  const words = events
    .filter((event) => citedLines(book, event) === null)
    .map((event) => noteWords(say, event));
  return [...new Set(words)].filter((each) => each !== '');
}
