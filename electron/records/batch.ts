import type { RunEvent, TraceChunk } from '../../shared/events.ts';

/** Stands in the byte trace where chunks had to be given up because the medium could not be written. */
export interface DroppedTrace {
  readonly direction: 'dropped';
  /** When the first of them crossed the wire, milliseconds since the run began. */
  readonly elapsedMs: number;
  readonly droppedChunks: number;
  readonly droppedBytes: number;
}

export type TraceItem = TraceChunk | DroppedTrace;

/** One row of a run's byte trace. `ordinal` counts from 1 without gaps within the run. */
export interface TraceEntry {
  readonly runId: string;
  readonly ordinal: number;
  readonly chunk: TraceItem;
}

/** What is written in one transaction: all of it or nothing. Several runs may be in it. */
export interface Batch {
  readonly events: readonly RunEvent[];
  readonly trace: readonly TraceEntry[];
}
