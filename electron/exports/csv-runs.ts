import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import { isoTime } from '../../shared/iso-time.ts';
import { isStepNumber, stepRow } from '../../shared/plan.ts';
import { type Cell, csvLines } from './csv.ts';
import { encoded } from './encoded.ts';
import type { ExportSource, Pause } from './source.ts';

type Row = Readonly<Record<string, SQLOutputValue>>;

/** Name of a column, and what of a run stands in it. Times are UTC, as in all files. */
const COLUMNS: readonly (readonly [name: string, cell: (row: Row, isLive: boolean) => Cell])[] = [
  ['run_id', column('id')],
  ['purpose', ({ purpose }) => cellOf(purpose ?? 'bring_up')],
  ['outcome', ({ outcome }, isLive) => cellOf(outcome ?? (isLive ? 'live' : 'interrupted'))],
  ['complete', ({ complete }) => (typeof complete === 'number' ? complete === 1 : null)],
  ['warnings', column('warnings')],
  ['unit', column('unit')],
  ['imei', column('imei')],
  ['iccid', column('iccid')],
  ['imsi', column('imsi')],
  ['network', column('network')],
  ['operator', column('operator')],
  ['station', column('station')],
  ['port', column('port')],
  ['profile', column('profile_name')],
  ['plan_version', column('plan_version')],
  ['app_version', column('version')],
  ['from_step', column('from_step')],
  ['failed_step', column('failed_step')],
  ['failed_step_id', ({ failed_step: step }) => stepId(step)],
  ['code', column('code')],
  ['detail', column('detail')],
  ['start', ({ started_at_ms: ms }) => isoTime(ms)],
  ['end', ({ finished_at_ms: ms }) => isoTime(ms)],
  ['duration_ms', column('duration_ms')],
];

/** A table with a row for every run. */
export function csvOfRuns(source: ExportSource): Iterable<Uint8Array | Pause> {
  const names = COLUMNS.map(([name]) => name);
  return encoded(csvLines(names, rowsOf(source), source.bom));
}

function* rowsOf({ database, runs, live, advance }: ExportSource): Generator<readonly Cell[] | Pause> {
  const runRow = rowReader(database);
  for (const { key, id } of runs) {
    const row = runRow(key);
    const isLive = live.has(id);
    yield COLUMNS.map(([, cell]) => cell(row, isLive));
    advance(1);
    yield null;
  }
}

function rowReader(database: DatabaseSync): (key: number) => Row {
  const statement = database.prepare('SELECT * FROM runs WHERE key = ?');
  return (key) => statement.get(key) ?? {};
}

function column(name: string): (row: Row) => Cell {
  return (row) => cellOf(row[name]);
}

function cellOf(value: SQLOutputValue | undefined): Cell {
  return typeof value === 'string' || typeof value === 'number' ? value : null;
}

/** The name of a step that does not change with the language; null outside the plan. */
export function stepId(step: SQLOutputValue | undefined): string | null {
  return typeof step === 'number' && isStepNumber(step) ? stepRow(step).id : null;
}
