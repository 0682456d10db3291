import { type FileHandle, open, rename, rm, stat, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from '../../port/errno.ts';
import { untilReleased } from '../../files/held-file.ts';
import { type LogIdentity, sessionLogName } from './file-name.ts';

export interface LogFileOptions {
  readonly folder: string;
  readonly identity: LogIdentity;
  /** A file does not grow beyond this; the next one goes on. */
  readonly limitBytes: number;
  /** The first lines of a file, with line ends; `before` is the name of the one that it continues. */
  readonly head: (before: string | null) => string;
}

/** Null: it is in the file. Otherwise the system's error code, and none of it counts as written. */
export type LogFault = string | null;

/**
 * The text of one run in files that follow each other. What could not be written may be given again: it then takes the
 * place of what got into the file of it. Calls must not overlap.
 */
export class LogFile {
  readonly #options: LogFileOptions;
  #identity: LogIdentity;
  /** Names of the files, oldest first. */
  readonly #names: string[] = [];
  #file: FileHandle | null = null;
  /** Bytes of the newest one. */
  #length = 0;

  constructor(options: LogFileOptions) {
    this.#options = options;
    this.#identity = options.identity;
  }

  /** The name of the file that grows; null before there is one. */
  get name(): string | null {
    return this.#names.at(-1) ?? null;
  }

  /** Appends text, which stays in one file. */
  async write(text: string): Promise<LogFault> {
    try {
      const bytes = Buffer.from(text, 'utf8');
      let file = await this.#current();
      if (file === null || (this.#length > 0 && this.#length + bytes.length > this.#options.limitBytes))
        file = await this.#next();
      await writeAt(file, bytes, this.#length);
      this.#length += bytes.length;
      return null;
    } catch (thrown) {
      await this.close();
      return errorCode(thrown);
    }
  }

  /** Puts the unit into the names. A file that cannot be renamed, as one that is being looked at on Windows, keeps its. */
  async nameUnit(unit: string): Promise<void> {
    if (this.#identity.unit === unit) return;
    this.#identity = { ...this.#identity, unit };
    // Windows renames no file that is open.
    await this.close();
    for (const [index, name] of this.#names.entries())
      this.#names[index] = await this.#renamed(name, index + 1).catch(() => name);
  }

  /** What is written later opens it again. */
  async close(): Promise<void> {
    const file = this.#file;
    this.#file = null;
    await file?.close().catch(() => {});
  }

  /** The newest file, open; null when there is none, or somebody has taken it away. */
  async #current(): Promise<FileHandle | null> {
    const { name } = this;
    if (name === null) return null;
    const path = join(this.#options.folder, name);
    if ((await stat(path).catch(() => null)) === null) {
      await this.close();
      return null;
    }
    this.#file ??= await open(path, 'r+');
    return this.#file;
  }

  /** Begins the next file. */
  async #next(): Promise<FileHandle> {
    const before = this.name;
    await this.close();
    await mkdir(this.#options.folder, { recursive: true });
    const head = Buffer.from(this.#options.head(before), 'utf8');
    const { name, file } = await this.#make(this.#names.length + 1);
    try {
      await writeAt(file, head, 0);
    } catch (thrown) {
      await file.close().catch(() => {});
      await rm(join(this.#options.folder, name), { force: true }).catch(() => {});
      throw thrown;
    }
    this.#names.push(name);
    this.#file = file;
    this.#length = head.length;
    return file;
  }

  /** Makes a file under the first name that is free. */
  async #make(part: number): Promise<{ readonly name: string; readonly file: FileHandle }> {
    for (let copy = 1; ; copy += 1) {
      const name = sessionLogName(this.#identity, copy, part);
      try {
        return { name, file: await open(join(this.#options.folder, name), 'wx') };
      } catch (thrown) {
        if (errorCode(thrown) !== 'EEXIST') throw thrown;
      }
    }
  }

  async #renamed(name: string, part: number): Promise<string> {
    const { folder } = this.#options;
    // Taking the name first: renaming would silently replace what stands there.
    const taken = await this.#make(part);
    await taken.file.close();
    try {
      await untilReleased(() => rename(join(folder, name), join(folder, taken.name)));
      return taken.name;
    } catch (thrown) {
      await rm(join(folder, taken.name), { force: true });
      throw thrown;
    }
  }
}

async function writeAt(file: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let from = 0; from < bytes.length; ) {
    const { bytesWritten } = await file.write(bytes, from, bytes.length - from, position + from);
    from += bytesWritten;
  }
}
