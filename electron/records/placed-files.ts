import { statSync } from 'node:fs';

interface FileIdentity {
  readonly device: number;
  readonly inode: number;
}

/** Which file stands at a path now; null when none does. */
function fileIdentity(path: string): FileIdentity | null {
  const found = statSync(path, { throwIfNoEntry: false });
  return found === undefined ? null : { device: found.dev, inode: found.ino };
}

/**
 * The record's file and its write-ahead log, as they stood when the record was opened. SQLite goes on writing to files
 * that were removed under it, and nobody could read what stands there.
 */
export class PlacedFiles {
  readonly #placed: readonly { readonly path: string; readonly identity: FileIdentity | null }[];

  /** Of a record that is open and was looked into; the log stays where it is until the record is closed. */
  constructor(path: string) {
    const paths = path === ':memory:' ? [] : [path, `${path}-wal`];
    this.#placed = paths.map((each) => ({ path: each, identity: fileIdentity(each) }));
  }

  /** Whether both are still the ones that are written to. */
  get arePlaced(): boolean {
    return this.#placed.every(({ path, identity }) => {
      const now = fileIdentity(path);
      return identity?.device === now?.device && identity?.inode === now?.inode;
    });
  }
}
