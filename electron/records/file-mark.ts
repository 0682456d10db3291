import type { DatabaseSync } from 'node:sqlite';
import type { RecordFault } from './fault.ts';

/** What tells a record from other files, and from those of other releases. */

/** "WIS8" in the file's header, so that another program's SQLite file is never taken for a record. */
export const APPLICATION_ID = 0x57495338;

/** The `user_version` this release writes and the newest it reads: the number of the migrations. */
export const SCHEMA_VERSION = 3;

/** Why the file is not ours to touch. */
export function refusal(database: DatabaseSync): RecordFault | null {
  const found = pragma(database, 'user_version');
  const owner = pragma(database, 'application_id');
  const blank = database.prepare('SELECT 1 FROM sqlite_schema LIMIT 1').get() === undefined;
  if (owner !== APPLICATION_ID && !(blank && owner === 0 && found === 0)) return { kind: 'foreign_file' };
  if (found > SCHEMA_VERSION) return { kind: 'newer_version', found, known: SCHEMA_VERSION };
  return null;
}

export function pragma(database: DatabaseSync, name: 'user_version' | 'application_id'): number {
  const value = database.prepare(`PRAGMA ${name}`).get()?.[name];
  return typeof value === 'number' ? value : 0;
}
