import type { Clock } from '../../../shared/clock.ts';
import type { Kept, RemovalPart } from '../../../shared/keeping.ts';
import type { RecordStore } from '../../records/index.ts';
import type { Bay } from '../bay.ts';
import type { Commissioner } from '../commissioner.ts';
import { LogFolder, type LogRemoval } from './log-folder.ts';
import { sumOf } from './log-removal.ts';
import { RunLog } from './run-log.ts';

/** In the data folder. */
export const LOG_FOLDER = 'logs';
const FILE_BYTES = 20 * 1024 * 1024;
const FOLDER_BYTES = 500 * 1024 * 1024;

export interface SessionLogOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly commissioner: Pick<Commissioner, 'bays' | 'followHeads'>;
  readonly pages: Pick<RecordStore, 'readPage'>;
  /** Files that are older than so many days go; null: none does for its age. */
  readonly days: () => number | null;
  /** Files cannot be written, for the reason with this code; null: they can again. */
  readonly onFault: (code: string | null) => void;
  readonly onRemoved: (removal: LogRemoval) => void;
  readonly limits?: { readonly fileBytes: number; readonly folderBytes: number };
}

/** The rolling plain-text log: a file for every run, console and listening, written as the record is. */
export class SessionLogs {
  readonly #options: SessionLogOptions;
  readonly #limits: NonNullable<SessionLogOptions['limits']>;
  readonly #folder: LogFolder;
  /** Those that follow a run, by its id. */
  readonly #following = new Map<string, RunLog>();
  /** Those that are not done with yet, with what is to be awaited of them. */
  readonly #open = new Map<RunLog, Promise<void>>();
  /** Runs whose end is written: they may still be told of. */
  readonly #finished = new WeakSet<Bay>();
  readonly #unfollow: () => void;
  #isOn = false;
  /** Runs whose lines cannot be written. */
  readonly #failing = new Set<string>();
  #isFaultTold = false;

  constructor(options: SessionLogOptions) {
    this.#options = options;
    const { folder, clock, days, onRemoved, commissioner } = options;
    this.#limits = options.limits ?? { fileBytes: FILE_BYTES, folderBytes: FOLDER_BYTES };
    this.#folder = new LogFolder({
      folder,
      clock,
      policy: () => ({ days: days(), bytes: this.#limits.folderBytes }),
      isWritten: (name) => [...this.#open.keys()].some(({ fileName }) => fileName === name),
      onRemoved,
    });
    this.#unfollow = commissioner.followHeads((bay) => this.#grown(bay));
  }

  /** Begins with the runs that live, from their beginning; or ends what is being written. */
  switch(isOn: boolean): void {
    if (isOn === this.#isOn) return;
    this.#isOn = isOn;
    if (isOn) for (const bay of this.#options.commissioner.bays) if (!bay.over) this.#grown(bay);
    if (!isOn) for (const runId of this.#following.keys()) this.#finish(runId);
  }

  /** Removes files that are too old, or too much. */
  tidy(): Promise<void> {
    return this.#folder.tidy();
  }

  /** Where the files are, and how large they are together. */
  async size(): Promise<Kept['logs']> {
    const { files, bytes } = await this.#folder.size();
    return { folder: this.#options.folder, files, bytes, limitBytes: this.#limits.folderBytes };
  }

  /** What would go now if files were kept for so many days. */
  async wouldRemove(days: number | null): Promise<RemovalPart> {
    const files = await this.#folder.wouldRemove({ days, bytes: this.#limits.folderBytes });
    return {
      count: files.length,
      oldestMs: files[0]?.lastMs ?? null,
      newestMs: files.at(-1)?.lastMs ?? null,
      bytes: sumOf(files),
    };
  }

  /** Resolves when nothing is being written. */
  async settled(): Promise<void> {
    for (const log of this.#following.values()) await log.settled();
    await Promise.all(this.#open.values());
  }

  /** Writes what is left of every run. What a run still does must be in the record by now. */
  async close(): Promise<void> {
    this.#unfollow();
    this.switch(false);
    await this.settled();
    await this.#folder.settled();
  }

  #grown(bay: Bay): void {
    if (!this.#isOn || this.#finished.has(bay)) return;
    const log = this.#following.get(bay.runId) ?? this.#begin(bay);
    log.grown();
    if (!bay.over) return;
    this.#finished.add(bay);
    this.#finish(bay.runId);
  }

  #begin({ runId, port }: Bay): RunLog {
    const { pages, clock, folder } = this.#options;
    const log = new RunLog({
      runId,
      port,
      pages,
      clock,
      folder,
      fileBytes: this.#limits.fileBytes,
      onWritten: (bytes) => this.#folder.grown(bytes),
      onFault: (code) => this.#faultIs(runId, code),
    });
    this.#following.set(runId, log);
    this.#open.set(log, Promise.resolve());
    return log;
  }

  #finish(runId: string): void {
    const log = this.#following.get(runId);
    if (log === undefined) return;
    this.#following.delete(runId);
    this.#open.set(log, this.#end(runId, log));
  }

  async #end(runId: string, log: RunLog): Promise<void> {
    await log.finish();
    this.#failing.delete(runId);
    await this.#folder.tidyWhenFull();
    this.#open.delete(log);
  }

  /** Told when it begins and when it is over, however many runs and lines are concerned. */
  #faultIs(runId: string, code: string | null): void {
    if (code !== null) this.#failing.add(runId);
    else this.#failing.delete(runId);
    const isFault = this.#failing.size > 0;
    if (isFault === this.#isFaultTold) return;
    this.#isFaultTold = isFault;
    this.#options.onFault(code);
  }
}
