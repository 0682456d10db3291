import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../shared/clock.ts';
import { makeScratchFolder } from '../files/scratch-folder.ts';

/** A file that waits for the browser to fetch it. */
export interface Download {
  readonly id: string;
  readonly path: string;
  /** As the user is to have it. */
  readonly fileName: string;
  readonly mediaType: string;
}

/** Who has not fetched it by then has gone away, milliseconds. */
const KEPT_MS = 15 * 60_000;

/** Files made for browsers, in a private folder among the system's temporary ones, until they are fetched or forgotten. */
export class Downloads {
  readonly #clock: Clock;
  readonly #files = new Map<string, Download>();
  readonly #timers = new Map<string, () => void>();
  #folder: string | null = null;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A place for a file; it is not offered before `offer`. */
  async place(fileName: string, mediaType: string): Promise<Download> {
    this.#folder ??= makeScratchFolder();
    const id = randomUUID();
    return { id, path: join(this.#folder, id), fileName, mediaType };
  }

  /** The file is there. */
  offer(file: Download): void {
    this.#files.set(file.id, file);
    this.#timers.set(
      file.id,
      this.#clock.schedule(KEPT_MS, () => void this.forget(file.id)),
    );
  }

  find(id: string): Download | null {
    return this.#files.get(id) ?? null;
  }

  async forget(id: string): Promise<void> {
    const file = this.#files.get(id);
    this.#timers.get(id)?.();
    this.#timers.delete(id);
    this.#files.delete(id);
    if (file !== undefined) await rm(file.path, { force: true });
  }

  async close(): Promise<void> {
    for (const cancel of this.#timers.values()) cancel();
    this.#timers.clear();
    this.#files.clear();
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }
}
