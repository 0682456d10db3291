import type { DatabaseSync } from 'node:sqlite';

/** Which run a name means: all of an id, or as much of its beginning as no other has. */
export type NamedRun =
  | { readonly ok: true; readonly id: string }
  | { readonly ok: false; readonly fault: 'unknown' | 'ambiguous' };

/** Throws what the database throws. */
export function namedRun(database: DatabaseSync, name: string): NamedRun {
  const [exact] = idsOf(database.prepare('SELECT id FROM runs WHERE id = ?').all(name));
  if (exact !== undefined) return { ok: true, id: exact };
  // Nothing that is typed has a meaning of its own here, as it would have in LIKE.
  const begins = database.prepare('SELECT id FROM runs WHERE substr(id, 1, length(?1)) = ?1 LIMIT 2');
  const [id, another] = idsOf(begins.all(name.toLowerCase()));
  if (id === undefined) return { ok: false, fault: 'unknown' };
  return another === undefined ? { ok: true, id } : { ok: false, fault: 'ambiguous' };
}

function idsOf(rows: readonly Record<string, unknown>[]): readonly string[] {
  return rows.flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
}
