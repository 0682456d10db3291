import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Clock } from '../../shared/clock.ts';
import { faultOf, type RecordFault } from './fault.ts';
import { APPLICATION_ID, pragma, refusal, SCHEMA_VERSION } from './file-mark.ts';
import { makeFolder, syncFolder } from './folder.ts';
import { saveOrphanedLog } from './orphaned-log.ts';
import { MIGRATIONS } from './schema.ts';

type OpenResult =
  | { readonly ok: true; readonly database: DatabaseSync }
  | { readonly ok: false; readonly fault: RecordFault };

/**
 * How long one call waits for another process's transaction while the event loop stands still. Long enough for
 * a commit to a fast disk; whoever writes repeats with pauses when the fault is `locked`.
 */
const BUSY_TIMEOUT_MS = 20;
/** Opening gives another process about 4 s, most of them in pauses. */
const OPEN_ATTEMPTS = 35;
const OPEN_PAUSE_MS = 100;

/** Files above this size are not read through at opening: it would take longer than a person expects a start to. */
const QUICK_CHECK_LIMIT_BYTES = 32 * 1024 * 1024;

/**
 * Opens or creates the record's file, with its folders, and brings its tables up to date.
 * `:memory:` gives a record that ends with the process. A file that cannot be used is never changed.
 */
export async function openDatabase(path: string, clock: Clock): Promise<OpenResult> {
  for (let attempt = 1; ; attempt += 1) {
    const result = tryOpen(path);
    // Switching a new file to WAL fails at once, without waiting, while another process does the same
    // (https://www.sqlite.org/wal.html, "Sometimes Queries Return SQLITE_BUSY In WAL Mode").
    if (result.ok || result.fault.kind !== 'locked' || attempt === OPEN_ATTEMPTS) return result;
    await new Promise<void>((done) => clock.schedule(OPEN_PAUSE_MS, done));
  }
}

/** How long a thread beside the one that records waits for a transaction: it holds up nothing but its own answers. */
const THREAD_TIMEOUT_MS = 250;

/** A connection that only reads the record at `path`, for a thread of its own. `openDatabase` has been there before. */
export function openReadConnection(path: string): OpenResult {
  return connected(
    () => new DatabaseSync(existing(path), { timeout: THREAD_TIMEOUT_MS, readOnly: true }),
    strange,
  );
}

/** The same for who keeps the text index: what is lost of that with the power is made again. */
export function openIndexConnection(path: string): OpenResult {
  return connected(
    () => new DatabaseSync(existing(path), { timeout: THREAD_TIMEOUT_MS }),
    (database) => {
      const fault = strange(database);
      if (fault === null) database.exec('PRAGMA synchronous = NORMAL');
      return fault;
    },
  );
}

/** The absolute path of a file that is there; SQLite would make one. */
function existing(path: string): string {
  const absolute = resolve(path);
  statSync(absolute);
  return absolute;
}

/** Why a file is not a record of this release. */
function strange(database: DatabaseSync): RecordFault | null {
  const older = pragma(database, 'user_version') < SCHEMA_VERSION;
  return refusal(database) ?? (older ? { kind: 'io', code: 'OLDER_VERSION' } : null);
}

function tryOpen(path: string): OpenResult {
  let changed: readonly string[] = [];
  const opened = connected(
    () => {
      const place = located(path);
      ({ changed } = place);
      if (path !== ':memory:') saveOrphanedLog(place.absolute);
      return new DatabaseSync(place.absolute, { timeout: BUSY_TIMEOUT_MS });
    },
    (database) => prepare(database, path),
  );
  if (opened.ok) for (const folder of changed) syncFolder(folder);
  return opened;
}

function connected(
  connect: () => DatabaseSync,
  faultIn: (database: DatabaseSync) => RecordFault | null,
): OpenResult {
  let database: DatabaseSync | null = null;
  try {
    database = connect();
    const fault = faultIn(database);
    if (fault === null) return { ok: true, database };
    database.close();
    return { ok: false, fault };
  } catch (error) {
    if (database?.isOpen) database.close();
    return { ok: false, fault: faultOf(error) };
  }
}

/**
 * The absolute path, its folder made, and the folders that have something new in them. Absolute also because SQLite
 * would take `file:…` for a URI.
 */
function located(path: string): { readonly absolute: string; readonly changed: readonly string[] } {
  if (path === ':memory:') return { absolute: path, changed: [] };
  const absolute = resolve(path);
  const changed = makeFolder(dirname(absolute)).map((made) => dirname(made));
  const isNew = statSync(absolute, { throwIfNoEntry: false }) === undefined;
  return { absolute, changed: isNew ? [...changed, dirname(absolute)] : changed };
}

function prepare(database: DatabaseSync, path: string): RecordFault | null {
  const refused = refusal(database);
  if (refused !== null) return refused;
  // Only before a file has its first page; one that was made without it stays as it is.
  database.exec('PRAGMA auto_vacuum = INCREMENTAL');
  // Without `fullfsync` macOS leaves what was synced in the disk's own memory, which a power cut empties.
  database.exec(
    'PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA fullfsync = ON; PRAGMA journal_size_limit = 4194304',
  );
  return migrate(database) ?? quickCheck(database, path);
}

/** Asks for the write lock even when there is nothing to do: a file that cannot be written shows it here. */
function migrate(database: DatabaseSync): RecordFault | null {
  database.exec('BEGIN IMMEDIATE');
  // Looked at again under the lock: another process may have migrated, or be newer.
  const refused = refusal(database);
  if (refused !== null) {
    database.exec('ROLLBACK');
    return refused;
  }
  const found = pragma(database, 'user_version');
  if (found < SCHEMA_VERSION) {
    for (const migration of MIGRATIONS.slice(found)) database.exec(migration);
    database.exec(`PRAGMA application_id = ${APPLICATION_ID}; PRAGMA user_version = ${SCHEMA_VERSION}`);
  }
  database.exec('COMMIT');
  return null;
}

function quickCheck(database: DatabaseSync, path: string): RecordFault | null {
  if (path === ':memory:' || statSync(resolve(path)).size > QUICK_CHECK_LIMIT_BYTES) return null;
  return checkIntegrity(database);
}

/** Reads the whole file through (`PRAGMA quick_check`); null when its pages agree with each other. */
export function checkIntegrity(database: DatabaseSync): RecordFault | null {
  const [row] = database.prepare('PRAGMA quick_check(1)').all();
  const said = row?.['quick_check'];
  return said === 'ok' ? null : { kind: 'corrupt', detail: String(said) };
}
