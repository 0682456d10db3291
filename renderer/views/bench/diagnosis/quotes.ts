import type { RunEvent } from '../../../../shared/events.ts';
import { isCitable } from '../../../../shared/log/cited-lines.ts';
import type { LineRange } from '../../../../shared/log/exchange-lines.ts';
import type { Translate } from '../../../../shared/messages/index.ts';
import { noteWords } from '../../../../shared/log/note-words.ts';
import { quotedWords, type QuotedWords } from '../../../../shared/log/quoted-words.ts';
import type { CitedLines } from '../../../service/log/citations.ts';

/** Something that came, as it is quoted. */
export interface Quote extends QuotedWords {
  /** Where the newest of them stands in the log. */
  readonly lines: LineRange | null;
  readonly times: number;
}

const QUOTES_SHOWN = 3;

/** What facts have to say, each text once and the newest last; `known` are the lines that tell them. */
export function quotesOf(say: Translate, known: CitedLines, events: readonly RunEvent[]): readonly Quote[] {
  const quotes = new Map<string, Quote>();
  for (const event of events) {
    const lines = known.get(event.seq) ?? null;
    for (const { text, isSaid, meaning } of quotedWords(say, event)) {
      const times = (quotes.get(text)?.times ?? 0) + 1;
      quotes.delete(text);
      quotes.set(text, { text, isSaid, meaning, lines, times });
    }
  }
  return [...quotes.values()].slice(-QUOTES_SHOWN);
}

/** Facts that no line tells, in words, each once: what this computer sees of the broker, a port that went away. */
export function unlisted(say: Translate, known: CitedLines, events: readonly RunEvent[]): readonly string[] {
  const words = events
    .filter((event) => !isCitable(event) || known.get(event.seq) === null)
    .map((event) => noteWords(say, event));
  return [...new Set(words)].filter((each) => each !== '');
}
