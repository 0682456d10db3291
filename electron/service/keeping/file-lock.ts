import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { faultOf, type RecordFault } from '../../records/fault.ts';

/**
 * Locks of the operating system that end with the process, whatever ends it. Node has none; SQLite has, on every system:
 * a transaction on an empty file that nobody ever writes to. Such a file must not be opened in any other way: on POSIX
 * systems closing it would give the lock up.
 */

export interface FileLock {
  /** Idempotent. */
  release(): void;
}

export type FileLockResult =
  | { readonly ok: true; readonly lock: FileLock }
  /** `locked`: somebody has it otherwise. */
  | { readonly ok: false; readonly fault: RecordFault };

/** `exclusive` is for one alone; `shared` for any number, and for none while somebody has it exclusively. */
export type LockKind = 'exclusive' | 'shared';

/** Takes the lock of a file that is made for it, at once or not at all. */
export function lockFile(path: string, kind: LockKind): FileLockResult {
  const first = tryLock(path, kind);
  if (first.ok || first.fault.kind !== 'corrupt') return first;
  // Nobody can have locked what is no lock file.
  rmSync(path, { force: true });
  return tryLock(path, kind);
}

function tryLock(path: string, kind: LockKind): FileLockResult {
  let database: DatabaseSync | null = null;
  try {
    database = new DatabaseSync(path, { timeout: 0 });
    // An exclusive transaction on an empty file would leave a journal behind.
    database.exec('PRAGMA journal_mode = MEMORY');
    database.exec(kind === 'exclusive' ? 'BEGIN EXCLUSIVE' : 'BEGIN; SELECT 1 FROM sqlite_schema');
    return { ok: true, lock: lockOf(database) };
  } catch (error) {
    if (database?.isOpen) database.close();
    return { ok: false, fault: faultOf(error) };
  }
}

function lockOf(database: DatabaseSync): FileLock {
  return {
    release: () => {
      if (database.isOpen) database.close();
    },
  };
}
