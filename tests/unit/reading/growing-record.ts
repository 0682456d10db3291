import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { RunLog } from '../../../electron/reading/log/run-log.ts';
import { TextBudget } from '../../../electron/reading/log/text-budget.ts';
import type { FoundRun } from '../../../electron/reading/records.ts';
import { BatchWriter } from '../../../electron/records/batch-writer.ts';
import { openDatabase } from '../../../electron/records/open-database.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { bytesOf } from '../../../shared/log/binary.ts';
import type { TraceGap, TracePiece } from '../../../shared/log/log-entry.ts';

/** A record in memory, the same for all runs of a test file: it takes long to make one. */
let shared: Promise<DatabaseSync> | null = null;

async function openShared(): Promise<DatabaseSync> {
  const opened = await openDatabase(':memory:', systemClock);
  if (!opened.ok) throw new Error(opened.fault.kind);
  return opened.database;
}

/** A run that is written to a record piece by piece. */
export class GrowingRecord {
  readonly #database: DatabaseSync;
  readonly #writer: BatchWriter;
  readonly #id = randomUUID();
  #ordinal = 0;

  private constructor(database: DatabaseSync) {
    this.#database = database;
    this.#writer = new BatchWriter(database);
  }

  static async open(): Promise<GrowingRecord> {
    shared ??= openShared();
    return new GrowingRecord(await shared);
  }

  add(events: readonly RunEvent[], trace: readonly (TracePiece | TraceGap)[]): void {
    const written = this.#writer.write({
      events: events.map((event) => ({ ...event, runId: this.#id })),
      trace: trace.map((piece) => {
        this.#ordinal += 1;
        const chunk = piece.direction === 'dropped' ? piece : { ...piece, bytes: bytesOf(piece.bytes) };
        return { runId: this.#id, ordinal: this.#ordinal, chunk };
      }),
    });
    if (!written.ok) throw new Error(JSON.stringify(written.fault));
  }

  /** Found under the name that the runs of these tests have; whatever was added is there. */
  get run(): FoundRun {
    const key = Number(this.#database.prepare('SELECT key FROM runs WHERE id = ?').get(this.#id)?.['key']);
    return { runId: 'r', path: ':memory:', database: this.#database, key, port: 'p' };
  }

  log(textBytes = 1e9): RunLog {
    return new RunLog(this.run, new TextBudget(textBytes));
  }
}

/** Reads all that is there. */
export function readAll(log: RunLog): void {
  while (log.readOn());
}
