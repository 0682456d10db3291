import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import { Kysely, type SelectQueryBuilder, sql } from 'kysely';
import type { RunQuery } from '../../../shared/history.ts';
import type { RecordTables } from '../schema.ts';
import { bindable, nodeSqliteDialect } from '../sqlite-dialect.ts';

/** A run that the filters leave. */
export interface FilteredRun {
  readonly key: number;
  /** Where the text index has it: the group and the bit; null when it does not. */
  readonly group: number | null;
  readonly place: number;
}

/** The runs of `above < key <= upTo` that the filters of a query leave, newest first. */
export type FilterRuns = (above: number, upTo: number) => readonly FilteredRun[];

/**
 * The filters of a query, all but its search. `live`: the ids of runs that are being recorded, which are not interrupted.
 * No index is worth its room here: the rows of 100,000 runs are looked through in 10 ms. Throws what the database
 * throws.
 */
export function createRunFilter(
  database: DatabaseSync,
  query: RunQuery,
  live: ReadonlySet<string>,
): FilterRuns {
  const tables = new Kysely<RecordTables>({ dialect: nodeSqliteDialect(database) });
  const inGroup = sql<number | null>`CASE WHEN text_bytes = bytes THEN text_group END`;
  const runs = tables
    .selectFrom('runs')
    .select(['key', inGroup.as('text_group'), 'text_place'])
    // Bounds come first, so that their values do.
    .where('key', '>', 0)
    .where('key', '<=', 0)
    .orderBy('key', 'desc');
  const compiled = filtered(runs, query, live).compile();
  const statement = database.prepare(compiled.sql);
  // Objects take several times as long.
  statement.setReturnArrays(true);
  const values: readonly SQLInputValue[] = compiled.parameters.slice(2).map(bindable);
  return (above, upTo) =>
    statement.all(above, upTo, ...values).map(({ 0: key, 1: group, 2: place }) => ({
      key: Number(key),
      group: typeof group === 'number' ? group : null,
      place: Number(place),
    }));
}

type Runs<Output> = SelectQueryBuilder<RecordTables, 'runs', Output>;

function filtered<Output>(runs: Runs<Output>, query: RunQuery, live: ReadonlySet<string>): Runs<Output> {
  const { outcomes, step, fromMs, toMs, profile, operator, network, purposes } = query;
  const ended = outcomes.filter((outcome) => outcome !== 'interrupted');
  return runs
    .$if(outcomes.length > 0, (all) =>
      all.where(({ eb, or, and }) =>
        or([
          eb('outcome', 'in', ended),
          ...(ended.length < outcomes.length
            ? [and([eb('outcome', 'is', null), eb('id', 'not in', [...live])])]
            : []),
        ]),
      ),
    )
    .$if(step !== null, (all) => all.where('failed_step', '=', step))
    .$if(fromMs !== null, (all) => all.where('started_at_ms', '>=', fromMs))
    .$if(toMs !== null, (all) => all.where('started_at_ms', '<', toMs))
    .$if(profile !== null, (all) => all.where('profile_name', '=', profile))
    .$if(operator !== null, (all) => all.where('operator', '=', operator))
    .$if(network !== null, (all) => all.where('network', '=', network))
    .$if(purposes.length > 0, (all) =>
      all.where(({ eb, fn, val }) =>
        eb(fn.coalesce('purpose', val<string>('bring_up')), 'in', [...purposes]),
      ),
    );
}
