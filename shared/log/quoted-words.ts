import { meaningOf } from '../codes/meaning.ts';
import { meaningWords } from '../codes/words.ts';
import type { RunEvent } from '../events.ts';
import { visible } from '../log-text.ts';
import type { Translate } from '../messages/index.ts';
import { noteWords } from './note-words.ts';

/** Something that came, as it is quoted. */
export interface QuotedWords {
  readonly text: string;
  /** The module's own words; else this program's about them. */
  readonly isSaid: boolean;
  /** What the codes in them mean; empty where there are none. */
  readonly meaning: string;
}

/** Lines of an answer that are quoted; of longer ones the last, where the result stands. */
const LINES_QUOTED = 3;

/** What a fact has to say: the end of an answer, a line, a measurement, or a note. */
export function quotedWords(say: Translate, event: RunEvent): readonly QuotedWords[] {
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

function said(say: Translate, lines: readonly string[]): QuotedWords {
  const meanings = lines.flatMap((line) => {
    const meaning = meaningOf(line);
    return meaning === null ? [] : [meaningWords(say, meaning)];
  });
  return { text: lines.map(visible).join(' · '), isSaid: true, meaning: meanings.join('; ') };
}
