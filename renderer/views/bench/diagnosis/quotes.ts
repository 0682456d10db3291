import type { RunEvent } from '../../../../shared/events.ts';
import { citedLines } from '../../../../shared/log/cited-lines.ts';
import type { LineRange, LogBook } from '../../../../shared/log/log-book.ts';
import { visible } from '../../../../shared/log-text.ts';
import type { Translate } from '../../../../shared/messages/index.ts';
import { noteWords } from '../note-words.ts';

/** Something that came, as it is quoted. */
export interface Quote {
  readonly text: string;
  /** The module's own words; else this program's about them. */
  readonly isSaid: boolean;
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
    for (const { text, isSaid } of wordsOf(say, event)) {
      const times = (quotes.get(text)?.times ?? 0) + 1;
      quotes.delete(text);
      quotes.set(text, { text, isSaid, lines, times });
    }
  }
  return [...quotes.values()].slice(-QUOTES_SHOWN);
}

function wordsOf(say: Translate, event: RunEvent): readonly Pick<Quote, 'text' | 'isSaid'>[] {
  const note = noteWords(say, event);
  const own = note === '' ? [] : [{ text: note, isSaid: false }];
  switch (event.type) {
    case 'at.exchanged': {
      const said = event.lines.slice(-LINES_QUOTED).map(visible).join(' · ');
      return said === '' ? own : [{ text: said, isSaid: true }, ...own];
    }
    case 'at.unsolicited':
    case 'at.late':
      return [{ text: visible(event.line), isSaid: true }];
    case 'measurement.recorded': {
      const { name, value, unit } = event;
      return [{ text: [name, value ?? '–', unit].filter((part) => part !== null).join(' '), isSaid: true }];
    }
    default:
      return own;
  }
}
