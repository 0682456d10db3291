import type { DatabaseSync, SQLOutputValue, StatementSync } from 'node:sqlite';
import { LinePieces, linesOf } from './line-pieces.ts';
import { textsIn } from './texts-in.ts';

/** Rows that are read at once. */
const PAGE_ROWS = 256;

/** What a run is known by in its row. */
const HEAD_COLUMNS = [
  'id',
  'port',
  'unit',
  'imei',
  'iccid',
  'imsi',
  'profile_name',
  'operator',
  'network',
  'station',
  'code',
];

/** The lines of a run that can be searched, some at each step. */
export type RunText = (key: number) => Generator<readonly string[], void>;

/**
 * All text of a run that can be searched: what it is known by, the words of its facts, the lines of its byte trace. Read
 * page by page: a run of any length costs the same memory, and whoever reads may pause between any two steps. Throws
 * what the database throws.
 */
export function createRunText(database: DatabaseSync): RunText {
  const head = database.prepare(`SELECT ${HEAD_COLUMNS.join(', ')} FROM runs WHERE key = ?`);
  const facts = database.prepare(
    `SELECT seq AS place, type, body FROM facts WHERE run_key = ? AND seq > ? ORDER BY seq LIMIT ${PAGE_ROWS}`,
  );
  const trace = database.prepare(
    `SELECT ordinal AS place, direction, bytes FROM trace
     WHERE run_key = ? AND ordinal > ? ORDER BY ordinal LIMIT ${PAGE_ROWS}`,
  );
  return function* textOf(key) {
    yield Object.values(head.get(key) ?? {}).flatMap((value) => linesOf(String(value ?? '')));
    for (const page of pages(facts, key))
      yield page.flatMap(({ type, body }) => [String(type), ...textsIn(String(body))]);
    const lines = { sent: new LinePieces(), received: new LinePieces() };
    for (const page of pages(trace, key))
      yield page.flatMap(({ direction, bytes }) => linesIn(lines, direction, bytes));
    yield [...lines.sent.end(), ...lines.received.end()];
  };
}

function* pages(statement: StatementSync, key: number): Generator<readonly Record<string, SQLOutputValue>[]> {
  for (let after: SQLOutputValue = 0; after !== null; ) {
    const rows: readonly Record<string, SQLOutputValue>[] = statement.all(key, after);
    yield rows;
    after = rows.length < PAGE_ROWS ? null : (rows.at(-1)?.['place'] ?? null);
  }
}

type OpenLines = Readonly<Record<'sent' | 'received', LinePieces>>;

/** The lines that a row of the trace completes; no line reaches across bytes that are missing. */
function linesIn(
  { sent, received }: OpenLines,
  direction: SQLOutputValue | undefined,
  bytes: SQLOutputValue | undefined,
): readonly string[] {
  if (!(bytes instanceof Uint8Array)) return [];
  if (direction === 'sent') return sent.push(bytes);
  if (direction === 'received') return received.push(bytes);
  return [...sent.end(), ...received.end()];
}
