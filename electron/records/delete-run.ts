import type { DatabaseSync } from 'node:sqlite';
import { createTextGroups } from './search/text-groups.ts';

/**
 * Takes all that there is of a run out of the record: facts, bytes, measurements, texts, and its profile where no other
 * run used that. It belongs to a transaction of the caller. Throws what the database throws.
 */
export function deleteRun(database: DatabaseSync, runKey: number): void {
  createTextGroups(database).forget(runKey);
  for (const table of ['measurements', 'trace', 'facts'])
    database.prepare(`DELETE FROM ${table} WHERE run_key = ?`).run(runKey);
  const run = database.prepare('DELETE FROM runs WHERE key = ? RETURNING profile_key').get(runKey);
  const profileKey = run?.['profile_key'];
  if (typeof profileKey !== 'number') return;
  database
    .prepare(
      'DELETE FROM profiles WHERE key = ? AND NOT EXISTS (SELECT 1 FROM runs WHERE profile_key = profiles.key)',
    )
    .run(profileKey);
}
