import { mkdirSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRecordStore } from '../../electron/records/index.ts';
import type { RunFact } from '../../shared/events.ts';
import { localDay } from '../../shared/local-time.ts';

const STARTED: RunFact = {
  type: 'run.started',
  purpose: 'bring_up',
  profileName: 'bench',
  profile: {},
  unit: 'SN-1',
  operator: null,
  fromStep: 1,
  version: '0.1.0',
  warnings: [],
  changes: [],
};
const FINISHED: RunFact = {
  type: 'run.finished',
  outcome: 'passed',
  failedStep: null,
  code: null,
  detail: null,
  complete: true,
  durationMs: 5000,
};
const DAY_MS = 86_400_000;

/** Puts a finished run of about 100 KB into the record of a data folder for each of these ages in days. */
export async function recordOldRuns(dataFolder: string, ages: readonly number[]): Promise<void> {
  const opened = await openRecordStore(join(dataFolder, 'record.sqlite'));
  if (!opened.ok) throw new Error(opened.fault.kind);
  for (const age of ages) {
    const runId = `of ${age} days ago`;
    const facts = [STARTED, FINISHED].map((fact, index) => {
      const seq = index + 1;
      const atMs = Date.now() - age * DAY_MS + seq;
      return { seq, runId, port: 'COM3', atMs, elapsedMs: seq, ...fact };
    });
    const pieces = Array.from({ length: 100 }, (_, index) => ({
      runId,
      ordinal: index + 1,
      chunk: { direction: 'received' as const, elapsedMs: index, bytes: new Uint8Array(1000) },
    }));
    await opened.store.append({ events: facts, trace: pieces });
  }
  await opened.store.close();
}

/** Puts a session log file that was written last so many days ago into a data folder, for each of these ages. */
export function writeOldLogs(dataFolder: string, ages: readonly number[]): void {
  const folder = join(dataFolder, 'logs');
  mkdirSync(folder, { recursive: true });
  for (const age of ages) {
    const at = new Date(Date.now() - age * DAY_MS);
    const path = join(folder, `${localDay(at.getTime())}_120000_COM3_SN-1.txt`);
    writeFileSync(path, 'a line\n'.repeat(1000));
    utimesSync(path, at, at);
  }
}
