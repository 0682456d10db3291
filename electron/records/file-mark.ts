import type { DatabaseSync } from 'node:sqlite';
import type { RecordFault } from './fault.ts';

/** What tells a record from other files, and from those of other releases. */

/** "WIS8" in the file's header, so that another program's SQLite file is never taken for a record. */
export const APPLICATION_ID = 0x57495338;

/** The `user_version` this release writes and the newest it reads: the number of the migrations. */
export const SCHEMA_VERSION = 3;

/** One statement, hence one moment: read one by one, a record that another process is just making would look foreign. */
const MARK = `SELECT
  (SELECT user_version FROM pragma_user_version) AS version,
  (SELECT application_id FROM pragma_application_id) AS owner,
  EXISTS (SELECT 1 FROM main.sqlite_schema) AS used`;

/** Why the file is not ours to touch. */
export function refusal(database: DatabaseSync): RecordFault | null {
  const { version, owner, used } = database.prepare(MARK).get() ?? {};
  const isBlank = owner === 0 && version === 0 && used === 0;
  if (owner !== APPLICATION_ID && !isBlank) return { kind: 'foreign_file' };
  const found = Number(version);
  return found > SCHEMA_VERSION ? { kind: 'newer_version', found, known: SCHEMA_VERSION } : null;
}

export function pragma(database: DatabaseSync, name: 'user_version' | 'application_id'): number {
  const value = database.prepare(`PRAGMA ${name}`).get()?.[name];
  return typeof value === 'number' ? value : 0;
}
