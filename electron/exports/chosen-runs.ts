import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { assertNever } from '../../shared/assert-never.ts';
import type { ExportRequest } from '../../shared/export-request.ts';
import type { RunQuery } from '../../shared/history.ts';
import { ExportEnded } from './fault.ts';
import type { ChosenRun } from './source.ts';

/** Which runs are wanted. */
export type ExportChoice =
  | ExportRequest['what']
  /** Those that began in it, milliseconds since 1970, the second one excluded; null: it has no such end. */
  | { readonly kind: 'period'; readonly fromMs: number | null; readonly toMs: number | null };

export type ChosenRuns =
  | { readonly ok: true; readonly runs: readonly ChosenRun[] }
  /** `not_found`: there is no run of one of the ids. */
  | { readonly ok: false; readonly fault: { readonly kind: 'no_runs' | 'not_found' } };

/** What a choice goes by beside the record. */
export interface Choosing {
  /** Ids of runs that somebody is recording just now. */
  readonly live: ReadonlySet<string>;
  readonly signal: AbortSignal | null;
}

/**
 * The runs that are asked for, each once, in the order in which they entered the record.
 * @throws ExportEnded where it is called off
 */
export async function chosenRuns(
  database: DatabaseSync,
  what: ExportChoice,
  choosing: Choosing,
): Promise<ChosenRuns> {
  const runs = await found(database, what, choosing);
  if (runs === null) return { ok: false, fault: { kind: 'not_found' } };
  return runs.length === 0 ? { ok: false, fault: { kind: 'no_runs' } } : { ok: true, runs };
}

async function found(database: DatabaseSync, what: ExportChoice, choosing: Choosing) {
  switch (what.kind) {
    case 'runs':
      return byId(database, what.ids);
    case 'period':
      return byTime(database, what.fromMs, what.toMs);
    case 'query':
      return byQuery(database, what.query, choosing);
    default:
      return assertNever(what);
  }
}

function byTime(database: DatabaseSync, fromMs: number | null, toMs: number | null): readonly ChosenRun[] {
  const runs = database.prepare(
    `SELECT key, id, port FROM runs
     WHERE (?1 IS NULL OR started_at_ms >= ?1) AND (?2 IS NULL OR started_at_ms < ?2) ORDER BY key`,
  );
  return runs
    .all(fromMs, toMs)
    .map(runOf)
    .filter((run) => run !== null);
}

function byId(database: DatabaseSync, ids: readonly string[]): readonly ChosenRun[] | null {
  const one = database.prepare('SELECT key, id, port FROM runs WHERE id = ?');
  const found = [...new Set(ids)].map((id) => runOf(one.get(id)));
  const runs = found.filter((run) => run !== null);
  return runs.length < found.length ? null : runs.sort((a, b) => a.key - b.key);
}

/** How long is searched before the event loop has its turn. */
const SLICE_MS = 20;

async function byQuery(
  database: DatabaseSync,
  query: RunQuery,
  { live, signal }: Choosing,
): Promise<readonly ChosenRun[]> {
  // What searches is loaded by those who search.
  const { History } = await import('../records/history.ts');
  const search = new History(database).search(query, live);
  while (!search.done) {
    search.advance(SLICE_MS);
    await setImmediate();
    if (signal?.aborted === true) throw new ExportEnded({ kind: 'cancelled' });
  }
  const one = database.prepare('SELECT key, id, port FROM runs WHERE key = ?');
  const found = Array.from(search.found.slice(0, search.found.length), (key) => runOf(one.get(key)));
  return found.filter((run) => run !== null).toReversed();
}

function runOf(row: Record<string, SQLOutputValue> | undefined): ChosenRun | null {
  const { key, id, port } = row ?? {};
  if (typeof key !== 'number' || typeof id !== 'string') return null;
  return { key, id, port: typeof port === 'string' ? port : null };
}
