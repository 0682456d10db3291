import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../../shared/clock.ts';
import type { RunEvent } from '../../shared/events.ts';
import { bytesOf } from '../../shared/log/binary.ts';
import type { TraceGap, TracePiece } from '../../shared/log/log-entry.ts';
import { makeScratchFolder } from '../files/scratch-folder.ts';
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
  /** Names of the runs in it. */
  readonly runs: ReadonlySet<string>;
  readonly readPage: (query: PageQuery) => PageResult;
}

/**
 * Runs that are looked at and not kept: logs of other programs, packs from elsewhere. What comes from one file is a
 * record of its own, in a private folder among the system's temporary ones, so that whoever reads records reads it like
 * any other run; the newest few stay until the program ends.
 */
export class ScratchRecords {
  readonly #clock: Clock;
  readonly #reader: RecordReader;
  /** By name: a run's where there is one. */
  readonly #kept = new Map<string, Kept>();
  #folder: string | null = null;
  #count = 0;
  #closed = false;

  constructor(clock: Clock, reader: RecordReader) {
    this.#clock = clock;
    this.#reader = reader;
  }

  /**
   * Writes down what comes from one file under a name: the batches of one or more runs. What has that name already stays
   * as it is. What the batches throw is thrown on; then nothing stays.
   */
  async keep(name: string, batches: Iterable<Batch> | AsyncIterable<Batch>): Promise<WriteResult> {
    if (this.#closed) return CLOSED;
    if (this.#kept.has(name)) return { ok: true };
    const made = await this.#make();
    if (!made.ok) return made;
    const { database, path } = made;
    const runs = new Set([name]);
    let isKept = false;
    try {
      const written = await write(database, batches, runs);
      if (this.#closed) return CLOSED;
      if (!written.ok || this.#kept.has(name)) return written;
      this.#kept.set(name, { path, database, runs, readPage: createPageReader(database) });
      isKept = true;
    } finally {
      if (!isKept) discard(database, path);
    }
    this.#reader.addRecord(path);
    for (const oldest of [...this.#kept.keys()].slice(0, -KEPT)) await this.forget(oldest);
    return { ok: true };
  }

  /** Whether a run is kept here. */
  has(runId: string): boolean {
    return this.#of(runId) !== null;
  }

  /** The record that a run is kept in; null when it is not kept here. */
  pathOf(runId: string): string | null {
    return this.#of(runId)?.path ?? null;
  }

  /** A page of a run that is kept here; null when there is none of this name. */
  readPage(query: PageQuery): PageResult | null {
    const kept = this.#of(query.runId);
    if (kept === null) return null;
    try {
      return kept.readPage(query);
    } catch (error) {
      return { ok: false, fault: faultOf(error) };
    }
  }

  /** Lets go of what has this name. */
  async forget(name: string): Promise<void> {
    const kept = this.#kept.get(name);
    if (kept === undefined) return;
    this.#kept.delete(name);
    await this.#reader.removeRecord(kept.path);
    discard(kept.database, kept.path);
  }

  /** Lets go of everything. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const name of this.#kept.keys()) await this.forget(name);
    if (this.#folder !== null) rmSync(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }

  #of(runId: string): Kept | null {
    for (const kept of this.#kept.values()) if (kept.runs.has(runId)) return kept;
    return null;
  }

  async #make() {
    try {
      this.#folder ??= makeScratchFolder();
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
  runs: Set<string>,
): Promise<WriteResult> {
  const writer = new BatchWriter(database);
  for await (const batch of batches) {
    const written = writer.write(batch);
    if (!written.ok) return written;
    for (const { runId } of batch.events) runs.add(runId);
    for (const { runId } of batch.trace) runs.add(runId);
    await setImmediate();
  }
  return { ok: true };
}

const CLOSED = { ok: false, fault: { kind: 'closed' } } as const;

function discard(database: DatabaseSync, path: string): void {
  if (database.isOpen) database.close();
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}
