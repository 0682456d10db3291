import { assertNever } from '../assert-never.ts';
import type { RunEvent, TraceChunk } from '../events.ts';
import { endsSilently } from '../log-text.ts';
import { decodeUtf8 } from './utf8-sequences.ts';

export type Direction = TraceChunk['direction'];

/** A chunk of the byte trace with its bytes as a binary string (see `binary.ts`). */
export interface TracePiece {
  readonly direction: Direction;
  readonly bytes: string;
  /** Milliseconds since the run began. */
  readonly elapsedMs: number;
}

/** Stands in the byte trace where chunks, of either direction, had to be given up: the record could not be written. */
export interface TraceGap {
  readonly direction: 'dropped';
  readonly droppedChunks: number;
  readonly droppedBytes: number;
  /** When the first of them crossed the wire, milliseconds since the run began. */
  readonly elapsedMs: number;
}

/** Facts and bytes that follow the ones already had, each in the order of the record. */
export interface LogPage {
  readonly events: readonly RunEvent[];
  readonly trace: readonly (TracePiece | TraceGap)[];
  /** `seq` of facts that are in the record, or should be, and cannot be read. */
  readonly damaged?: readonly number[];
  /** More is in the record already, so that facts and bytes of this page reach to the same moment. */
  readonly more?: boolean;
}

/** One line that crossed the wire. */
export interface LineEntry {
  readonly kind: 'line';
  /** Counts the lines of both directions from 1, in the order of the trace. */
  readonly no: number;
  readonly direction: Direction;
  /** Binary string, its ends included; blank lines ahead of it stand at its front. */
  readonly bytes: string;
  /** When its first byte that is no line end crossed. */
  readonly elapsedMs: number;
  /** It may still grow. */
  readonly open: boolean;
  /** No command owns it. */
  readonly unsolicited: boolean;
}

/** A fact that no line tells. */
export interface NoteEntry {
  readonly kind: 'note';
  readonly event: RunEvent;
  readonly elapsedMs: number;
  /** Lines of the same time stand behind it, not ahead of it. */
  readonly leads: boolean;
}

/** Never changes: an entry that grows, or is marked later, is replaced by another one. */
export type LogEntry = LineEntry | NoteEntry;

/** Whether a fact stands in the log by itself. */
export function isNoted(event: RunEvent): boolean {
  switch (event.type) {
    case 'run.started':
    case 'link.opened':
    case 'link.lost':
    case 'run.startMoved':
    case 'run.paused':
    case 'run.continued':
    case 'step.started':
    case 'step.finished':
    case 'at.late':
    case 'at.flooded':
    case 'run.pauseRequested':
    case 'step.outOfOrder':
    case 'recovery.started':
    case 'recovery.finished':
    case 'broker.checked':
    case 'answer.compared':
    case 'run.cancelRequested':
    case 'run.finished':
      return true;
    case 'at.exchanged':
      return endsSilently(event);
    case 'step.waiting':
    case 'at.unsolicited':
    case 'measurement.recorded':
      return false;
    default:
      return assertNever(event);
  }
}

const LINE_ENDS = /^[\r\n]+|[\r\n]+$/g;
const BYTE_ORDER_MARK = /^\ufeff/;

/** The text of a line as the engine reads it: no line ends, no byte order mark, U+FFFD where it is no UTF-8. */
export function lineText({ bytes }: LineEntry): string {
  return decodeUtf8(bytes.replace(LINE_ENDS, '')).replace(BYTE_ORDER_MARK, '');
}
