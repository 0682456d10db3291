import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Removal } from '../../shared/keeping.ts';
import { faultOf, type RecordFault } from './fault.ts';
import { type FileSize, fileSize, giveBack } from './file-size.ts';
import {
  noteRemoval,
  pendingRemoval,
  removalsIn,
  removeRuns,
  type RemovalStep,
  type RunRemoval,
} from './removal.ts';

export type Answer<Value> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly fault: RecordFault };

/** What of a run's row matters for how long it is kept. */
export interface RunAge {
  readonly key: number;
  readonly beganMs: number | null;
  /** When its newest fact was stated. */
  readonly lastMs: number | null;
  /** Of its facts and its byte trace. */
  readonly bytes: number;
  /** `interrupted`: it has no end, and is not recorded by this process. */
  readonly state: 'live' | 'interrupted' | 'finished';
}

/** Looking after the record: how large it is, and what goes. Every call is short; the event loop stands still for it. */
export interface RecordUpkeep {
  size(): Answer<FileSize & { readonly runs: number }>;
  /** Runs in the order in which they entered the record, behind the one with this key; `lastKey` is null at the end. */
  runAges(
    afterKey: number,
    limit: number,
  ): Answer<{ readonly runs: readonly RunAge[]; readonly lastKey: number | null }>;
  /** Keys of the runs that have no end. */
  endless(): Answer<ReadonlySet<number>>;
  /** See `removeRuns`. */
  remove(removal: RunRemoval): Answer<RemovalStep>;
  pending(): Answer<ReturnType<typeof pendingRemoval>>;
  note(removal: Omit<Removal, 'id'>): Answer<Removal>;
  /** Newest first. */
  removals(limit: number): Answer<readonly Removal[]>;
  /** Gives so many free pages back to the file system. Whether there are more. */
  giveBack(pages: number): Answer<boolean>;
}

const ageRow = z.object({
  key: z.number(),
  id: z.string(),
  started_at_ms: z.number().nullable(),
  last_at_ms: z.number().nullable(),
  bytes: z.number(),
  outcome: z.string().nullable(),
});

/** `isLive` tells whether this process is recording a run. */
export function createUpkeep(database: DatabaseSync, isLive: (runId: string) => boolean): RecordUpkeep {
  const ages = database.prepare(
    'SELECT key, id, started_at_ms, last_at_ms, bytes, outcome FROM runs WHERE key > ? ORDER BY key LIMIT ?',
  );
  return {
    size: () =>
      answer(() => {
        const runs = database.prepare('SELECT count(*) AS count FROM runs').get()?.['count'];
        return { ...fileSize(database), runs: typeof runs === 'number' ? runs : 0 };
      }),
    runAges: (afterKey, limit) =>
      answer(() => {
        const rows = ages.all(afterKey, limit);
        const lastKey = rows.at(-1)?.['key'];
        // What no release writes is nobody's to remove.
        const read = rows.flatMap((row) => ageRow.safeParse(row).data ?? []);
        return {
          runs: read.map((row) => ageOf(row, isLive)),
          lastKey: typeof lastKey === 'number' ? lastKey : null,
        };
      }),
    endless: () =>
      answer(() => {
        const rows = database.prepare('SELECT key FROM runs WHERE outcome IS NULL').all();
        return new Set(rows.flatMap(({ key }) => (typeof key === 'number' ? [key] : [])));
      }),
    remove: (removal) => answer(() => transaction(database, () => removeRuns(database, removal))),
    pending: () => answer(() => pendingRemoval(database)),
    note: (removal) => answer(() => noteRemoval(database, removal)),
    removals: (limit) => answer(() => removalsIn(database, limit)),
    giveBack: (pages) => answer(() => giveBack(database, pages)),
  };
}

function ageOf(row: z.output<typeof ageRow>, isLive: (runId: string) => boolean): RunAge {
  const { key, id, started_at_ms: beganMs, last_at_ms: lastMs, bytes, outcome } = row;
  const state = isLive(id) ? 'live' : outcome === null ? 'interrupted' : 'finished';
  return { key, beganMs, lastMs, bytes, state };
}

function answer<Value>(ask: () => Value): Answer<Value> {
  try {
    return { ok: true, value: ask() };
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}

function transaction<Value>(database: DatabaseSync, act: () => Value): Value {
  database.exec('BEGIN IMMEDIATE');
  let done = false;
  try {
    const value = act();
    database.exec('COMMIT');
    done = true;
    return value;
  } finally {
    // Some faults (disk full, I/O) have SQLite roll back by itself, so there may be nothing left to do.
    if (!done && database.isOpen && database.isTransaction) database.exec('ROLLBACK');
  }
}
