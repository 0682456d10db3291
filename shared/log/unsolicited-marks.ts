import { type LineEntry, lineText, type LogEntry } from './log-entry.ts';
import { countAhead } from './log-order.ts';
import { LONGEST_LINE } from './line-splitter.ts';

/** Facts that wait for their line; more come only when the facts are read far ahead of the bytes. */
const WAITING = 4096;
/** A line is given to the dialogue 15 s after its first byte at the latest; so are the lines of a message. */
const OLDEST_MS = 20_000;
/** Characters from which on a line may have been cut: one has up to four bytes. */
const MAY_BE_CUT = LONGEST_LINE / 4;

/** An `at.unsolicited` fact. */
interface Stated {
  /** Without line breaks, which only a message's payload has. */
  readonly text: string;
  /** The last of its lines; the same as `text` for most. */
  readonly lastLine: string;
  /** It may stand on several lines of the log. */
  readonly isLong: boolean;
  readonly elapsedMs: number;
  /** The lines it stands for, last one first; none while they are not there. */
  nos: readonly number[];
}

/** The log as far as marks need it. */
export interface MarkedLog {
  readonly entries: readonly LogEntry[];
  line(no: number): LineEntry | undefined;
  mark(no: number, isUnsolicited: boolean): void;
}

/**
 * Finds the received line that each `at.unsolicited` fact stands for: the newest one of its text that came before it
 * and that no earlier fact has. While bytes from before a fact may still be on their way, it gives its line up for a
 * newer one, so that the end is the same whether facts or bytes are read first.
 */
export class UnsolicitedMarks {
  readonly #log: MarkedLog;
  /** In order of time. */
  #fresh: Stated[] = [];
  #waiting: Stated[] = [];
  /** Those that wait, by their last line. */
  readonly #byLine = new Map<string, Stated[]>();

  constructor(log: MarkedLog) {
    this.#log = log;
  }

  /** When the oldest fact was stated that may still get another line; without end when none may. */
  get waitingSinceMs(): number {
    return this.#waiting[0]?.elapsedMs ?? Number.POSITIVE_INFINITY;
  }

  /** A line was reported as unsolicited. */
  state(line: string, elapsedMs: number): void {
    const text = line.replace(/[\r\n]+/g, '');
    const lastLine = line.split(/[\r\n]+/).findLast((part) => part !== '') ?? '';
    const isLong = lastLine !== text || text.length >= MAY_BE_CUT;
    this.#fresh.push({ text, lastLine, isLong, elapsedMs, nos: [] });
  }

  /**
   * Marks what can be marked. `heard` are the received lines that began or grew, in order; those that began before
   * `newestMs`, the time of the newest one, are complete.
   */
  settle(heard: readonly number[], newestMs: number): void {
    if (this.#waiting.length > 0) for (const no of heard) this.#offer(no);
    for (const stated of this.#fresh) {
      this.#give(stated, this.#find(stated));
      this.#await(stated);
    }
    this.#fresh = [];
    const settled = countAhead(this.#waiting, ({ elapsedMs }) => elapsedMs < newestMs);
    this.#forget(Math.max(settled, this.#waiting.length - WAITING));
  }

  #await(stated: Stated): void {
    this.#waiting.push(stated);
    const alike = this.#byLine.get(stated.lastLine);
    if (alike === undefined) this.#byLine.set(stated.lastLine, [stated]);
    else alike.push(stated);
  }

  /** The oldest `count` keep what they have. */
  #forget(count: number): void {
    for (const { lastLine } of this.#waiting.splice(0, count)) {
      const alike = this.#byLine.get(lastLine);
      alike?.shift();
      if (alike?.length === 0) this.#byLine.delete(lastLine);
    }
  }

  /** The newest line goes to the first fact it fits; the line that one had goes to the next, and so on. */
  #offer(no: number): void {
    const line = this.#log.line(no);
    if (line === undefined || (line.unsolicited && this.#isStillHeld(no))) return;
    const text = lineText(line);
    const alike = this.#byLine.get(text) ?? this.#byLine.get(withoutPrompts(text)) ?? [];
    let offered = no;
    for (const stated of alike) {
      const had = stated.nos[0];
      const nos = this.#linesEndingAt(offered, stated);
      if (nos === null) continue;
      this.#give(stated, nos);
      if (had === undefined) return;
      offered = had;
    }
  }

  /** A line that has grown may no longer be what it was taken for; then its fact and those behind it look anew. */
  #isStillHeld(no: number): boolean {
    const holder = this.#waiting.find(({ nos }) => nos.includes(no));
    if (holder === undefined) return true;
    const before = holder.nos;
    this.#give(holder, []);
    const isHeld = this.#linesEndingAt(no, holder) !== null;
    if (isHeld) this.#give(holder, before);
    else this.#lookAnew(holder);
    return isHeld;
  }

  #lookAnew(first: Stated): void {
    const alike = this.#byLine.get(first.lastLine) ?? [];
    const behind = alike.slice(alike.indexOf(first));
    for (const stated of behind) this.#give(stated, []);
    for (const stated of behind) this.#give(stated, this.#find(stated));
  }

  #give(stated: Stated, nos: readonly number[]): void {
    for (const no of stated.nos) this.#log.mark(no, false);
    for (const no of nos) this.#log.mark(no, true);
    stated.nos = nos;
  }

  #find(stated: Stated): readonly number[] {
    const { entries } = this.#log;
    let at = countAhead(entries, ({ elapsedMs }) => elapsedMs <= stated.elapsedMs) - 1;
    for (; at >= 0; at -= 1) {
      const entry = entries[at];
      if (entry === undefined || entry.elapsedMs < stated.elapsedMs - OLDEST_MS) break;
      const found = entry.kind === 'line' ? this.#linesEndingAt(entry.no, stated) : null;
      if (found !== null) return found;
    }
    return [];
  }

  /** The lines of a fact if `last` is the last of them, none is taken, and they came in time; otherwise null. */
  #linesEndingAt(last: number, { text, isLong, elapsedMs }: Stated): readonly number[] | null {
    const nos: number[] = [];
    let rest = text;
    for (let no = last; no > 0; no -= 1) {
      const line = this.#log.line(no);
      if (line === undefined) return null;
      if (line.direction === 'sent' && no < last) continue;
      if (line.direction === 'sent' || line.unsolicited || !isTimely(line, elapsedMs)) return null;
      if (!isLong && line.bytes.length < rest.length) return null;
      const shown = lineText(line);
      nos.push(no);
      if (shown === rest || withoutPrompts(shown) === rest) return nos;
      if (!isLong || shown === '' || !rest.endsWith(shown)) return null;
      rest = rest.slice(0, -shown.length);
    }
    return null;
  }
}

function isTimely(line: LineEntry, statedMs: number): boolean {
  return line.elapsedMs <= statedMs && line.elapsedMs >= statedMs - OLDEST_MS;
}

/** A line may follow a prompt without a line end between them; the engine sees two. */
function withoutPrompts(text: string): string {
  return text.replace(/^(?:> )+/, '');
}
