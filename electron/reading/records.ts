import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { RecordFault } from '../records/fault.ts';
import { openReadConnection } from '../records/open-database.ts';
import { readFault, Unreadable } from './read-fault.ts';

/** A run where it was found. */
export interface FoundRun {
  readonly runId: string;
  /** Of the record it is in. */
  readonly path: string;
  readonly database: DatabaseSync;
  readonly key: number;
  /** Null as long as only bytes of it are known. */
  readonly port: string | null;
}

export type FindResult =
  | { readonly ok: true; readonly run: FoundRun }
  | { readonly ok: false; readonly fault: RecordFault };

const runRow = z.object({ key: z.number(), port: z.string().nullable() });

/** Several records, opened to be read and for nothing else; each when it is first looked into. */
export class Records {
  readonly #databases = new Map<string, DatabaseSync | null>();

  constructor(paths: readonly string[]) {
    for (const path of paths) this.add(path);
  }

  add(path: string): void {
    if (!this.#databases.has(path)) this.#databases.set(path, null);
  }

  /** The file is no longer open afterwards. */
  remove(path: string): void {
    this.#databases.get(path)?.close();
    this.#databases.delete(path);
  }

  /** Looks for a run, in the newest record first; the fault is that of a record that cannot be read. */
  find(runId: string): FindResult {
    let fault: RecordFault = { kind: 'not_found' };
    for (const path of [...this.#databases.keys()].toReversed()) {
      try {
        const database = this.#open(path);
        const row = database.prepare('SELECT key, port FROM runs WHERE id = ?').get(runId);
        if (row !== undefined) return { ok: true, run: { runId, path, database, ...runRow.parse(row) } };
      } catch (error) {
        fault = readFault(error);
      }
    }
    return { ok: false, fault };
  }

  /**
   * The record that runs are recorded in.
   * @throws Unreadable
   */
  first(): DatabaseSync {
    const [path] = this.#databases.keys();
    if (path === undefined) throw new Error('there is no record');
    return this.#open(path);
  }

  close(): void {
    for (const path of this.#databases.keys()) this.remove(path);
  }

  #open(path: string): DatabaseSync {
    const open = this.#databases.get(path) ?? null;
    if (open !== null) return open;
    const opened = openReadConnection(path);
    if (!opened.ok) throw new Unreadable(opened.fault);
    this.#databases.set(path, opened.database);
    return opened.database;
  }
}
