import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** A statement whose rows are arrays: they take a third less time than objects. */
export function arrays(database: DatabaseSync, sql: string): StatementSync {
  const statement = database.prepare(sql);
  statement.setReturnArrays(true);
  return statement;
}
