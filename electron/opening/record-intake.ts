import { randomUUID } from 'node:crypto';
import type { Doubt, OpenedRunRow } from '../../shared/opened-log.ts';
import { type RecordExtent, RunDigest } from '../exports/run-digest.ts';
import type { Batch, TraceItem } from '../records/index.ts';
import type { RunEvent } from '../../shared/events.ts';
import { type RecordLine, readRecordLine } from './record-line.ts';
import { RunCheck } from './run-check.ts';

/** Rows that are written in one go. */
const BATCH_ROWS = 500;
/** Runs of one file; the rest of it is not read. */
const MOST_RUNS = 10_000;
/** Pieces that can wait for the first fact of their run, which tells what it is called. */
const MOST_WAITING = 10_000;

/** One run of a file as it is read. */
class RunIntake {
  readonly recordedId: string;
  readonly runId = randomUUID();
  readonly #digest = new RunDigest();
  readonly #check = new RunCheck();
  #ordinal = 0;
  #damaged = 0;

  constructor(recordedId: string) {
    this.recordedId = recordedId;
  }

  fact(event: RunEvent): RunEvent | null {
    if (!this.#check.fact(event)) return null;
    this.#digest.add({ events: [event], trace: [] });
    return { ...event, runId: this.runId };
  }

  trace(item: TraceItem): Batch['trace'][number] {
    this.#check.trace(item);
    // It is counted, whatever its bytes.
    this.#digest.add({ events: [], trace: [item.direction === 'dropped' ? item : { ...item, bytes: '' }] });
    this.#ordinal += 1;
    return { runId: this.runId, ordinal: this.#ordinal, chunk: item };
  }

  damaged(seq: number): void {
    this.#check.damaged(seq);
    this.#damaged += 1;
  }

  get extent(): RecordExtent {
    return { ...this.#digest.extent, damaged: this.#damaged };
  }

  row(more: readonly Doubt[]): OpenedRunRow | null {
    const { evidence } = this.#digest;
    if (evidence.state.seq === 0) return null;
    return {
      runId: this.runId,
      recordedId: this.recordedId,
      summary: this.#digest.summary(this.runId, false),
      doubts: [...this.#check.doubts(evidence.state), ...more],
    };
  }
}

/**
 * Takes records of this program, line by line, as runs under names of their own: the names they were recorded under may
 * be taken at this station. What it gives is to be written down; it holds no more than a batch of it.
 */
export class RecordIntake {
  readonly #runs = new Map<string, RunIntake>();
  readonly #only: string | null;
  #newest: RunIntake | null = null;
  #waiting: TraceItem[] = [];
  #events: RunEvent[] = [];
  #trace: Batch['trace'][number][] = [];
  #unreadable = 0;

  /** `only`: the one run that the file should hold, as it was recorded; null for any. */
  constructor(only: string | null = null) {
    this.#only = only;
  }

  /** Lines follow. Gives what is to be written down now. */
  *take(lines: readonly string[]): Generator<Batch> {
    for (const text of lines) {
      if (text.trim() === '') continue;
      const line = readRecordLine(text);
      if (line === null || !this.#place(line)) this.#unreadable += 1;
      if (this.#events.length + this.#trace.length >= BATCH_ROWS) yield this.#batch();
    }
  }

  /** Nothing more comes. Gives what is left; `skipped` lines could not even be looked at. */
  *end(skipped: number): Generator<Batch> {
    this.#unreadable += skipped + this.#waiting.length;
    yield this.#batch();
  }

  /** Every run of which there is a fact. Known at the end. */
  rows(): readonly OpenedRunRow[] {
    const lost: readonly Doubt[] = this.#unreadable > 0 ? [{ kind: 'lines', count: this.#unreadable }] : [];
    return [...this.#runs.values()].flatMap((run) => run.row(lost) ?? []);
  }

  /** How much there is of a run, by the name it was recorded under. */
  extentOf(recordedId: string): RecordExtent | null {
    return this.#runs.get(recordedId)?.extent ?? null;
  }

  /** Whether there is a place for it. */
  #place(line: RecordLine): boolean {
    if (line.kind === 'summary') return true;
    if (line.runId === null) return this.#placeUnnamed(line);
    const run = this.#runOf(line.runId);
    if (run === null) return false;
    this.#newest = run;
    for (const item of this.#waiting) this.#trace.push(run.trace(item));
    this.#waiting = [];
    return this.#give(run, line);
  }

  /** Bytes ahead of the first fact of a run are that run's. */
  #placeUnnamed(line: RecordLine): boolean {
    if (line.kind !== 'trace' || this.#waiting.length >= MOST_WAITING) return false;
    if (this.#newest !== null) return this.#give(this.#newest, line);
    this.#waiting.push(line.item);
    return true;
  }

  #give(run: RunIntake, line: Exclude<RecordLine, { kind: 'summary' }>): boolean {
    switch (line.kind) {
      case 'fact': {
        const event = run.fact(line.event);
        // A fact that comes again is a doubt of its own.
        if (event !== null) this.#events.push(event);
        return true;
      }
      case 'trace':
        this.#trace.push(run.trace(line.item));
        return true;
      case 'damaged':
        run.damaged(line.seq);
        return true;
    }
  }

  #runOf(recordedId: string): RunIntake | null {
    const known = this.#runs.get(recordedId);
    if (known !== undefined) return known;
    if (this.#runs.size >= MOST_RUNS || (this.#only !== null && this.#only !== recordedId)) return null;
    const run = new RunIntake(recordedId);
    this.#runs.set(recordedId, run);
    return run;
  }

  #batch(): Batch {
    const batch = { events: this.#events, trace: this.#trace };
    this.#events = [];
    this.#trace = [];
    return batch;
  }
}
