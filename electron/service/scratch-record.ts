import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import type { OpenedRunRow } from '../../shared/opened-log.ts';
import { makeScratchFolder } from '../files/scratch-folder.ts';
import { type OpeningResult, refused } from '../opening/result.ts';
import { faultOf } from '../records/fault.ts';
import type { PageQuery, PageResult } from '../records/index.ts';
import { openReadConnection } from '../records/open-database.ts';
import { createPageReader } from '../records/page.ts';

/** Runs that can be looked at; the one that was opened first goes. */
const KEPT = 4;

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
  readonly #reader: RecordReader;
  /** By name. */
  readonly #kept = new Map<string, Kept>();
  #folder: string | null = null;
  #count = 0;
  #closed = false;

  constructor(reader: RecordReader) {
    this.#reader = reader;
  }

  /**
   * Has a file opened whose runs are written down as a record, at the path that `open` is given and leaves closed, and
   * keeps that under a name. Where it is refused or throws, nothing stays.
   */
  async keep(name: string, open: (path: string) => Promise<OpeningResult>): Promise<OpeningResult> {
    const path = this.#place();
    if (path === null) return NO_ROOM;
    let kept: Kept | null = null;
    try {
      const result = await open(path);
      if (!result.ok) return result;
      kept = this.#closed ? null : keptAt(path, result.runs);
      if (kept === null) return NO_ROOM;
      this.#kept.set(name, kept);
      this.#reader.addRecord(path);
      for (const oldest of [...this.#kept.keys()].slice(0, -KEPT)) await this.forget(oldest);
      return result;
    } finally {
      if (kept === null) await discard(path);
    }
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
    kept.database.close();
    await discard(kept.path);
  }

  /** Lets go of everything. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const name of this.#kept.keys()) await this.forget(name);
    if (this.#folder !== null) await rm(this.#folder, { recursive: true, force: true });
    this.#folder = null;
  }

  #of(runId: string): Kept | null {
    for (const kept of this.#kept.values()) if (kept.runs.has(runId)) return kept;
    return null;
  }

  /** Where the next record is to be; null where there can be none. */
  #place(): string | null {
    if (this.#closed) return null;
    try {
      this.#folder ??= makeScratchFolder();
    } catch {
      return null;
    }
    this.#count += 1;
    return join(this.#folder, `${this.#count}.sqlite`);
  }
}

/** Null where what was written a moment ago cannot be read. */
function keptAt(path: string, rows: readonly OpenedRunRow[]): Kept | null {
  const opened = openReadConnection(path);
  if (!opened.ok) return null;
  const { database } = opened;
  const runs = new Set(rows.map(({ runId }) => runId));
  return { path, database, runs, readPage: createPageReader(database) };
}

const NO_ROOM = refused('no_room');

async function discard(path: string): Promise<void> {
  for (const suffix of ['', '-journal', '-wal', '-shm']) await rm(path + suffix, { force: true });
}
