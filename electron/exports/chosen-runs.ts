import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { ExportRequest } from '../../shared/export-request.ts';
import type { RunQuery } from '../../shared/history.ts';
import type { ChosenRun } from './source.ts';

export type ChosenRuns =
  | { readonly ok: true; readonly runs: readonly ChosenRun[] }
  /** `not_found`: there is no run of one of the ids. */
  | { readonly ok: false; readonly fault: { readonly kind: 'no_runs' | 'not_found' } };

/** The runs that are asked for, each once, in the order in which they entered the record. */
export function chosenRuns(database: DatabaseSync, what: ExportRequest['what']): ChosenRuns {
  const runs = what.kind === 'runs' ? byId(database, what.ids) : byQuery(database, what.query);
  if (runs === null) return { ok: false, fault: { kind: 'not_found' } };
  return runs.length === 0 ? { ok: false, fault: { kind: 'no_runs' } } : { ok: true, runs };
}

function byId(database: DatabaseSync, ids: readonly string[]): readonly ChosenRun[] | null {
  const one = database.prepare('SELECT key, id, port FROM runs WHERE id = ?');
  const found = [...new Set(ids)].map((id) => runOf(one.get(id)));
  const runs = found.filter((run) => run !== null);
  return runs.length < found.length ? null : runs.sort((a, b) => a.key - b.key);
}

function byQuery(database: DatabaseSync, query: RunQuery): readonly ChosenRun[] {
  const { conditions, values } = whereOf(query);
  const where = conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
  const rows = database.prepare(`SELECT key, id, port FROM runs ${where} ORDER BY key`).all(...values);
  return rows.map(runOf).filter((run) => run !== null);
}

function runOf(row: Record<string, SQLOutputValue> | undefined): ChosenRun | null {
  const { key, id, port } = row ?? {};
  if (typeof key !== 'number' || typeof id !== 'string') return null;
  return { key, id, port: typeof port === 'string' ? port : null };
}

/** What the filters come to in SQL. */
function whereOf(query: RunQuery): {
  readonly conditions: readonly string[];
  readonly values: readonly SQLInputValue[];
} {
  return { conditions: [], values: [query.search] };
}
