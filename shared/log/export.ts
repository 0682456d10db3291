import { wordsBehind } from '../codes/record-words.ts';
import type { RunEvent } from '../events.ts';
import { isoTime } from '../iso-time.ts';
import { noteText, visible } from '../log-text.ts';
import type { StepNumber } from '../plan.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../run-state.ts';
import { hexOf } from '../utf8.ts';
import { bytesOf } from './binary.ts';
import { LogBook } from './log-book.ts';
import { meaningOfEntry } from './line-meaning.ts';
import type { LogEntry, LogPage, TraceGap, TracePiece } from './log-entry.ts';
import { plainText } from './shown-bytes.ts';
import { decodeUtf8, isUtf8 } from './utf8-sequences.ts';

/**
 * The log of a run in files: text for people, JSON Lines for programs. The language of a window has no say in either;
 * what codes mean stands in the text in English.
 */

const PRODUCT = 'WIS800C Commissioner';

/** What the head of a text log says, gathered from the whole record before the first line is written. */
export interface TextHead {
  readonly state: RunState;
  /** Of the program that made the record. */
  readonly version: string | null;
  /** `seq` of facts that cannot be read. */
  readonly damaged: readonly number[];
}

export const NO_HEAD: TextHead = { state: INITIAL_RUN_STATE, version: null, damaged: [] };

/** Takes the facts of a page into the head. */
export function reduceHead(head: TextHead, { events, damaged = [] }: LogPage): TextHead {
  const started = events.find((event) => event.type === 'run.started');
  return {
    state: events.reduce<RunState>(reduceRun, head.state),
    version: head.version ?? started?.version ?? null,
    damaged: damaged.length === 0 ? head.damaged : [...head.damaged, ...damaged],
  };
}

/** The head of a text log: what run it is, line by line with line ends, each behind `# `. */
export function* textHeader(head: TextHead): Generator<string> {
  yield* textBeginning(head);
  yield* textEnding(head);
}

/** What of the head is known from the first fact on. */
export function* textBeginning({ state, version }: TextHead): Generator<string> {
  const { runId, port, profileName, unit, startedAtMs } = state;
  yield headLine(`${PRODUCT} ${version ?? 'unknown'}`);
  yield headLine(`run: ${runId ?? 'unknown'}`);
  yield headLine(`port: ${port ?? 'unknown'}`);
  yield headLine(`profile: ${profileName ?? 'unknown'}`);
  yield headLine(`unit: ${unit ?? 'unknown'}`);
  yield headLine(`started: ${isoTime(startedAtMs) ?? NO_TIME}`);
}

/** What of the head is known when the run is over. */
export function* textEnding({ state, damaged }: TextHead): Generator<string> {
  const { imei, iccid } = state.measurements;
  yield headLine(`imei: ${imei?.value ?? 'unknown'}`);
  yield headLine(`iccid: ${iccid?.value ?? 'unknown'}`);
  yield headLine(`outcome: ${outcomeOf(state)}`);
  if (damaged.length > 0) yield headLine(`damaged: facts ${damaged.join(', ')} cannot be read`);
}

/** A line that belongs to no moment of the run. */
export function headLine(text: string): string {
  return `# ${visible(text)}\n`;
}

/**
 * The lines of a text log behind its head, with line ends, as its pages come: time (UTC), seconds since the run began,
 * direction (→ sent, ← received, ! unsolicited, · noted), step, text, and behind a received code two blanks, a dash and
 * what it means. A line is written once nothing can change it any more; memory is bounded whatever the log's length.
 */
export class TextLines {
  readonly #book = new LogBook();
  readonly #lines: EntryLines;

  /** `startedAtMs`: when the run began, milliseconds since 1970; null where that is not known. */
  constructor(startedAtMs: number | null) {
    this.#lines = new EntryLines(this.#book, startedAtMs);
  }

  /** Takes the next page; gives the lines that are complete. */
  *of(page: LogPage): Generator<string> {
    this.#book.append(page);
    yield* this.#lines.of(this.#book.takeSettled());
  }

  /** Nothing more comes: the lines that are left. */
  *rest(): Generator<string> {
    yield* this.#lines.of(this.#book.takeRest());
    yield* this.#lines.rest();
  }
}

/** The text log of a book that holds the whole log; `state` is the run's fold. */
export function* textExport(book: LogBook, state: RunState): Generator<string> {
  yield* textHeader({ state, version: versionOf(book), damaged: book.damaged });
  const lines = new EntryLines(book, state.startedAtMs);
  yield* lines.of(book.entries);
  yield* lines.rest();
}

/** Entries of a book as lines of a text log, and what is missing between them. */
export class EntryLines {
  readonly #book: LogBook;
  readonly #startedAtMs: number | null;
  /** Gaps that are written. */
  #gaps = 0;

  constructor(book: LogBook, startedAtMs: number | null) {
    this.#book = book;
    this.#startedAtMs = startedAtMs;
  }

  *of(entries: readonly LogEntry[]): Generator<string> {
    for (const entry of entries) {
      yield* this.#gapsBefore(entry.elapsedMs);
      yield entryLine(entry, this.#book.stepOf(entry), this.#startedAtMs);
    }
  }

  /** The gaps behind the last entry. */
  rest(): Generator<string> {
    return this.#gapsBefore(Number.POSITIVE_INFINITY);
  }

  *#gapsBefore(elapsedMs: number): Generator<string> {
    for (let gap = this.#book.gaps[this.#gaps]; gap !== undefined; gap = this.#book.gaps[this.#gaps]) {
      if (gap.elapsedMs >= elapsedMs) return;
      const step = this.#book.stepAt(gap.elapsedMs);
      yield placedLine(this.#startedAtMs, gap.elapsedMs, '·', step, gapText(gap));
      this.#gaps += 1;
    }
  }
}

/** The line of an entry in a text log, with its line end; `startedAtMs` is when the run began. */
export function entryLine(entry: LogEntry, step: StepNumber | null, startedAtMs: number | null): string {
  return placedLine(startedAtMs, entry.elapsedMs, markOf(entry), step, textOf(entry));
}

function placedLine(
  startedAtMs: number | null,
  elapsedMs: number,
  mark: string,
  step: StepNumber | null,
  text: string,
): string {
  const at = (isoTime(wallMs(startedAtMs, elapsedMs)) ?? NO_TIME).padEnd(ISO_LENGTH);
  const elapsed = `+${(elapsedMs / 1000).toFixed(3)}`.padStart(9);
  return `${at} ${elapsed} ${mark} ${String(step ?? '').padStart(2)} ${text}\n`;
}

function gapText({ droppedBytes, droppedChunks }: TraceGap): string {
  return `bytes.dropped ${droppedBytes} bytes in ${droppedChunks} pieces, not recorded`;
}

function versionOf({ entries }: LogBook): string | null {
  for (const entry of entries)
    if (entry.kind === 'note' && entry.event.type === 'run.started') return entry.event.version;
  return null;
}

function outcomeOf({ finish }: RunState): string {
  if (finish === null) return 'none';
  const step = finish.failedStep === null ? '' : ` step ${finish.failedStep}`;
  return `${finish.outcome}${step}${finish.code === null ? '' : ` ${finish.code}`}`;
}

function markOf(entry: LogEntry): string {
  if (entry.kind === 'note') return '·';
  if (entry.unsolicited) return '!';
  return entry.direction === 'sent' ? '→' : '←';
}

function textOf(entry: LogEntry): string {
  if (entry.kind === 'note') return visible(noteText(entry.event) ?? '');
  return `${plainText(entry.bytes)}${wordsBehind(meaningOfEntry(entry))}`;
}

/** Wall-clock time by the run's beginning, so that it never jumps within a log. */
function wallMs(startedAtMs: number | null, elapsedMs: number): number | null {
  return startedAtMs === null ? null : Math.round(startedAtMs + elapsedMs);
}

const ISO_LENGTH = 24;
const NO_TIME = 'unknown';

/** A piece of the byte trace as a line of JSON has it. */
interface BytesLine {
  readonly type: 'bytes';
  readonly runId: string | null;
  readonly port: string | null;
  readonly elapsedMs: number;
  readonly atMs: number | null;
  readonly direction: TracePiece['direction'];
  /** UTF-8 where all of it is, otherwise one character a byte. */
  readonly text: string;
  /** The bytes themselves, two digits each. */
  readonly hex: string;
}

/** Where pieces of the byte trace are missing. */
interface GapLine extends Pick<BytesLine, 'runId' | 'port' | 'elapsedMs' | 'atMs'> {
  readonly type: 'bytes.dropped';
  readonly chunks: number;
  readonly bytes: number;
}

/** A fact that cannot be read. */
interface DamagedLine {
  readonly type: 'fact.damaged';
  readonly runId: string | null;
  readonly seq: number;
}

/**
 * The record as JSON Lines, with line ends: every fact as it is, every piece of the byte trace as `"type":"bytes"`,
 * by time within a page. What is missing stands there as `"bytes.dropped"` and `"fact.damaged"`. The facts alone, in their order, fold to the run's state.
 */
export function* jsonExport(pages: Iterable<LogPage>): Generator<string> {
  const lines = new JsonLines();
  for (const page of pages) yield* lines.of(page);
}

/** `jsonExport` for one who gets the pages one after the other. */
export class JsonLines {
  #first: RunEvent | null = null;

  /** The lines of the next page. */
  *of({ events, trace, damaged = [] }: LogPage): Generator<string> {
    this.#first ??= events[0] ?? null;
    for (const seq of damaged) yield lineOf({ type: 'fact.damaged', runId: this.#first?.runId ?? null, seq });
    let next = 0;
    let piece = trace[next];
    for (const event of events) {
      while (piece !== undefined && piece.elapsedMs < event.elapsedMs) {
        yield this.#piece(piece);
        next += 1;
        piece = trace[next];
      }
      yield lineOf(event);
    }
    for (const left of trace.slice(next)) yield this.#piece(left);
  }

  #piece(piece: TracePiece | TraceGap): string {
    const first = this.#first;
    const { elapsedMs } = piece;
    const place = {
      runId: first?.runId ?? null,
      port: first?.port ?? null,
      elapsedMs,
      atMs: wallMs(beginning(first), elapsedMs),
    };
    if (piece.direction === 'dropped')
      return lineOf({
        type: 'bytes.dropped',
        ...place,
        chunks: piece.droppedChunks,
        bytes: piece.droppedBytes,
      });
    const { direction, bytes } = piece;
    return lineOf({
      type: 'bytes',
      ...place,
      direction,
      text: isUtf8(bytes) ? decodeUtf8(bytes) : bytes,
      hex: hexOf(bytesOf(bytes)),
    });
  }
}

function lineOf(line: RunEvent | BytesLine | GapLine | DamagedLine): string {
  return `${JSON.stringify(line)}\n`;
}

/** When the run began by its first fact: the one that says so, or in a damaged record any other. */
function beginning(first: RunEvent | null): number | null {
  if (first === null) return null;
  return first.type === 'run.started' ? first.atMs : first.atMs - first.elapsedMs;
}
