import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import { Turns } from '../stores/turns.ts';
import { isSessionLog } from './file-name.ts';
import { type LogFileInfo, type LogPolicy, logRemovals, sumOf } from './log-removal.ts';

/** What was taken away at once. */
export interface LogRemoval {
  readonly reason: 'age' | 'size';
  readonly files: number;
  readonly bytes: number;
  /** When the oldest and the newest of them were written last. */
  readonly oldestMs: number;
  readonly newestMs: number;
}

export interface LogFolderOptions {
  readonly folder: string;
  readonly clock: Clock;
  readonly policy: () => LogPolicy;
  readonly isWritten: (name: string) => boolean;
  readonly onRemoved: (removal: LogRemoval) => void;
}

/** The files of the session log, kept within their limits. Never silently, and never those of the current day. */
export class LogFolder {
  readonly #options: LogFolderOptions;
  readonly #turns = new Turns();
  /** Bytes of all files, as far as this process knows; null before they were counted. */
  #bytes: number | null = null;

  constructor(options: LogFolderOptions) {
    this.#options = options;
  }

  /** How many files there are, and how large they are together. */
  async size(): Promise<{ readonly files: number; readonly bytes: number }> {
    const files = await this.#files();
    return { files: files.length, bytes: sumOf(files) };
  }

  /** What another policy would remove now. */
  async wouldRemove(policy: LogPolicy): Promise<readonly LogFileInfo[]> {
    const { clock, isWritten } = this.#options;
    const { age, size } = logRemovals(await this.#files(), policy, clock.now(), isWritten);
    return [...age, ...size];
  }

  /** A file has grown. */
  grown(bytes: number): void {
    if (this.#bytes !== null) this.#bytes += bytes;
  }

  /** Removes what is too old, or too much. */
  tidy(): Promise<void> {
    return this.#turns.run(() => this.#tidy());
  }

  /** Resolves when nothing is being removed. */
  settled(): Promise<void> {
    return this.#turns.settled();
  }

  /** The same where there may be too much. */
  async tidyWhenFull(): Promise<void> {
    if (this.#bytes === null || this.#bytes > this.#options.policy().bytes) await this.tidy();
  }

  async #tidy(): Promise<void> {
    const { clock, policy, isWritten, onRemoved } = this.#options;
    const files = await this.#files();
    const removals = logRemovals(files, policy(), clock.now(), isWritten);
    let bytes = sumOf(files);
    for (const reason of ['age', 'size'] as const) {
      const removed = await this.#remove(removals[reason]);
      const [oldest, newest] = [removed[0], removed.at(-1)];
      if (oldest === undefined || newest === undefined) continue;
      const freed = sumOf(removed);
      bytes -= freed;
      const span = { oldestMs: oldest.lastMs, newestMs: newest.lastMs };
      onRemoved({ reason, files: removed.length, bytes: freed, ...span });
    }
    this.#bytes = bytes;
  }

  async #files(): Promise<readonly LogFileInfo[]> {
    const names = await readdir(this.#options.folder).catch(() => []);
    const files: LogFileInfo[] = [];
    for (const name of names.filter(isSessionLog)) {
      // Another process may have removed it meanwhile.
      const found = await stat(join(this.#options.folder, name)).catch(() => null);
      if (found?.isFile()) files.push({ name, bytes: found.size, lastMs: found.mtimeMs });
    }
    return files;
  }

  /** Those that are gone now, and are so by this process. */
  async #remove(files: readonly LogFileInfo[]): Promise<readonly LogFileInfo[]> {
    const removed: LogFileInfo[] = [];
    for (const file of files) {
      const isGone = await rm(join(this.#options.folder, file.name)).then(
        () => true,
        () => false,
      );
      if (isGone) removed.push(file);
    }
    return removed;
  }
}
