import type { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../shared/clock.ts';
import { systemClock } from '../system-clock.ts';
import type { Batch } from './batch.ts';
import { BatchWriter, type WriteResult } from './batch-writer.ts';
import { faultOf, type RecordFault } from './fault.ts';
import { checkIntegrity, openDatabase } from './open-database.ts';
import { createPageReader, type PageQuery, type PageResult } from './page.ts';
import { PlacedFiles } from './placed-files.ts';
import { createPinRefusals, type PinRefusals, type PinRefusalsResult, type PinUnit } from './pin-refusals.ts';
import {
  createStepTimes,
  type NewestRunsResult,
  type PassedStepsResult,
  type StepTimes,
} from './step-times.ts';
import { createUpkeep, type RecordUpkeep } from './upkeep.ts';
import type { RunListQuery, RunListResult, RunQueries, RunResult, TraceResult } from './run-queries.ts';

/** One SQLite file with the facts and the byte trace of every run. Several processes may have it open. */
export interface RecordStore extends RunQueries {
  /**
   * One transaction, which is on the disk when the call returns: the event loop stands still for it. A batch
   * may be given again; an empty one only tries whether the record can be written. The fault `locked` is worth
   * another attempt.
   */
  append(batch: Batch): Promise<WriteResult>;
  /** The same for those who cannot wait for a promise: the process ends. */
  appendNow(batch: Batch): WriteResult;
  /** A run of this process has ended, whether or not the record has its end. */
  ended(runId: string): void;
  /** What follows a position in a run's record; see `readPage` in `page.ts`. */
  readPage(query: PageQuery): Promise<PageResult>;
  /** See `StepTimes`. */
  newestBringUps(...query: Parameters<StepTimes['newestBringUps']>): Promise<NewestRunsResult>;
  /** See `StepTimes`. */
  passedSteps(runId: string): Promise<PassedStepsResult>;
  /** See `PinRefusals`. */
  refusedPins(unit: PinUnit): Promise<PinRefusalsResult>;
  readonly upkeep: RecordUpkeep;
  /** Reads the whole file through, about 2 s per GB in memory; the event loop stands still for it. */
  check(): Promise<WriteResult>;
  /** Idempotent. Afterwards every call answers `closed`. */
  close(): Promise<void>;
}

export type OpenStoreResult =
  | { readonly ok: true; readonly store: RecordStore }
  | { readonly ok: false; readonly fault: RecordFault };

/** Opens the record at `path`, making folders and file; `:memory:` for one that is kept nowhere. */
export async function openRecordStore(path: string, clock: Clock = systemClock): Promise<OpenStoreResult> {
  const opened = await openDatabase(path, clock);
  return opened.ok ? { ok: true, store: new SqliteStore(opened.database, path) } : opened;
}

class SqliteStore implements RecordStore {
  readonly #database: DatabaseSync;
  readonly #writer: BatchWriter;
  #queries: Promise<RunQueries> | null = null;
  #pages: ((query: PageQuery) => PageResult) | null = null;
  #times: StepTimes | null = null;
  #pins: PinRefusals | null = null;
  /** Runs that this process is recording. */
  readonly #live = new Set<string>();

  readonly upkeep: RecordUpkeep;
  readonly #files: PlacedFiles;

  constructor(database: DatabaseSync, path: string) {
    this.#database = database;
    this.#files = new PlacedFiles(path);
    this.#writer = new BatchWriter(database);
    this.upkeep = createUpkeep(database, (runId) => this.#live.has(runId));
  }

  async append(batch: Batch): Promise<WriteResult> {
    return this.appendNow(batch);
  }

  appendNow(batch: Batch): WriteResult {
    const result = this.#writer.write(batch);
    if (!result.ok) return result;
    if (!this.#files.arePlaced) return { ok: false, fault: { kind: 'removed' } };
    for (const { type, runId } of batch.events) {
      if (type === 'run.finished') this.#live.delete(runId);
      else this.#live.add(runId);
    }
    return result;
  }

  ended(runId: string): void {
    this.#live.delete(runId);
  }

  async listRuns(query: RunListQuery): Promise<RunListResult> {
    return (await this.#loadQueries()).listRuns(query);
  }

  async readRun(runId: string): Promise<RunResult> {
    return (await this.#loadQueries()).readRun(runId);
  }

  async readTrace(runId: string): Promise<TraceResult> {
    return (await this.#loadQueries()).readTrace(runId);
  }

  async readPage(query: PageQuery): Promise<PageResult> {
    try {
      this.#pages ??= createPageReader(this.#database);
      return this.#pages(query);
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  }

  async newestBringUps(...query: Parameters<StepTimes['newestBringUps']>): Promise<NewestRunsResult> {
    return this.#stepTimes((times) => times.newestBringUps(...query));
  }

  async passedSteps(runId: string): Promise<PassedStepsResult> {
    return this.#stepTimes((times) => times.passedSteps(runId));
  }

  async refusedPins(unit: PinUnit): Promise<PinRefusalsResult> {
    try {
      this.#pins ??= createPinRefusals(this.#database);
      return this.#pins(unit);
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  }

  #stepTimes<Result>(ask: (times: StepTimes) => Result): Result | { ok: false; fault: RecordFault } {
    try {
      this.#times ??= createStepTimes(this.#database);
      return ask(this.#times);
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  }

  async check(): Promise<WriteResult> {
    try {
      const fault = checkIntegrity(this.#database);
      return fault === null ? { ok: true } : { ok: false, fault };
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  }

  async close(): Promise<void> {
    if (!this.#database.isOpen) return;
    if (!this.#files.arePlaced) this.#gather();
    this.#database.close();
  }

  /** SQLite leaves the log of a file that was moved where it is; so the file gets what stands in the log beforehand. */
  #gather(): void {
    try {
      this.#database.exec('PRAGMA wal_checkpoint(TRUNCATE)');
    } catch {
      // Why it cannot be written was told.
    }
  }

  /** Loaded when first asked: the query builder takes a tenth of a second to load, which recording never needs. */
  #loadQueries(): Promise<RunQueries> {
    this.#queries ??= import('./run-queries.ts').then(({ createRunQueries }) =>
      createRunQueries(this.#database, (runId) => this.#live.has(runId)),
    );
    return this.#queries;
  }
}
