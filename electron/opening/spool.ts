import { type FileHandle, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { makeScratchFolder } from '../files/scratch-folder.ts';

/** More than anybody hands over. */
const MOST_BYTES = 4 * 1024 ** 3;

/** A file that is being sent, put aside in a private folder until it is there: what it is shows at its end. */
export class Spool {
  #folder: string | null = null;
  #file: Promise<FileHandle> | null = null;
  #bytes = 0;
  #isGone = false;

  /** Where it is; null until its first bytes have come. */
  get path(): string | null {
    return this.#folder === null ? null : pathIn(this.#folder);
  }

  /** Appends; false when there is no room for it. */
  async write(bytes: Uint8Array): Promise<boolean> {
    this.#bytes += bytes.length;
    if (this.#isGone || this.#bytes > MOST_BYTES) return false;
    try {
      this.#file ??= this.#begin();
      await (await this.#file).writeFile(bytes);
      return true;
    } catch {
      return false;
    }
  }

  /** Nothing more comes. */
  async finish(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await (await file?.catch(() => null))?.close();
  }

  /** Lets go of it. Idempotent. */
  async remove(): Promise<void> {
    this.#isGone = true;
    await this.finish();
    if (this.#folder === null) return;
    // Where somebody holds it, it stays among the system's temporary files.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 3 }).catch(() => undefined);
  }

  async #begin(): Promise<FileHandle> {
    this.#folder = makeScratchFolder();
    return await open(pathIn(this.#folder), 'wx', 0o600);
  }
}

const pathIn = (folder: string) => join(folder, 'opened');
