import { meaningOf } from '../../../shared/codes/meaning.ts';
import { meaningWords } from '../../../shared/codes/words.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { noteWords } from '../../../shared/log/note-words.ts';
import { excerpt } from './excerpt.ts';
import { type Html, html } from './html.ts';
import { measuredName, measuredWords } from './words.ts';
import type { ReportSay } from './texts.ts';

/** Facts as a report quotes them: what was sent, what came, what was measured. */

type EventOf<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;

/** Lines of an answer that are quoted; of longer ones the last, where the result stands. */
const LINES_QUOTED = 4;

/** One fact in a list of what an outcome rests on. */
export function quotedFact(say: ReportSay, event: RunEvent): Html {
  switch (event.type) {
    case 'at.exchanged':
      return exchange(say, event);
    case 'at.unsolicited':
      return html`<li>${heard(say, event.line, 'by')}</li>`;
    case 'at.late':
      return html`<li>${heard(say, event.line, 'got')} ${note(say, event)}</li>`;
    case 'measurement.recorded':
      return measurement(say, event);
    default:
      return html`<li>${note(say, event)}</li>`;
  }
}

function exchange(say: ReportSay, event: EventOf<'at.exchanged'>): Html {
  const { command, lines } = event;
  const left = Math.max(0, lines.length - LINES_QUOTED);
  const more = left === 0 ? null : html`<div class="note">${say('report.more.lines', { count: left })}</div>`;
  const got = lines.slice(left).map((line) => heard(say, line, 'got'));
  return html`<li><div class="line sent"><bdi>${excerpt(say, command)}</bdi></div>${more}${got}${note(say, event)}</li>`;
}

/** A line of the module, with what its code means. */
function heard(say: ReportSay, line: string, how: 'got' | 'by'): Html {
  const meaning = meaningOf(line);
  const words = meaning === null ? null : html` <span class="means">— ${meaningWords(say, meaning)}</span>`;
  return html`<div class="line ${how}"><bdi>${excerpt(say, line)}</bdi>${words}</div>`;
}

function note(say: ReportSay, event: RunEvent): Html | null {
  const words = noteWords(say, event);
  return words === '' ? null : html`<div class="note">${excerpt(say, words)}</div>`;
}

function measurement(say: ReportSay, event: EventOf<'measurement.recorded'>): Html {
  const { name, value, unit, criterion, verdict } = event;
  const meaning = measuredWords(say, name, value);
  const shown = value === null ? say('window.unknown') : String(value);
  const words = meaning === '' ? null : html` <span class="means">— ${meaning}</span>`;
  const required =
    criterion === null ? null : html`; ${say('report.criterion', { criterion: excerpt(say, criterion) })}`;
  const met =
    verdict === 'none' ? null : html` <b class="${verdict}">${say(`report.measured.${verdict}`)}</b>`;
  return html`<li class="measured">${measuredName(say, name)}: <bdi class="value">${excerpt(say, shown)}</bdi>${
    unit === null || meaning !== '' ? null : html` <bdi>${excerpt(say, unit)}</bdi>`
  }${words}${required}${met}</li>`;
}
