import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { RunEvent } from '../../shared/events.ts';
import type { Batch, TraceEntry } from './batch.ts';
import { type RecordFault, faultOf } from './fault.ts';
import { createRunRows, type RunRows } from './run-rows.ts';
import { SCHEMA_VERSION } from './schema.ts';

export type WriteResult = { readonly ok: true } | { readonly ok: false; readonly fault: RecordFault };

/** An insert that leaves an existing row alone, and the question whether that row says the same. */
interface IdempotentInsert {
  readonly insert: StatementSync;
  readonly same: StatementSync;
}

const FACT_COLUMNS = ['run_key', 'seq', 'at_ms', 'elapsed_ms', 'type', 'body'];
const TRACE_COLUMNS = [
  'run_key',
  'ordinal',
  'elapsed_ms',
  'direction',
  'bytes',
  'dropped_chunks',
  'dropped_bytes',
];
/** Changes nothing, but is written: a full disk shows it. */
const TRIAL = `PRAGMA user_version = ${SCHEMA_VERSION}`;
const NO_BYTES = new Uint8Array(0);

/**
 * Writes batches, each in one transaction that begins and ends within the call. Facts and trace are the only
 * statements that run often, so they are prepared once and bypass the query builder.
 *
 * Whether a commit that reported an error reached the disk cannot be known; therefore a batch may be given again:
 * rows that are there already with the same content are accepted, other content is the fault `conflict`.
 */
export class BatchWriter {
  readonly #database: DatabaseSync;
  readonly #runs: RunRows;
  readonly #facts: IdempotentInsert;
  readonly #trace: IdempotentInsert;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#runs = createRunRows(database);
    this.#facts = idempotentInsert(database, 'facts', FACT_COLUMNS);
    this.#trace = idempotentInsert(database, 'trace', TRACE_COLUMNS);
    this.#begin = database.prepare('BEGIN IMMEDIATE');
    this.#commit = database.prepare('COMMIT');
  }

  write(batch: Batch): WriteResult {
    let done = false;
    try {
      this.#begin.run();
      if (batch.events.length + batch.trace.length === 0) this.#database.exec(TRIAL);
      const fault = this.#writeRows(batch);
      if (fault !== null) return { ok: false, fault };
      this.#commit.run();
      done = true;
      return { ok: true };
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    } finally {
      if (!done) this.#rollBack();
    }
  }

  #writeRows({ events, trace }: Batch): RecordFault | null {
    for (const event of events) {
      const fault = this.#writeEvent(event);
      if (fault !== null) return fault;
    }
    for (const entry of trace) {
      const fault = this.#writeTrace(entry);
      if (fault !== null) return fault;
    }
    return null;
  }

  #writeEvent(event: RunEvent): RecordFault | null {
    const { seq, runId, port, atMs, elapsedMs, type, ...body } = event;
    const key = this.#runs.keyOf(runId, { port, startedAtMs: atMs });
    if (!write(this.#facts, [key, seq, atMs, elapsedMs, type, JSON.stringify(body)]))
      return { kind: 'conflict', runId, table: 'facts', position: seq };
    this.#runs.note(key, event);
    return null;
  }

  #writeTrace({ runId, ordinal, chunk }: TraceEntry): RecordFault | null {
    const key = this.#runs.keyOf(runId, null);
    const values =
      chunk.direction === 'dropped'
        ? [NO_BYTES, chunk.droppedChunks, chunk.droppedBytes]
        : [chunk.bytes, null, null];
    if (!write(this.#trace, [key, ordinal, chunk.elapsedMs, chunk.direction, ...values]))
      return { kind: 'conflict', runId, table: 'trace', position: ordinal };
    return null;
  }

  #rollBack(): void {
    this.#runs.forget();
    // Some faults (disk full, I/O) have SQLite roll back by itself, so there may be nothing left to do.
    if (this.#database.isOpen && this.#database.isTransaction) this.#database.exec('ROLLBACK');
  }
}

function idempotentInsert(
  database: DatabaseSync,
  table: string,
  columns: readonly string[],
): IdempotentInsert {
  const places = columns.map(() => '?').join(', ');
  const equal = columns.map((column) => `${column} IS ?`).join(' AND ');
  return {
    insert: database.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${places}) ON CONFLICT DO NOTHING`,
    ),
    same: database.prepare(`SELECT 1 FROM ${table} WHERE ${equal}`),
  };
}

/** @returns false when another row stands at this place. */
function write({ insert, same }: IdempotentInsert, values: readonly SQLInputValue[]): boolean {
  return insert.run(...values).changes === 1 || same.get(...values) !== undefined;
}
