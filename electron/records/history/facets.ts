import type { DatabaseSync } from 'node:sqlite';
import type { RunFacets } from '../../../shared/history.ts';

/** Values of a kind at most: more are no menu. */
const VALUES_KEPT = 100;

/** What the runs of a record have to choose from. Throws what the database throws. */
export function runFacets(database: DatabaseSync): RunFacets {
  const newest = (column: string): readonly string[] =>
    database
      .prepare(
        `SELECT ${column} AS value FROM runs WHERE ${column} <> '' GROUP BY ${column}
         ORDER BY max(key) DESC LIMIT ${VALUES_KEPT}`,
      )
      .all()
      .flatMap(({ value }) => (typeof value === 'string' ? [value] : []));
  return {
    profiles: newest('profile_name'),
    operators: newest('operator'),
    networks: newest('network'),
    stations: newest('station'),
  };
}
