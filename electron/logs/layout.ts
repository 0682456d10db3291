import { learnedMarks } from './learned-marks.ts';
import { isAnswer, endsVisibly, textsOf, unglued, withoutVisibleEnd } from './line-texts.ts';
import { MARK_FORMS, type MarkForm, type Marking, type Marks, markedText } from './mark-forms.ts';
import { isCommandLine } from './observed-command.ts';
import { TIME_FORMS, type TimeForm, writtenTime } from './time-forms.ts';

/** How the lines of a log are written. */
export interface Layout {
  readonly time: TimeForm | null;
  readonly mark: Marks | null;
  readonly marking: Marking;
  /** The marks are the other way round: `<<` goes to the module. */
  readonly isSwapped: boolean;
  readonly hasVisibleEnds: boolean;
  /** In a log without directions: a command that stands there twice was sent once, and echoed. */
  readonly isEchoed: boolean;
}

/** Of the lines that a form must be found in to be believed, the part that is enough. */
const ENOUGH = 0.2;
/** What is known for a mark goes before what was only found, unless that stands before so many more lines. */
const BETTER = 1.2;

/** The layout of a log by its first lines. */
export function layoutOf(lines: readonly string[]): Layout {
  const time = timeFormOf(lines);
  const texts = lines.flatMap((line) => unglued(behindTime(time, line)));
  const marks = MARK_FORMS.map((mark) => ({ mark, ...countMarks(mark, texts) }));
  const best = marks.reduce((one, other) => (other.useful > one.useful ? other : one));
  const hasVisibleEnds = texts.filter(endsVisibly).length >= Math.max(1, lines.length * 0.1);
  const layout = { time, hasVisibleEnds, isSwapped: false, isEchoed: false } as const;
  const learned = learnedMarks(hasVisibleEnds ? texts.map(withoutVisibleEnd) : texts);
  if (learned !== null && learned.useful > best.useful * BETTER) {
    const { marks: mark, marking } = learned;
    return { ...layout, mark, marking, isEchoed: isEchoed(mark, texts) };
  }
  if (best.useful === 0) return { ...layout, mark: null, marking: 'none', isEchoed: isEchoed(null, texts) };
  const { mark, sent, received, saidBySent, isInverse } = best;
  if (hasOwnLine(mark)) return { ...layout, mark, marking: 'both' };
  if (received === 0 && saidBySent * 5 > sent)
    return { ...layout, mark, marking: 'separator', isEchoed: isEchoed(mark, texts) };
  const marking = sent > 0 && received > 0 ? 'both' : sent > 0 !== isInverse ? 'sent' : 'received';
  return { ...layout, mark, marking, isSwapped: isInverse };
}

const hasOwnLine = ({ ownLine }: Marks): boolean => ownLine === true;

/**
 * Whether a command stands there twice and an answer behind it; without an answer nobody knows an echo from a second
 * try.
 */
function isEchoed(mark: Marks | null, texts: readonly string[]): boolean {
  const lines = texts.flatMap((text) => textsOf((mark && markedText(mark, text)?.text) ?? text, true));
  return lines.some((line, index) => {
    const [next, answer] = [lines[index + 1], lines[index + 2]];
    return line === next && isCommandLine(line) && answer !== undefined && isAnswer(answer);
  });
}

function timeFormOf(lines: readonly string[]): TimeForm | null {
  const counts = TIME_FORMS.map((form) => ({
    form,
    count: lines.filter((line) => writtenTime(form, line) !== null).length,
  }));
  const best = counts.reduce((one, other) => (other.count > one.count ? other : one));
  return best.count > 0 && best.count >= lines.length * ENOUGH ? best.form : null;
}

export function behindTime(time: TimeForm | null, line: string): string {
  const written = time === null ? null : writtenTime(time, line);
  return written === null ? line : line.slice(written.length);
}

interface MarkCount {
  /** Marks whose line is what such a line would be, read as they are or the other way round. */
  readonly useful: number;
  readonly isInverse: boolean;
  readonly sent: number;
  readonly received: number;
  /** Lines of the module among those that are marked as sent. */
  readonly saidBySent: number;
}

function countMarks(mark: MarkForm, texts: readonly string[]): MarkCount {
  const counts = { asIs: 0, inverse: 0, sent: 0, received: 0, saidBySent: 0 };
  for (const [index, line] of texts.entries()) {
    const marked = markedText(mark, line);
    if (marked === null) continue;
    const said = marked.text === '' && mark.ownLine === true ? (texts[index + 1] ?? '') : marked.text;
    const text = textsOf(said, true)[0] ?? '';
    const isSent = marked.direction === 'sent';
    counts[marked.direction] += 1;
    if (isCommandLine(text)) counts[isSent ? 'asIs' : 'inverse'] += 1;
    else if (isAnswer(text)) {
      counts[isSent ? 'inverse' : 'asIs'] += 1;
      if (isSent) counts.saidBySent += 1;
    }
  }
  const { asIs, inverse, ...rest } = counts;
  return { useful: Math.max(asIs, inverse), isInverse: inverse > asIs, ...rest };
}
