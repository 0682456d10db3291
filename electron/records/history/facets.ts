import type { DatabaseSync } from 'node:sqlite';
import type { RunFacets } from '../../../shared/history.ts';

/** Values of a kind at most: more are no menu. */
const VALUES_KEPT = 100;

/** What the runs of a record have to choose from. Throws what the database throws. */
export function runFacets(database: DatabaseSync): RunFacets {
  // Together: the rows are passed once, and their different combinations are few. One after the other takes four times
  // as long.
  const rows = database
    .prepare('SELECT DISTINCT profile_name, operator, network, station FROM runs ORDER BY key DESC')
    .all();
  const newest = (column: string): readonly string[] => {
    const values = new Set(rows.map((row) => String(row[column] ?? '')));
    return [...values].filter((value) => value !== '').slice(0, VALUES_KEPT);
  };
  return {
    profiles: newest('profile_name'),
    operators: newest('operator'),
    networks: newest('network'),
    stations: newest('station'),
  };
}
