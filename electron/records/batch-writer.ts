import type { DatabaseSync, SQLInputValue, StatementSync } from 'node:sqlite';
import type { RunEvent } from '../../shared/events.ts';
import type { Batch, TraceEntry } from './batch.ts';
import { type RecordFault, faultOf } from './fault.ts';
import { createMeasurementRows } from './measurement-rows.ts';
import { createRunRows, type RunRows } from './run-rows.ts';
import { SCHEMA_VERSION } from './file-mark.ts';

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

/** What a batch has added to a run. */
interface Growth {
  readonly bytes: number;
  /** Of its newest fact; null when only bytes were added. */
  readonly lastAtMs: number | null;
}

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
  readonly #measurements: ReturnType<typeof createMeasurementRows>;
  readonly #facts: IdempotentInsert;
  readonly #trace: IdempotentInsert;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#runs = createRunRows(database);
    this.#measurements = createMeasurementRows(database);
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
    const growth = new Map<number, Growth>();
    for (const event of events) {
      const fault = this.#writeEvent(event, growth);
      if (fault !== null) return fault;
    }
    for (const entry of trace) {
      const fault = this.#writeTrace(entry, growth);
      if (fault !== null) return fault;
    }
    for (const [key, { bytes, lastAtMs }] of growth) this.#runs.grow(key, bytes, lastAtMs);
    return null;
  }

  #writeEvent(event: RunEvent, growth: Map<number, Growth>): RecordFault | null {
    const { seq, runId, port, atMs, elapsedMs, type, ...rest } = event;
    const body = JSON.stringify(rest);
    const key = this.#runs.keyOf(runId, { port, startedAtMs: atMs });
    const written = write(this.#facts, [key, seq, atMs, elapsedMs, type, body]);
    if (written === 'conflict') return { kind: 'conflict', runId, table: 'facts', position: seq };
    if (written === 'new') grow(growth, key, Buffer.byteLength(body), atMs);
    if (event.type === 'measurement.recorded') this.#measurements(key, event);
    this.#runs.note(key, event);
    return null;
  }

  #writeTrace({ runId, ordinal, chunk }: TraceEntry, growth: Map<number, Growth>): RecordFault | null {
    const key = this.#runs.keyOf(runId, null);
    const [bytes, ...dropped] =
      chunk.direction === 'dropped'
        ? [NO_BYTES, chunk.droppedChunks, chunk.droppedBytes]
        : [chunk.bytes, null, null];
    const values = [key, ordinal, chunk.elapsedMs, chunk.direction, bytes, ...dropped];
    const written = write(this.#trace, values);
    if (written === 'conflict') return { kind: 'conflict', runId, table: 'trace', position: ordinal };
    if (written === 'new') grow(growth, key, bytes.byteLength, null);
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

/** `same`: the row was there already; `conflict`: another one stands at its place. */
function write(
  { insert, same }: IdempotentInsert,
  values: readonly SQLInputValue[],
): 'new' | 'same' | 'conflict' {
  if (insert.run(...values).changes === 1) return 'new';
  return same.get(...values) === undefined ? 'conflict' : 'same';
}

function grow(growth: Map<number, Growth>, key: number, bytes: number, atMs: number | null): void {
  const before = growth.get(key);
  growth.set(key, { bytes: (before?.bytes ?? 0) + bytes, lastAtMs: atMs ?? before?.lastAtMs ?? null });
}
