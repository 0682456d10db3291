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
  const filters = filtersOf(query);
  const where = filters.length === 0 ? '' : `WHERE ${filters.map(([condition]) => condition).join(' AND ')}`;
  const rows = database
    .prepare(`SELECT key, id, port FROM runs ${where} ORDER BY key`)
    .all(...filters.flatMap(([, ...values]) => values));
  return rows.map(runOf).filter((run) => run !== null);
}

function runOf(row: Record<string, SQLOutputValue> | undefined): ChosenRun | null {
  const { key, id, port } = row ?? {};
  if (typeof key !== 'number' || typeof id !== 'string') return null;
  return { key, id, port: typeof port === 'string' ? port : null };
}

type Filter = readonly [condition: string, ...values: SQLInputValue[]];

function filtersOf({
  fromMs,
  toMs,
  step,
  profile,
  operator,
  network,
  outcomes,
  purposes,
}: RunQuery): Filter[] {
  const filters: Filter[] = [];
  if (fromMs !== null) filters.push(['started_at_ms >= ?', fromMs]);
  if (toMs !== null) filters.push(['started_at_ms < ?', toMs]);
  if (step !== null) filters.push(['failed_step = ?', step]);
  if (profile !== null) filters.push(['profile_name = ?', profile]);
  if (operator !== null) filters.push(['operator = ?', operator]);
  if (network !== null) filters.push(['network = ?', network]);
  if (outcomes.length > 0)
    filters.push([`coalesce(outcome, 'interrupted') IN (${places(outcomes)})`, ...outcomes]);
  if (purposes.length > 0)
    filters.push([`coalesce(purpose, 'bring_up') IN (${places(purposes)})`, ...purposes]);
  return filters;
}

function places(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
