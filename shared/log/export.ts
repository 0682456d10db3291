import { wordsBehind } from '../codes/record-words.ts';
import type { RunEvent } from '../events.ts';
import { noteText, visible } from '../log-text.ts';
import type { StepNumber } from '../plan.ts';
import type { RunState } from '../run-state.ts';
import { hexOf } from '../utf8.ts';
import { bytesOf } from './binary.ts';
import type { LogBook } from './log-book.ts';
import { meaningOfEntry } from './line-meaning.ts';
import type { LogEntry, LogPage, TraceGap, TracePiece } from './log-entry.ts';
import { plainText } from './shown-bytes.ts';
import { decodeUtf8, isUtf8 } from './utf8-sequences.ts';

/**
 * The log of a run in files: text for people, JSON Lines for programs. The language of a window has no say in either;
 * what codes mean stands in the text in English.
 */

const PRODUCT = 'WIS800C Commissioner';

/**
 * The log as readable text, line by line with line ends: what run it is, each behind `# `, then time (UTC), seconds
 * since the run began, direction (→ sent, ← received, ! unsolicited, · noted), step, text, and behind a received code
 * two blanks, a dash and what it means. `state` is the run's fold.
 */
export function* textExport(book: LogBook, state: RunState): Generator<string> {
  const { startedAtMs } = state;
  yield* beginningLines(state, versionOf(book));
  yield* endingLines(state, book.damaged);
  const lineOfGap = (gap: TraceGap) => gapLine(gap, book.stepAt(gap.elapsedMs), startedAtMs);
  let gaps = 0;
  for (const entry of book.entries) {
    for (
      let gap = book.gaps[gaps];
      gap !== undefined && gap.elapsedMs < entry.elapsedMs;
      gap = book.gaps[gaps]
    ) {
      yield lineOfGap(gap);
      gaps += 1;
    }
    yield entryLine(entry, book.stepOf(entry), startedAtMs);
  }
  for (const gap of book.gaps.slice(gaps)) yield lineOfGap(gap);
}

/** An entry as a line of the text, with its line end. `startedAtMs` is when the run began. */
export function entryLine(entry: LogEntry, step: StepNumber | null, startedAtMs: number | null): string {
  return textLine(startedAtMs, entry.elapsedMs, markOf(entry), step, textOf(entry));
}

/** A place where bytes are missing, as a line of the text. */
export function gapLine(
  { elapsedMs, droppedBytes, droppedChunks }: TraceGap,
  step: StepNumber | null,
  startedAtMs: number | null,
): string {
  const text = `bytes.dropped ${droppedBytes} bytes in ${droppedChunks} pieces, not recorded`;
  return textLine(startedAtMs, elapsedMs, '·', step, text);
}

function textLine(
  startedAtMs: number | null,
  elapsedMs: number,
  mark: string,
  step: StepNumber | null,
  text: string,
): string {
  const at = isoTime(wallMs(startedAtMs, elapsedMs)).padEnd(ISO_LENGTH);
  const elapsed = `+${(elapsedMs / 1000).toFixed(3)}`.padStart(9);
  return `${at} ${elapsed} ${mark} ${String(step ?? '').padStart(2)} ${text}\n`;
}

/** A line that belongs to no moment of the run. */
export function headLine(text: string): string {
  return `# ${visible(text)}\n`;
}

/** What is known of a run from its first fact on. */
export function beginningLines(state: RunState, version: string | null): readonly string[] {
  const { runId, port, profileName, unit, startedAtMs } = state;
  return [
    `${PRODUCT} ${version ?? 'unknown'}`,
    `run: ${runId ?? 'unknown'}`,
    `port: ${port ?? 'unknown'}`,
    `profile: ${profileName ?? 'unknown'}`,
    `unit: ${unit ?? 'unknown'}`,
    `started: ${isoTime(startedAtMs)}`,
  ].map(headLine);
}

/** What is known of it when it is over; `damaged` are the facts that cannot be read. */
export function endingLines(state: RunState, damaged: readonly number[]): readonly string[] {
  const { imei, iccid } = state.measurements;
  return [
    `imei: ${imei?.value ?? 'unknown'}`,
    `iccid: ${iccid?.value ?? 'unknown'}`,
    `outcome: ${outcomeOf(state)}`,
    ...(damaged.length === 0 ? [] : [`damaged: facts ${damaged.join(', ')} cannot be read`]),
  ].map(headLine);
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

/** The last moment a date can name (ECMA-262 21.4.1.1). */
const LAST_MS = 8.64e15;
const ISO_LENGTH = 24;

function isoTime(ms: number | null): string {
  return ms === null || Math.abs(ms) > LAST_MS ? 'unknown' : new Date(ms).toISOString();
}

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
