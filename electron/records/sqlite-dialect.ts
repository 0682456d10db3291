import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import { SqliteDialect, type SqliteStatement } from 'kysely';

/**
 * Kysely's SQLite dialect over node:sqlite. There is one connection; statements are prepared once per text.
 * `Kysely.destroy()` closes the database.
 */
export function nodeSqliteDialect(database: DatabaseSync): SqliteDialect {
  const prepared = new Map<string, SqliteStatement>();
  return new SqliteDialect({
    database: {
      close: () => database.close(),
      prepare(sql) {
        const statement = prepared.get(sql) ?? asKyselyStatement(database.prepare(sql));
        prepared.set(sql, statement);
        return statement;
      },
    },
  });
}

function asKyselyStatement(statement: StatementSync): SqliteStatement {
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...parameters.map(bindable)),
    run: (parameters) => statement.run(...parameters.map(bindable)),
    iterate: (parameters) => statement.iterate(...parameters.map(bindable)),
  };
}

/** What SQLite can bind; booleans are kept as 0 and 1. */
export function bindable(value: unknown): SQLInputValue {
  switch (typeof value) {
    case 'number':
    case 'bigint':
    case 'string':
      return value;
    case 'boolean':
      return value ? 1 : 0;
    default:
      if (value === null || value instanceof Uint8Array) return value;
      throw new TypeError(`a value of type ${typeof value} cannot be bound`);
  }
}
