import type { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { type FactList, factsOf } from './fact-rows.ts';
import { faultOf, type RecordFault } from './fault.ts';
import { type RunSummary, summaryOf } from './run-summary.ts';
import type { RecordTables } from './schema.ts';
import { nodeSqliteDialect } from './sqlite-dialect.ts';
import { type TraceList, traceOf } from './trace-rows.ts';

type Failed = { readonly ok: false; readonly fault: RecordFault };

export type RunListResult =
  /** `damaged` are the ids of runs whose row cannot be read; their facts may still be. */
  { readonly ok: true; readonly runs: readonly RunSummary[]; readonly damaged: readonly string[] } | Failed;
/** `run` is null when the run's row is damaged. */
export type RunResult = ({ readonly ok: true; readonly run: RunSummary | null } & FactList) | Failed;
export type TraceResult = ({ readonly ok: true } & TraceList) | Failed;

export interface RunListQuery {
  readonly limit: number;
  /** Only runs that entered the record before the one of this id. */
  readonly before?: string;
}

export interface RunQueries {
  /** Newest first. */
  listRuns(query: RunListQuery): Promise<RunListResult>;
  /** A run's facts in order of `seq`. */
  readRun(runId: string): Promise<RunResult>;
  /** A run's byte trace in order of time. */
  readTrace(runId: string): Promise<TraceResult>;
}

/** The questions to the record. `isLive` tells whether this process is recording a run. */
export function createRunQueries(database: DatabaseSync, isLive: (runId: string) => boolean): RunQueries {
  const tables = new Kysely<RecordTables>({ dialect: nodeSqliteDialect(database) });
  const runRow = (runId: string) =>
    tables.selectFrom('runs').selectAll().where('id', '=', runId).executeTakeFirst();

  return {
    listRuns: ({ limit, before }) =>
      answer(async () => {
        const newest = tables.selectFrom('runs').selectAll().orderBy('key', 'desc').limit(limit);
        const rows = await (before === undefined
          ? newest
          : newest.where('key', '<', (query) =>
              query.selectFrom('runs').select('key').where('id', '=', before),
            )
        ).execute();
        const read = rows.map((row) => ({ id: row.id, summary: summaryOf(row, isLive) }));
        return {
          ok: true,
          runs: read.flatMap(({ summary }) => summary ?? []),
          damaged: read.flatMap(({ id, summary }) => (summary === null ? [id] : [])),
        };
      }),

    readRun: (runId) =>
      answer(async () => {
        const row = await runRow(runId);
        if (row === undefined) return { ok: false, fault: { kind: 'not_found' } };
        const facts = tables.selectFrom('facts').selectAll().where('run_key', '=', row.key);
        const list = factsOf(runId, row.port, await facts.orderBy('seq').execute());
        return { ok: true, run: summaryOf(row, isLive), ...list };
      }),

    readTrace: (runId) =>
      answer(async () => {
        const row = await runRow(runId);
        if (row === undefined) return { ok: false, fault: { kind: 'not_found' } };
        const trace = tables.selectFrom('trace').selectAll().where('run_key', '=', row.key);
        return { ok: true, ...traceOf(await trace.orderBy('ordinal').execute()) };
      }),
  };
}

async function answer<Result>(query: () => Promise<Result | Failed>): Promise<Result | Failed> {
  try {
    return await query();
  } catch (error) {
    return { ok: false, fault: faultOf(error) };
  }
}
