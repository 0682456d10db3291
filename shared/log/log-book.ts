import { wholeMicroseconds } from '../clock.ts';
import type { RunEvent } from '../events.ts';
import { ownStep } from '../log-text.ts';
import type { StepNumber } from '../plan.ts';
import { Changes } from './changes.ts';
import { exchangeStart } from './exchange-start.ts';
import {
  type Direction,
  isNoted,
  type LineEntry,
  type LogEntry,
  type LogPage,
  type NoteEntry,
  type TraceGap,
  type TracePiece,
} from './log-entry.ts';
import { compareEntries, countAhead, mergeEntries } from './log-order.ts';
import { LineSplitter } from './line-splitter.ts';
import { StepSpans } from './step-spans.ts';
import { UnsolicitedMarks } from './unsolicited-marks.ts';

type Exchanged = Extract<RunEvent, { type: 'at.exchanged' }>;
type Draft<Entry> = { -readonly [Key in keyof Entry]: Entry[Key] };

/** Numbers of lines, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/** The beginning and the end of a step that may be too long to be looked at. */
export interface StepExcerpt {
  readonly head: readonly LogEntry[];
  /** Entries between the two. */
  readonly hidden: number;
  readonly tail: readonly LogEntry[];
}

/**
 * The log of a run: what crossed the wire, line by line, and the facts that no line tells, in order of time. It grows
 * page by page, and comes to the same however facts and bytes were cut into pages.
 */
export class LogBook {
  readonly #entries: LogEntry[] = [];
  /** By number, from 1. */
  readonly #lines: Draft<LineEntry>[] = [];
  readonly #ways: Readonly<Record<Direction, Way>> = { sent: new Way(), received: new Way() };
  readonly #spans = new StepSpans();
  readonly #marks = new UnsolicitedMarks({
    entries: this.#entries,
    line: (no) => this.#lines[no - 1],
    mark: (no, isUnsolicited) => {
      this.#draft(no).unsolicited = isUnsolicited;
    },
  });
  readonly #changes = new Changes();
  readonly #gaps: TraceGap[] = [];
  readonly #damaged: number[] = [];
  #lastNote: NoteEntry | null = null;
  /** When the newest fact was stated. */
  #statedMs = 0;
  /** How many lines were there before the page that is being taken in. */
  #shown = 0;
  /** Received lines that this page begins or continues. */
  #heard: number[] = [];
  /** Lines of before that this page changes. */
  readonly #redrawn = new Set<number>();

  /** Another number whenever something of the log has changed. */
  get version(): number {
    return this.#changes.version;
  }

  /** In order of time. The array grows in place; the entries in it never change, they are replaced. */
  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** The first index at which an entry may differ from what stood there at `version`. */
  changedSince(version: number): number {
    return this.#changes.since(version, this.#entries.length);
  }

  /** Where bytes are missing, in order. No line reaches across one. */
  get gaps(): readonly TraceGap[] {
    return this.#gaps;
  }

  /** `seq` of the facts that the record has lost. */
  get damaged(): readonly number[] {
    return this.#damaged;
  }

  /** Line ends of a direction that no line has followed yet: all of the trace that is in no entry. */
  unlisted(direction: Direction): string {
    return this.#ways[direction].splitter.blank;
  }

  /** Takes what follows in the record. */
  append({ events, trace, damaged = [] }: LogPage): void {
    this.#damaged.push(...damaged);
    const notes: LogEntry[] = [];
    for (const event of events) this.#state(event, notes);
    for (const piece of trace) {
      if (piece.direction === 'dropped') this.#miss(piece);
      else this.#hear(piece);
    }
    const fresh = [...notes, ...this.#lines.slice(this.#shown)].sort(compareEntries);
    const merged = mergeEntries(this.#entries, fresh);
    this.#marks.settle(this.#heard, this.#ways.received.lineMs);
    const from = Math.min(merged, this.#redraw());
    if (from < this.#entries.length) this.#changes.note(from);
    this.#shown = this.#lines.length;
    this.#redrawn.clear();
    this.#heard = [];
  }

  /** The step that was under way at a time, in milliseconds since the run began; null between the steps. */
  stepAt(elapsedMs: number): StepNumber | null {
    return this.#spans.at(elapsedMs);
  }

  /** The step an entry belongs to; null outside the 19. */
  stepOf(entry: LogEntry): StepNumber | null {
    if (entry.kind === 'line') return this.#spans.at(entry.elapsedMs);
    const { event } = entry;
    return 'place' in event || 'step' in event ? ownStep(event) : this.#spans.whenStated(event.seq);
  }

  /** What lies between two times, both included. */
  range(fromMs: number, toMs: number): readonly LogEntry[] {
    const from = countAhead(this.#entries, ({ elapsedMs }) => elapsedMs < fromMs);
    const to = countAhead(this.#entries, ({ elapsedMs }) => elapsedMs <= toMs);
    return this.#entries.slice(from, to);
  }

  /** Everything from the beginning of a step to its end. */
  linesOfStep(step: StepNumber): readonly LogEntry[] {
    return this.#stretchesOf(step).flatMap(({ from, end }) => this.#entries.slice(from, end));
  }

  /** At most so many entries of a step from its beginning and as many from its end, and how many lie between. */
  excerptOfStep(step: StepNumber, most: number): StepExcerpt {
    const stretches = this.#stretchesOf(step);
    const length = stretches.reduce((sum, { from, end }) => sum + end - from, 0);
    const hidden = Math.max(0, length - 2 * most);
    if (hidden === 0) return { head: this.linesOfStep(step), hidden, tail: [] };
    const head: LogEntry[] = [];
    for (const { from, end } of stretches)
      head.push(...this.#entries.slice(from, Math.min(end, from + most - head.length)));
    const tail: LogEntry[] = [];
    for (const { from, end } of stretches.toReversed())
      tail.unshift(...this.#entries.slice(Math.max(from, end - most + tail.length), end));
    return { head, hidden, tail };
  }

  /** Where in the entries a step was under way; `end` is the index behind the last one. */
  #stretchesOf(step: StepNumber): readonly { readonly from: number; readonly end: number }[] {
    return this.#spans.of(step).map(({ from, to }) => {
      const end = to === null ? this.#entries.length : this.#indexOf(to);
      // A step that the next one cut short has no end of its own.
      const isOwn = to?.event.type === 'step.finished';
      return { from: this.#indexOf(from), end: isOwn ? end + 1 : end };
    });
  }

  /** The lines from a command to the end of its exchange; null when none are in the log. */
  lineRangeOfExchange(event: Exchanged): LineRange | null {
    const startMs = exchangeStart(event, this.#entries);
    if (startMs === null) return null;
    let range: LineRange | null = null;
    for (const entry of this.range(startMs, event.elapsedMs)) {
      if (entry.kind !== 'line') continue;
      const { first, last }: LineRange = range ?? { first: entry.no, last: entry.no };
      range = { first: Math.min(first, entry.no), last: Math.max(last, entry.no) };
    }
    return range;
  }

  /** Where a line stands in `entries`; null when there is no line of that number. */
  indexOfLine(no: number): number | null {
    const line = this.#lines[no - 1];
    return line === undefined ? null : this.#indexOf(line);
  }

  #indexOf(entry: LogEntry): number {
    return countAhead(this.#entries, (each) => compareEntries(each, entry) < 0);
  }

  #state(event: RunEvent, notes: LogEntry[]): void {
    this.#statedMs = Math.max(this.#statedMs, event.elapsedMs);
    const elapsedMs = this.#statedMs;
    if (event.type === 'at.unsolicited') this.#marks.state(event.line, elapsedMs);
    if (!isNoted(event)) return;
    const last = this.#lastNote;
    // Notes never overtake each other.
    const follows = last !== null && last.elapsedMs === elapsedMs && !last.leads;
    const begins = event.type === 'run.started' || event.type === 'step.started';
    const note: NoteEntry = { kind: 'note', event, elapsedMs, leads: begins && !follows };
    notes.push(note);
    this.#spans.add(note);
    this.#lastNote = note;
  }

  #miss(gap: TraceGap): void {
    this.#gaps.push(gap);
    for (const { splitter, lineNo } of Object.values(this.#ways))
      if (splitter.cut()) this.#draft(lineNo).open = false;
  }

  #hear({ direction, bytes, elapsedMs }: TracePiece): void {
    const way = this.#ways[direction];
    // The facts' times are whole microseconds, too.
    way.pieceMs = Math.max(way.pieceMs, wholeMicroseconds(elapsedMs));
    for (const { begins, bytes: more, ends } of way.splitter.push(bytes)) {
      if (begins) this.#begin(direction, more, ends);
      else if (way.lineNo > 0) {
        const line = this.#draft(way.lineNo);
        line.bytes += more;
        line.open = !ends;
        if (direction === 'received' && this.#heard.at(-1) !== way.lineNo) this.#heard.push(way.lineNo);
      }
    }
  }

  #begin(direction: Direction, bytes: string, ends: boolean): void {
    const way = this.#ways[direction];
    const no = this.#lines.length + 1;
    way.lineNo = no;
    way.lineMs = way.pieceMs;
    if (direction === 'received') this.#heard.push(no);
    const { lineMs: elapsedMs } = way;
    this.#lines.push({ kind: 'line', no, direction, bytes, elapsedMs, open: !ends, unsolicited: false });
  }

  /** A line to be changed: readers may have the one that stood there before. */
  #draft(no: number): Draft<LineEntry> {
    const line = this.#lines[no - 1];
    if (line === undefined) throw new Error(`no line ${no}`);
    if (no > this.#shown || this.#redrawn.has(no)) return line;
    const copy = { ...line };
    this.#lines[no - 1] = copy;
    this.#redrawn.add(no);
    return copy;
  }

  /** Puts lines that this page has changed in the place of the old ones. Returns the first index it touched. */
  #redraw(): number {
    let first = this.#entries.length;
    for (const no of this.#redrawn) {
      const line = this.#draft(no);
      const index = this.#indexOf(line);
      this.#entries[index] = line;
      first = Math.min(first, index);
    }
    return first;
  }
}

/** One direction of the trace. */
class Way {
  readonly splitter = new LineSplitter();
  /** Times ascend within a direction. */
  pieceMs = 0;
  /** The newest line; 0 before the first. */
  lineNo = 0;
  lineMs = 0;
}
