import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../shared/clock.ts';
import type { RunEvent } from '../../shared/events.ts';
import { bytesOf } from '../../shared/log/binary.ts';
import type { TraceGap, TracePiece } from '../../shared/log/log-entry.ts';
import { BatchWriter } from '../records/batch-writer.ts';
import { faultOf } from '../records/fault.ts';
import type { Batch, PageQuery, PageResult, TraceEntry, WriteResult } from '../records/index.ts';
import { openDatabase } from '../records/open-database.ts';
import { createPageReader } from '../records/page.ts';

/** Runs that can be looked at; the one that was opened first goes. */
const KEPT = 4;
/** Rows written in one go: dialogues with modules go on beside it. */
const SLICE_ROWS = 500;

/** Who reads records, and is told which there are. */
export interface RecordReader {
  addRecord(path: string): void;
  /** Resolves when the file is no longer open. */
  removeRecord(path: string): Promise<void>;
}

interface Kept {
  readonly path: string;
  readonly database: DatabaseSync;
  readonly readPage: (query: PageQuery) => PageResult;
}

/**
 * Runs that are looked at and not kept: logs of other programs, packs from elsewhere. Each is a record of its own, in a
 * private folder among the system's temporary ones, so that whoever reads records reads them like any other run; the
 * newest few stay until the program ends.
 */
export class ScratchRecords {
  readonly #clock: Clock;
  readonly #reader: RecordReader;
  readonly #runs = new Map<string, Kept>();
  #folder: string | null = null;
  #count = 0;
  #closed = false;

  constructor(clock: Clock, reader: RecordReader) {
    this.#clock = clock;
    this.#reader = reader;
  }

  /** Writes a run down. All batches are of that run; a run of the same name that is kept already stays as it is. */
  async keep(runId: string, batches: Iterable<Batch> | AsyncIterable<Batch>): Promise<WriteResult> {
    if (this.#closed) return { ok: false, fault: { kind: 'closed' } };
    if (this.#runs.has(runId)) return { ok: true };
    const made = await this.#make();
    if (!made.ok) return made;
    const { database, path } = made;
    const written = await write(database, batches);
    if (!written.ok || this.#closed || this.#runs.has(runId)) {
      discard(database, path);
      return this.#closed ? { ok: false, fault: { kind: 'closed' } } : written;
    }
    this.#runs.set(runId, { path, database, readPage: createPageReader(database) });
    this.#reader.addRecord(path);
    for (const oldest of [...this.#runs.keys()].slice(0, -KEPT)) await this.forget(oldest);
    return written;
  }

  /** Whether a run is kept here. */
  has(runId: string): boolean {
    return this.#runs.has(runId);
  }

  /** A page of a run that is kept here; null when there is none of this name. */
  readPage(query: PageQuery): PageResult | null {
    const kept = this.#runs.get(query.runId);
    if (kept === undefined) return null;
    try {
      return kept.readPage(query);
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  }

  /** Lets go of a run. */
  async forget(runId: string): Promise<void> {
    const kept = this.#runs.get(runId);
    if (kept === undefined) return;
    this.#runs.delete(runId);
    await this.#reader.removeRecord(kept.path);
    discard(kept.database, kept.path);
  }

  /** Lets go of everything. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const runId of this.#runs.keys()) await this.forget(runId);
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }

  async #make() {
    try {
      // Readable by its owner alone.
      this.#folder ??= mkdtempSync(join(tmpdir(), 'wis800c-'));
    } catch (error) {
      return { ok: false, fault: faultOf(error) } as const;
    }
    this.#count += 1;
    const path = join(this.#folder, `${this.#count}.sqlite`);
    const opened = await openDatabase(path, this.#clock);
    if (!opened.ok) return opened;
    // What is gone with the program need not outlast a loss of power.
    opened.database.exec('PRAGMA synchronous = OFF');
    return { ...opened, path };
  }
}

/** A run in batches: facts by their numbers, each once; those that no record has a place for are left out. */
export function* batchesOf(
  runId: string,
  events: readonly RunEvent[],
  trace: readonly (TracePiece | TraceGap)[],
): Generator<Batch> {
  const bySeq = new Map<number, RunEvent>();
  for (const event of events)
    if (Number.isSafeInteger(event.seq) && event.seq > 0 && !bySeq.has(event.seq))
      bySeq.set(event.seq, event);
  const facts = [...bySeq.values()].sort((one, other) => one.seq - other.seq);
  for (let from = 0; from < Math.max(facts.length, trace.length, 1); from += SLICE_ROWS)
    yield {
      events: facts.slice(from, from + SLICE_ROWS),
      trace: trace
        .slice(from, from + SLICE_ROWS)
        .map((piece, index) => entryOf(runId, from + index + 1, piece)),
    };
}

function entryOf(runId: string, ordinal: number, piece: TracePiece | TraceGap): TraceEntry {
  const chunk = piece.direction === 'dropped' ? piece : { ...piece, bytes: bytesOf(piece.bytes) };
  return { runId, ordinal, chunk };
}

async function write(
  database: DatabaseSync,
  batches: Iterable<Batch> | AsyncIterable<Batch>,
): Promise<WriteResult> {
  const writer = new BatchWriter(database);
  for await (const batch of batches) {
    const written = writer.write(batch);
    if (!written.ok) return written;
    await setImmediate();
  }
  return { ok: true };
}

function discard(database: DatabaseSync, path: string): void {
  if (database.isOpen) database.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}
