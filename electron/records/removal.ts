import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { type Removal, removalSchema } from '../../shared/keeping.ts';
import { deleteRun } from './delete-run.ts';
import { usedBytes } from './file-size.ts';

/** What was taken out of the record is told in the record; so is the session log's. */

/** Rows that go at once: few enough that no dialogue has to wait. */
const ROWS_AT_ONCE = 2000;

export interface RemovalStep {
  /** The entry that tells of it. */
  readonly entry: Removal;
  /** So many of the runs are gone; of the next one a part may be. */
  readonly gone: number;
}

export interface RunRemoval {
  /** The runs to go, by their keys, in this order. */
  readonly keys: readonly number[];
  readonly reason: Removal['reason'];
  readonly atMs: number;
  /** The entry in which they are counted; null for a new one. */
  readonly entryId: number | null;
  /** Asked after each of them: the rest goes another time. */
  readonly isEnough: () => boolean;
}

const entryRow = z
  .object({
    id: z.number(),
    what: removalSchema.shape.what,
    at_ms: z.number(),
    reason: removalSchema.shape.reason,
    count: z.number(),
    oldest_ms: z.number().nullable(),
    newest_ms: z.number().nullable(),
    bytes: z.number(),
  })
  .transform(
    ({ at_ms: atMs, oldest_ms: oldestMs, newest_ms: newestMs, ...rest }): Removal => ({
      ...rest,
      atMs,
      oldestMs,
      newestMs,
    }),
  );
const runRow = z.object({ began_ms: z.number().nullable() });
const pendingRow = z.object({ id: z.number(), pending: z.number() });

/** Newest first. */
export function removalsIn(database: DatabaseSync, limit: number): readonly Removal[] {
  const rows = database.prepare('SELECT * FROM removals WHERE count > 0 ORDER BY id DESC LIMIT ?').all(limit);
  return rows.flatMap((row) => entryRow.safeParse(row).data ?? []);
}

/** A run that was being removed when the program ended, and the entry that tells of it. */
export function pendingRemoval(
  database: DatabaseSync,
): { readonly entryId: number; readonly key: number } | null {
  const row = database.prepare('SELECT id, pending FROM removals WHERE pending IS NOT NULL').get();
  const read = pendingRow.safeParse(row);
  return read.success ? { entryId: read.data.id, key: read.data.pending } : null;
}

/** Adds an entry for what is no part of the record. */
export function noteRemoval(database: DatabaseSync, removal: Omit<Removal, 'id'>): Removal {
  const { what, atMs, reason, count, oldestMs, newestMs, bytes } = removal;
  const row = database
    .prepare(
      `INSERT INTO removals (what, at_ms, reason, count, oldest_ms, newest_ms, bytes)
       VALUES (?, ?, ?, ?, ?, ?, ?) RETURNING *`,
    )
    .get(what, atMs, reason, count, oldestMs, newestMs, bytes);
  return entryRow.parse(row);
}

/**
 * Takes runs out of the record, as many as one short transaction can, and tells of them in the same one. Of a long run
 * only a part goes at once; it is counted when it is begun, and whatever happens it will be removed to its end.
 */
export function removeRuns(
  database: DatabaseSync,
  { keys, reason, atMs, entryId, isEnough }: RunRemoval,
): RemovalStep {
  const before = usedBytes(database);
  const empty = { what: 'runs', atMs, reason, count: 0, oldestMs: null, newestMs: null, bytes: 0 } as const;
  const id = entryId ?? noteRemoval(database, empty).id;
  const run = database.prepare(
    'SELECT coalesce(started_at_ms, last_at_ms) AS began_ms FROM runs WHERE key = ?',
  );
  let gone = 0;
  for (const key of keys) {
    const found = runRow.safeParse(run.get(key));
    // Gone already, by another process.
    if (!found.success) gone += 1;
    else {
      if (pendingRemoval(database)?.key !== key) count(database, id, found.data.began_ms);
      const isLong = removeRows(database, key);
      pend(database, id, isLong ? key : null);
      if (isLong) break;
      deleteRun(database, key);
      gone += 1;
    }
    if (isEnough()) break;
  }
  const freed = before - usedBytes(database);
  const row = database
    .prepare('UPDATE removals SET bytes = bytes + ? WHERE id = ? RETURNING *')
    .get(Math.max(0, freed), id);
  return { entry: entryRow.parse(row), gone };
}

function count(database: DatabaseSync, id: number, beganMs: number | null): void {
  database
    .prepare(
      `UPDATE removals SET count = count + 1,
         oldest_ms = min(coalesce(oldest_ms, ?), coalesce(?, oldest_ms)),
         newest_ms = max(coalesce(newest_ms, ?), coalesce(?, newest_ms))
       WHERE id = ?`,
    )
    .run(beganMs, beganMs, beganMs, beganMs, id);
}

function pend(database: DatabaseSync, id: number, key: number | null): void {
  database.prepare('UPDATE removals SET pending = ? WHERE id = ?').run(key, id);
}

/** Removes rows of a run that has more of them than go at once. Whether it had. */
function removeRows(database: DatabaseSync, key: number): boolean {
  return removeFrom(database, 'trace', 'ordinal', key) || removeFrom(database, 'facts', 'seq', key);
}

function removeFrom(
  database: DatabaseSync,
  table: 'trace' | 'facts',
  column: 'ordinal' | 'seq',
  key: number,
): boolean {
  const rows = `FROM ${table} WHERE run_key = ?`;
  const last = database
    .prepare(`SELECT ${column} AS position ${rows} ORDER BY ${column} LIMIT 1 OFFSET ${ROWS_AT_ONCE}`)
    .get(key)?.['position'];
  if (typeof last !== 'number') return false;
  database.prepare(`DELETE ${rows} AND ${column} < ?`).run(key, last);
  return true;
}
