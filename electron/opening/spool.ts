import { rmSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import { makeScratchFolder } from '../files/scratch-folder.ts';

/** More than anybody hands over. */
const MOST_BYTES = 4 * 1024 ** 3;

/** A file that is being sent, put aside in a private folder until it is there: what it is shows at its end. */
export class Spool {
  readonly path: string;
  readonly #folder: string;
  #file: Promise<FileHandle> | null = null;
  #bytes = 0;
  #isGone = false;

  constructor() {
    this.#folder = makeScratchFolder();
    this.path = join(this.#folder, 'opened');
  }

  /** Appends; false when there is no room for it. */
  async write(bytes: Uint8Array): Promise<boolean> {
    this.#bytes += bytes.length;
    if (this.#isGone || this.#bytes > MOST_BYTES) return false;
    try {
      this.#file ??= open(this.path, 'wx', 0o600);
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
    try {
      rmSync(this.#folder, { recursive: true, force: true, maxRetries: 3 });
    } catch {
      // Somebody holds it: it stays among the system's temporary files.
    }
  }
}
