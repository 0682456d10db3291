import { type Evidence, INITIAL_EVIDENCE, reduceEvidence } from '../../shared/diagnosis/evidence.ts';
import { NO_HEAD, reduceHead, type TextHead } from '../../shared/log/export.ts';
import type { LogPage } from '../../shared/log/log-entry.ts';
import { runWarnings } from '../../shared/run-state.ts';
import type { RunSummary } from '../../shared/run-summary.ts';

/** How much of a run the record has. */
export interface RecordExtent {
  readonly facts: number;
  /** Of the byte trace. */
  readonly pieces: number;
  readonly droppedChunks: number;
  readonly droppedBytes: number;
  /** Facts that are in the record, or should be, and cannot be read. */
  readonly damaged: number;
  /** When the newest fact was stated, milliseconds since the run began. */
  readonly endMs: number;
}

const NO_EXTENT: RecordExtent = {
  facts: 0,
  pieces: 0,
  droppedChunks: 0,
  droppedBytes: 0,
  damaged: 0,
  endMs: 0,
};

/** What can be said of a run from its pages, however many there are: bounded. */
export class RunDigest {
  #evidence: Evidence = INITIAL_EVIDENCE;
  #head: TextHead = NO_HEAD;
  #extent: RecordExtent = NO_EXTENT;
  #lastAtMs = 0;

  get evidence(): Evidence {
    return this.#evidence;
  }

  /** What stands at the head of its text log. */
  get head(): TextHead {
    return this.#head;
  }

  get extent(): RecordExtent {
    return this.#extent;
  }

  add(page: LogPage): void {
    const { events, trace, damaged = [] } = page;
    this.#head = reduceHead(this.#head, page);
    this.#evidence = events.reduce(reduceEvidence, this.#evidence);
    this.#lastAtMs = events.at(-1)?.atMs ?? this.#lastAtMs;
    const extent = this.#extent;
    let { droppedChunks, droppedBytes } = extent;
    for (const item of trace)
      if (item.direction === 'dropped') {
        droppedChunks += item.droppedChunks;
        droppedBytes += item.droppedBytes;
      }
    this.#extent = {
      facts: extent.facts + events.length,
      pieces: extent.pieces + trace.length,
      droppedChunks,
      droppedBytes,
      damaged: extent.damaged + damaged.length,
      endMs: events.at(-1)?.elapsedMs ?? extent.endMs,
    };
  }

  /** Takes the byte trace as it was counted, where nobody read it. */
  addTrace(pieces: number, droppedChunks: number, droppedBytes: number): void {
    const extent = this.#extent;
    this.#extent = {
      ...extent,
      pieces: extent.pieces + pieces,
      droppedChunks: extent.droppedChunks + droppedChunks,
      droppedBytes: extent.droppedBytes + droppedBytes,
    };
  }

  /** The run in one row. */
  summary(runId: string, isLive: boolean): RunSummary {
    const { state } = this.#evidence;
    const { measurements, finish } = state;
    const textOf = (value: unknown) =>
      typeof value === 'string' || typeof value === 'number' ? String(value) : null;
    const head = {
      id: runId,
      port: state.port,
      purpose: state.purpose,
      unit: state.unit,
      operator: state.operator,
      profileName: state.profileName,
      version: this.#head.version,
      fromStep: state.startedAtMs === null ? null : state.fromStep,
      startedAtMs: state.startedAtMs,
      imei: textOf(measurements.imei?.value),
      iccid: textOf(measurements.iccid?.value),
      imsi: textOf(measurements.imsi?.value),
      network: textOf(measurements.operator?.value),
      station: this.#evidence.started?.station ?? null,
      lastAtMs: this.#lastAtMs,
    };
    if (finish === null) return { ...head, state: isLive ? 'live' : 'interrupted' };
    const { outcome, failedStep, code, complete, durationMs } = finish;
    return {
      ...head,
      state: 'finished',
      finishedAtMs: this.#lastAtMs,
      durationMs,
      outcome,
      failedStep,
      code,
      complete,
      warnings: runWarnings(state).length,
    };
  }
}
