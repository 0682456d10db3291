import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { faultOf, type RecordFault } from './fault.ts';
import { pragma, refusal, SCHEMA_VERSION } from './file-mark.ts';

/** Why a record cannot be read. */
export type ReadingFault =
  | RecordFault
  /** There is no such file, or nothing was ever recorded in it. */
  | { readonly kind: 'no_record' }
  /** The system does not let it be read; `code` is its error code. */
  | { readonly kind: 'unreadable'; readonly code: string }
  /** Somebody wrote to it in a way that nobody who reads could know of; worth another attempt. */
  | { readonly kind: 'changed' };

/** A record that is only looked at, by a process that need not be the one that writes it. */
export interface ReadOnlyRecord {
  readonly database: DatabaseSync;
  /** Asked when all was read: whether it was what the record held at one moment. */
  isSound(): boolean;
  /** Idempotent. */
  close(): void;
}

export type ReadingResult =
  | { readonly ok: true; readonly record: ReadOnlyRecord }
  | { readonly ok: false; readonly fault: ReadingFault };

/** Who writes holds others up for the time of one commit. */
const BUSY_TIMEOUT_MS = 2000;

/**
 * Opens a record without ever making or changing a file. It may be in use, or have been left behind by a crash. Facts of
 * an older release are seen through the tables of this one; the file stays as old as it is.
 */
export async function openForReading(path: string): Promise<ReadingResult> {
  let database: DatabaseSync | null = null;
  try {
    const file = resolve(path);
    const before = stateOf(file);
    if (before === null) return { ok: false, fault: { kind: 'no_record' } };
    const isShared = stateOf(`${file}-wal`) !== null;
    database = new DatabaseSync(locationOf(file, isShared), { readOnly: true, timeout: BUSY_TIMEOUT_MS });
    const fault = refusal(database) ?? emptiness(database);
    if (fault !== null) {
      database.close();
      return { ok: false, fault };
    }
    // All that ever changed in the tables is loaded only by those who meet an old record.
    if (pragma(database, 'user_version') < SCHEMA_VERSION)
      (await import('./newest-shape.ts')).shapeAsNewest(database);
    const record = {
      database,
      isSound: () => isShared || stateOf(file) === before,
      close: closing(database),
    };
    return { ok: true, record };
  } catch (error) {
    if (database?.isOpen) database.close();
    return { ok: false, fault: readingFault(error) };
  }
}

/** The fault behind an error that reading threw; see `faultOf`. */
export function readingFault(error: unknown): ReadingFault {
  const fault = faultOf(error);
  return fault.kind === 'not_writable' ? { kind: 'unreadable', code: fault.code } : fault;
}

/**
 * Without a write-ahead log nobody has the record open; SQLite would make one, and leave it behind. As an immutable
 * file it is read as it stands (https://www.sqlite.org/uri.html#uriimmutable), and nothing is made; that nobody has
 * begun to write to it is looked at afterwards.
 */
function locationOf(file: string, isShared: boolean): string | URL {
  if (isShared) return file;
  const location = pathToFileURL(file);
  location.searchParams.set('immutable', '1');
  return location;
}

/** What changes with every write; null where there is no file. */
function stateOf(file: string): string | null {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  return found?.isFile() !== true ? null : [found.dev, found.ino, found.size, found.mtimeNs].join(' ');
}

function emptiness(database: DatabaseSync): ReadingFault | null {
  return pragma(database, 'user_version') === 0 ? { kind: 'no_record' } : null;
}

function closing(database: DatabaseSync): () => void {
  return () => {
    if (database.isOpen) database.close();
  };
}
