import type { DatabaseSync } from 'node:sqlite';
import { folderHolder } from '../service/keeping/holder.ts';
import { systemClock } from '../system-clock.ts';

/**
 * The runs that the program which has a data folder is recording just now: those without an end that began after it.
 * Whoever has no such program at work has none.
 */
export async function liveRuns(database: DatabaseSync, dataFolder: string): Promise<ReadonlySet<string>> {
  const { holder } = (await folderHolder(dataFolder, systemClock)) ?? {};
  if (!holder) return new Set();
  const rows = database
    .prepare('SELECT id FROM runs WHERE outcome IS NULL AND started_at_ms >= ?')
    .all(holder.sinceMs);
  return new Set(rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])));
}
