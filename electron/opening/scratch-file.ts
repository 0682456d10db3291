import { BatchWriter } from '../records/batch-writer.ts';
import type { WriteResult } from '../records/index.ts';
import { openDatabase } from '../records/open-database.ts';
import { systemClock } from '../system-clock.ts';
import type { KeepRuns } from './result.ts';

/** Writes what comes from one file down as a record of its own, which is whole only where this resolves with `ok`. */
export async function writeScratch(path: string, batches: Parameters<KeepRuns>[0]): Promise<WriteResult> {
  const opened = await openDatabase(path, systemClock);
  if (!opened.ok) return opened;
  const { database } = opened;
  try {
    // What is gone with the program need not outlast a loss of power.
    database.exec('PRAGMA synchronous = OFF');
    const writer = new BatchWriter(database);
    for await (const batch of batches) {
      const written = writer.write(batch);
      if (!written.ok) return written;
    }
    return { ok: true };
  } finally {
    database.close();
  }
}
