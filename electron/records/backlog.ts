import type { RunEvent, TraceChunk } from '../../shared/events.ts';
import type { Batch, DroppedTrace, TraceEntry, TraceItem } from './batch.ts';

export interface BacklogLimits {
  /** Bytes of trace that may wait, with what each chunk costs in memory. */
  readonly traceBytes: number;
  /** Rows of each kind and bytes of trace in one batch, so that a long backlog does not stop the event loop. */
  readonly batchRows: number;
  readonly batchBytes: number;
}

/** What a waiting chunk costs beside its bytes: its objects and the header of its array. */
const CHUNK_COST_BYTES = 200;

/** A fact, and how many rows of the trace came ahead of it: the bytes that it rests on are among them. */
interface WaitingEvent {
  readonly event: RunEvent;
  readonly behind: number;
}

/**
 * What waits to be written. Facts wait however many there are; the byte trace only up to a limit, above which
 * chunks are given up and a marker row says how much was. No fact is written ahead of the bytes before it.
 */
export class Backlog {
  readonly #limits: BacklogLimits;
  readonly #events: WaitingEvent[] = [];
  readonly #trace: TraceEntry[] = [];
  #traceBytes = 0;
  /** How many rows have left. */
  readonly #committed = { events: 0, trace: 0 };
  #taken: Batch | null = null;
  /** Where in the trace each run's dropped chunks are counted, until it is taken or the run's trace goes on. */
  readonly #markers = new Map<string, number>();

  constructor(limits: BacklogLimits) {
    this.#limits = limits;
  }

  get isEmpty(): boolean {
    return this.#events.length === 0 && this.#trace.length === 0;
  }

  addEvent(event: RunEvent): void {
    this.#events.push({ event, behind: this.#committed.trace + this.#trace.length });
  }

  /** `nextOrdinal` is asked only when a row comes of it. */
  addTrace(runId: string, nextOrdinal: () => number, chunk: TraceChunk): void {
    const cost = costOf(chunk);
    if (this.#traceBytes + cost > this.#limits.traceBytes) {
      this.#drop(runId, nextOrdinal, chunk);
      return;
    }
    this.#traceBytes += cost;
    this.#markers.delete(runId);
    this.#trace.push({ runId, ordinal: nextOrdinal(), chunk });
  }

  /** The oldest of what waits, as one transaction; the same again until `commit`. Null when nothing waits. */
  take(): Batch | null {
    if (this.#taken !== null || this.isEmpty) return this.#taken;
    // A commit that failed may have reached the disk all the same. Its repetition has to write the very same
    // rows, so the markers in it count no further.
    this.#markers.clear();
    const trace = this.#trace.slice(0, this.#traceLength());
    this.#taken = { events: this.#eventsBehind(this.#committed.trace + trace.length), trace };
    return this.#taken;
  }

  /** What `take` gave is on the disk. */
  commit(): void {
    if (this.#taken === null) return;
    const { events, trace } = this.#taken;
    this.#events.splice(0, events.length);
    this.#trace.splice(0, trace.length);
    for (const { chunk } of trace) this.#traceBytes -= costOf(chunk);
    this.#committed.events += events.length;
    this.#committed.trace += trace.length;
    // Positions have moved.
    this.#markers.clear();
    this.#taken = null;
  }

  /** @returns the question whether all that waits now has been committed. */
  mark(): () => boolean {
    const events = this.#committed.events + this.#events.length;
    const trace = this.#committed.trace + this.#trace.length;
    return () => this.#committed.events >= events && this.#committed.trace >= trace;
  }

  #drop(runId: string, nextOrdinal: () => number, chunk: TraceChunk): void {
    const at = this.#markers.get(runId) ?? this.#trace.length;
    const marker = this.#trace[at];
    this.#markers.set(runId, at);
    this.#trace[at] = {
      runId,
      ordinal: marker?.ordinal ?? nextOrdinal(),
      chunk: oneMore(marker?.chunk, chunk),
    };
  }

  /** The oldest facts that need no more than so many rows of the trace. */
  #eventsBehind(rows: number): readonly RunEvent[] {
    const oldest = this.#events.slice(0, this.#limits.batchRows);
    const end = oldest.findIndex(({ behind }) => behind > rows);
    return (end === -1 ? oldest : oldest.slice(0, end)).map(({ event }) => event);
  }

  /** How many rows of trace fit in a batch; a chunk above the limit goes alone. */
  #traceLength(): number {
    const { batchRows, batchBytes } = this.#limits;
    let bytes = 0;
    const end = this.#trace.findIndex(({ chunk }, index) => {
      bytes += costOf(chunk);
      return index > 0 && (bytes > batchBytes || index >= batchRows);
    });
    return end === -1 ? this.#trace.length : end;
  }
}

function costOf(chunk: TraceItem): number {
  return chunk.direction === 'dropped' ? 0 : chunk.bytes.byteLength + CHUNK_COST_BYTES;
}

function oneMore(marker: TraceItem | undefined, chunk: TraceChunk): DroppedTrace {
  const before = marker?.direction === 'dropped' ? marker : null;
  return {
    direction: 'dropped',
    elapsedMs: before?.elapsedMs ?? chunk.elapsedMs,
    droppedChunks: (before?.droppedChunks ?? 0) + 1,
    droppedBytes: (before?.droppedBytes ?? 0) + chunk.bytes.byteLength,
  };
}
