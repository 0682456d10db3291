import { wholeMicroseconds } from '../clock.ts';
import type { RunEvent } from '../events.ts';
import { ownStep } from '../log-text.ts';
import type { StepNumber } from '../plan.ts';
import { Changes } from './changes.ts';
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
import { type StepSpan, StepSpans } from './step-spans.ts';
import { UnsolicitedMarks } from './unsolicited-marks.ts';

type Draft<Entry> = { -readonly [Key in keyof Entry]: Entry[Key] };

/**
 * How late a piece of the trace may be: one direction lags behind the other where bytes are held back as a possible
 * secret, or until a line that is overheard is whole. What is later still stands so long before the newest piece.
 */
const LATEST_MS = 20_000;
/** Entries that may wait for facts; where none are stated for so long, they stay where they are. */
const WAITING = 200_000;

/**
 * The log of a run: what crossed the wire, line by line, and the facts that no line tells, in order of time. It grows
 * page by page, and comes to the same however facts and bytes were cut into pages. What nothing can change any more can
 * be taken out of it, so that a log of any length takes no more memory than its newest seconds.
 */
export class LogBook {
  readonly #entries: LogEntry[] = [];
  /** Entries that were taken out. */
  #taken = 0;
  /** When the newest of them came: nothing goes ahead of it. */
  #takenMs = Number.NEGATIVE_INFINITY;
  /** By number, those that are in the log. */
  readonly #lines = new Map<number, Draft<LineEntry>>();
  #lineCount = 0;
  readonly #ways: Readonly<Record<Direction, Way>> = { sent: new Way(), received: new Way() };
  readonly #spans = new StepSpans();
  readonly #marks = new UnsolicitedMarks({
    entries: this.#entries,
    line: (no) => this.#lines.get(no),
    mark: (no, isUnsolicited) => {
      if (this.#lines.has(no)) this.#draft(no).unsolicited = isUnsolicited;
    },
  });
  readonly #changes = new Changes();
  readonly #gaps: TraceGap[] = [];
  readonly #damaged: number[] = [];
  #lastNote: NoteEntry | null = null;
  /** When the newest fact was stated. */
  #statedMs = 0;
  /** When the newest piece of the trace crossed. */
  #traceMs = 0;
  /** What of the record follows is of this moment or later. */
  #reachMs = 0;
  /** Lines that this page begins. */
  #begun: LineEntry[] = [];
  /** Received lines that this page begins or continues. */
  #heard: number[] = [];
  /** Lines of before that this page changes. */
  readonly #redrawn = new Set<number>();

  /** Another number whenever something of the log has changed. */
  get version(): number {
    return this.#changes.version;
  }

  /**
   * In order of time, without those that were taken out. The array grows in place; the entries in it never change, they
   * are replaced.
   */
  get entries(): readonly LogEntry[] {
    return this.#entries;
  }

  /** How many entries were taken out: all of them stand ahead of `entries`. */
  get taken(): number {
    return this.#taken;
  }

  /** How many entries the log has, those that were taken out included. */
  get length(): number {
    return this.#taken + this.#entries.length;
  }

  /** The first place, counted from the beginning of the log, at which an entry may differ from what stood there at `version`. */
  changedSince(version: number): number {
    return this.#changes.since(version, this.length);
  }

  /**
   * Takes out, in order, the entries that nothing can change any more, whatever comes: no line still grows, no mark is
   * still moved, and nothing goes ahead of them. Who never calls it has the whole log in `entries`.
   */
  takeSettled(): readonly LogEntry[] {
    const reachesMs = Math.min(
      Math.max(this.#traceMs, this.#reachMs),
      Math.max(this.#statedMs, this.#reachMs),
      this.#marks.waitingSinceMs,
    );
    const old = countAhead(this.#entries, ({ elapsedMs }) => elapsedMs < reachesMs - LATEST_MS);
    const settled = Math.min(old, ...Object.values(this.#ways).map(({ lineNo }) => this.#firstOpen(lineNo)));
    const isPatient = this.#entries.length - settled <= WAITING;
    return this.#take(isPatient ? settled : this.#entries.length - WAITING / 2);
  }

  /** Takes out everything: nothing more comes. */
  takeRest(): readonly LogEntry[] {
    return this.#take(this.#entries.length);
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
  append({ events, trace, damaged = [], more = false }: LogPage): void {
    this.#damaged.push(...damaged);
    const fresh: LogEntry[] = [];
    for (const event of events) this.#state(event, fresh);
    for (const piece of trace) {
      if (piece.direction === 'dropped') this.#miss(piece);
      else this.#hear(piece);
    }
    for (const line of this.#begun) fresh.push(line);
    const merged = mergeEntries(this.#entries, fresh.sort(compareEntries));
    this.#marks.settle(this.#heard, this.#ways.received.lineMs);
    const from = Math.min(merged, this.#redraw());
    if (from < this.#entries.length) this.#changes.note(this.#taken + from);
    if (more)
      this.#reachMs = Math.max(this.#reachMs, events.at(-1)?.elapsedMs ?? 0, trace.at(-1)?.elapsedMs ?? 0);
    this.#begun = [];
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

  /** Every stretch of the log in which a step was under way, in order. */
  spansOf(step: StepNumber): readonly StepSpan[] {
    return this.#spans.of(step);
  }

  #indexOf(entry: LogEntry): number {
    return countAhead(this.#entries, (each) => compareEntries(each, entry) < 0);
  }

  #state(event: RunEvent, notes: LogEntry[]): void {
    this.#statedMs = Math.max(this.#statedMs, this.#takenMs, event.elapsedMs);
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
    const elapsedMs = this.#crossed(gap.elapsedMs);
    this.#gaps.push({ ...gap, elapsedMs });
    for (const way of Object.values(this.#ways)) this.#close(way);
  }

  #hear({ direction, bytes, elapsedMs }: TracePiece): void {
    const way = this.#ways[direction];
    way.pieceMs = Math.max(way.pieceMs, this.#crossed(elapsedMs));
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

  /** When a piece crossed, as the log has it. A line that is still open when it is as old as no piece can be is complete. */
  #crossed(elapsedMs: number): number {
    // The facts' times are whole microseconds, too.
    const crossedMs = wholeMicroseconds(elapsedMs);
    this.#traceMs = Math.max(this.#traceMs, crossedMs);
    const earliestMs = Math.max(wholeMicroseconds(this.#traceMs - LATEST_MS), this.#takenMs);
    for (const way of Object.values(this.#ways)) if (way.lineMs < earliestMs) this.#close(way);
    return Math.max(crossedMs, earliestMs);
  }

  #close({ splitter, lineNo }: Way): void {
    if (splitter.cut() && this.#lines.has(lineNo)) this.#draft(lineNo).open = false;
  }

  #begin(direction: Direction, bytes: string, ends: boolean): void {
    const way = this.#ways[direction];
    this.#lineCount += 1;
    const no = this.#lineCount;
    way.lineNo = no;
    way.lineMs = way.pieceMs;
    if (direction === 'received') this.#heard.push(no);
    const { lineMs: elapsedMs } = way;
    const line: LineEntry = {
      kind: 'line',
      no,
      direction,
      bytes,
      elapsedMs,
      open: !ends,
      unsolicited: false,
    };
    this.#lines.set(no, line);
    this.#begun.push(line);
  }

  /** A line to be changed: readers may have the one that stood there before. */
  #draft(no: number): Draft<LineEntry> {
    const line = this.#lines.get(no);
    if (line === undefined) throw new Error(`no line ${no}`);
    if (no > this.#lineCount - this.#begun.length || this.#redrawn.has(no)) return line;
    const copy = { ...line };
    this.#lines.set(no, copy);
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

  /** Where a line stands that still grows; the end of the log for any other. */
  #firstOpen(no: number): number {
    const line = this.#lines.get(no);
    return line?.open === true ? this.#indexOf(line) : this.#entries.length;
  }

  #take(count: number): readonly LogEntry[] {
    const taken = this.#entries.splice(0, count);
    for (const entry of taken) if (entry.kind === 'line') this.#lines.delete(entry.no);
    for (const way of Object.values(this.#ways))
      if (way.lineNo > 0 && !this.#lines.has(way.lineNo)) way.splitter.cut();
    this.#taken += taken.length;
    this.#takenMs = taken.at(-1)?.elapsedMs ?? this.#takenMs;
    return taken;
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
