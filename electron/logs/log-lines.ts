import { normalLine } from '../../shared/codes/normal-line.ts';
import { type Layout, layoutOf } from './layout.ts';
import { isProgram, textsOf, unglued, withoutControls, withoutNoiseBefore } from './line-texts.ts';
import { LogClock } from './log-clock.ts';
import { type Direction, type Marking, markedText } from './mark-forms.ts';
import { isCommandLine } from './observed-command.ts';
import { isOwnText, ownLine } from './own-text.ts';
import type { TextLine } from './text-lines.ts';
import { writtenTime } from './time-forms.ts';

/** One thing that one of the two said. */
export interface SaidLine {
  /** Number of its line in the file. */
  readonly no: number;
  /** Milliseconds since the first line with a time; in a log without times, a count. */
  readonly ms: number;
  readonly direction: Direction;
  readonly text: string;
}

/** Lines that the layout is decided by. */
const SAMPLE_LINES = 400;
/** An echo comes at once; a command that is repeated later is sent again. Milliseconds. */
const ECHO_MS = 300;

/** Reads lines of a file as lines of a dialogue. */
export class LogLines {
  #sample: TextLine[] | null = [];
  #layout: Layout | null = null;
  #isOwn = false;
  #isProgram = false;
  readonly #clock = new LogClock();
  #untimedMs = 0;
  /** Who said the last line that was marked, and whether what stands alone in a line is still to follow. */
  #speaker: Direction = 'received';
  #endsEcho = false;
  #isEchoOff = false;
  /** The command that nothing was heard of yet. */
  #unanswered: { readonly line: string; readonly ms: number } | null = null;

  /** Whether the times are times. Known once there are lines. */
  get isTimed(): boolean {
    return this.#isOwn || (this.#layout?.time ?? null) !== null;
  }

  /** Whether marks tell of lines that they are of a dialogue. Known once there are lines. */
  get isMarked(): boolean {
    return this.#isOwn || (this.#layout?.mark ?? null) !== null;
  }

  /** Whether the file is a program that speaks to a module. Known once there are lines. */
  get isProgram(): boolean {
    return this.#isProgram;
  }

  get clock(): LogClock {
    return this.#clock;
  }

  take(lines: readonly TextLine[]): SaidLine[] {
    if (this.#sample === null) return this.#read(lines);
    this.#sample.push(...lines);
    return this.#sample.length < SAMPLE_LINES ? [] : this.#decide();
  }

  end(): SaidLine[] {
    return this.#sample === null ? [] : this.#decide();
  }

  #decide(): SaidLine[] {
    const lines = this.#sample ?? [];
    const texts = lines.slice(0, SAMPLE_LINES).map(({ text }) => withoutControls(text));
    this.#sample = null;
    this.#isOwn = isOwnText(texts);
    this.#layout = layoutOf(texts);
    this.#isProgram = isProgram(texts);
    return this.#read(lines);
  }

  #read(lines: readonly TextLine[]): SaidLine[] {
    const layout = this.#layout;
    if (layout === null) return [];
    const said: SaidLine[] = [];
    for (const line of lines) {
      if (this.#isOwn) this.#readOwn(line, said);
      else this.#readLine(layout, { no: line.no, text: withoutControls(line.text) }, said);
    }
    return said;
  }

  #readOwn({ no, text }: TextLine, said: SaidLine[]): void {
    const own = ownLine(text);
    if (own === null) return;
    const ms = this.#clock.at(own.time);
    for (const part of textsOf(own.text, true)) said.push({ no, ms, direction: own.direction, text: part });
  }

  #readLine(layout: Layout, { no, text }: TextLine, said: SaidLine[]): void {
    const written = layout.time === null ? null : writtenTime(layout.time, text);
    const ms = layout.time === null ? (this.#untimedMs += 1) : this.#clock.at(written);
    const behind = written === null ? text : text.slice(written.length);
    // The arrow between a command and its answer is no mark.
    const marked =
      layout.mark === null || unglued(behind).length > 1 ? null : markedText(layout.mark, behind);
    const parts = textsOf(marked?.text ?? behind, layout.hasVisibleEnds);
    if (marked !== null && layout.mark !== null) {
      const { direction } = marked;
      this.#speaker = layout.isSwapped ? other(direction) : direction;
    }
    for (const part of parts) this.#say(layout, marked !== null, { no, ms }, part, said);
  }

  #say(
    layout: Layout,
    isMarked: boolean,
    at: Pick<SaidLine, 'no' | 'ms'>,
    part: string,
    said: SaidLine[],
  ): void {
    if (layout.marking === 'none' || layout.marking === 'separator') {
      for (const text of unglued(withoutNoiseBefore(part)))
        said.push({ ...at, direction: this.#unmarkedDirection(layout, text, at.ms), text });
      return;
    }
    const direction = isMarked ? this.#speaker : this.#besideMarks(layout.marking, part);
    const texts = direction === 'sent' ? [part] : unglued(part);
    for (const text of texts) said.push({ ...at, direction, text });
  }

  /** Who said a line without a mark in a log that has some. */
  #besideMarks(marking: Exclude<Marking, 'none' | 'separator'>, text: string): Direction {
    if (marking === 'sent') return 'received';
    const mayBeSent = marking === 'received' || this.#speaker === 'sent';
    return mayBeSent && isCommandLine(text) ? 'sent' : 'received';
  }

  /** Without marks a command is known by its beginning, and its immediate repetition for the echo. */
  #unmarkedDirection({ isEchoed }: Layout, text: string, ms: number): Direction {
    const line = normalLine(text);
    if (!isCommandLine(line)) {
      // The command that ends the echo is echoed itself; a start brings it back.
      this.#isEchoOff = line !== 'RDY' && (this.#isEchoOff || this.#endsEcho);
      this.#endsEcho = false;
      this.#unanswered = null;
      return 'received';
    }
    const before = this.#unanswered;
    const isSame = isEchoed && !this.#isEchoOff && before !== null && before.line === line;
    const isEcho = isSame && !(this.isTimed && ms - before.ms > ECHO_MS);
    this.#unanswered = isEcho ? null : { line, ms };
    this.#endsEcho = /^ATE0/i.test(line);
    return isEcho ? 'received' : 'sent';
  }
}

function other(direction: Direction): Direction {
  return direction === 'sent' ? 'received' : 'sent';
}
