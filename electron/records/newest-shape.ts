import { DatabaseSync } from 'node:sqlite';
import { MIGRATIONS } from './schema.ts';

interface Column {
  readonly name: string;
  /** SQL of what stands in it where nothing was said. */
  readonly otherwise: string;
}

/**
 * Shows a record of an older release with the tables of this one, to this connection alone: statements find views in
 * their place in which what is missing is null. Nothing is written to the file.
 */
export function shapeAsNewest(database: DatabaseSync): void {
  const newest = new DatabaseSync(':memory:');
  try {
    for (const migration of MIGRATIONS) newest.exec(migration);
    // No file of its own, wherever the system keeps such.
    database.exec('PRAGMA temp_store = MEMORY');
    for (const table of tablesOf(newest)) {
      const wanted = columnsOf(newest, table);
      const there = new Set(columnsOf(database, table).map(({ name }) => name));
      if (wanted.every(({ name }) => there.has(name))) continue;
      const columns = wanted.map(({ name, otherwise }) =>
        there.has(name) ? name : `${otherwise} AS ${name}`,
      );
      const source = there.size === 0 ? 'WHERE false' : `FROM main.${table}`;
      database.exec(`CREATE TEMP VIEW ${table} AS SELECT ${columns.join(', ')} ${source}`);
    }
  } finally {
    newest.close();
  }
}

/** Tables that were made as such; not those that SQLite keeps for itself or for an index of texts. */
function tablesOf(database: DatabaseSync): readonly string[] {
  const rows = database
    .prepare("SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table'")
    .all();
  return rows.flatMap(({ name }) => (typeof name === 'string' && !name.startsWith('sqlite_') ? [name] : []));
}

function columnsOf(database: DatabaseSync, table: string): readonly Column[] {
  const rows = database.prepare('SELECT name, dflt_value FROM pragma_table_info(?)').all(table);
  return rows.flatMap(({ name, dflt_value: otherwise }) =>
    typeof name === 'string' ? [{ name, otherwise: typeof otherwise === 'string' ? otherwise : 'NULL' }] : [],
  );
}
