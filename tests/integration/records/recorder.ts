/**
 * A process that records synthetic runs as fast as it can until it is killed, and says what was published.
 *
 *   node recorder.ts <file> <run id>…        one line "<run id> <seq>" per published fact
 *   node recorder.ts <file> --count n <run id>…   stops by itself after n facts per run
 */
import { writeSync } from 'node:fs';
import { openRecordStore } from '../../../electron/records/index.ts';
import { createJournal, type JournalRun } from '../../../electron/service/journal.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import type { RunFact } from '../../../shared/events.ts';

const [, , path = '', ...rest] = process.argv;
const counted = rest[0] === '--count';
const count = counted ? Number(rest[1]) : Number.POSITIVE_INFINITY;
const runIds = counted ? rest.slice(2) : rest;

/** Never finishes unless it was told a count. */
function factAt(n: number): RunFact {
  if (n === 1)
    return {
      type: 'run.started',
      purpose: 'bring_up',
      profileName: 'synthetic',
      profile: {},
      unit: null,
      operator: null,
      fromStep: 1,
      version: '0',
      warnings: [],
      changes: [],
    };
  if (n === count)
    return {
      type: 'run.finished',
      outcome: 'passed',
      failedStep: null,
      code: null,
      detail: null,
      complete: true,
      durationMs: n,
    };
  return {
    type: 'at.exchanged',
    place: { phase: 'step', step: 5, attempt: n },
    command: `AT+${n}`,
    lines: ['x'.repeat(n % 97)],
    outcome: { kind: 'ok' },
    durationMs: n,
    echoed: false,
  };
}

const opened = await openRecordStore(path);
if (!opened.ok) throw new Error(JSON.stringify(opened.fault));

const journal = createJournal({
  store: opened.store,
  clock: systemClock,
  limits: { pauseMs: 0, pauseFactor: 0 },
  // Synchronous, so that a line that was begun is not lost in this process when it is killed.
  onPublish: (events) => writeSync(1, events.map(({ runId, seq }) => `${runId} ${seq}\n`).join('')),
  onFault: (fault) => {
    throw new Error(JSON.stringify(fault));
  },
});

async function recordRun(run: JournalRun): Promise<void> {
  for (let n = 1; n <= count; n += 1) {
    const bytes = new TextEncoder().encode(`AT+${n}\r`);
    journal.trace(run, 'sent', bytes, systemClock.monotonic());
    journal.record(run, factAt(n));
    // A varying number of facts per turn of the event loop, and so per commit.
    if (n % 7 < 3) await new Promise<void>((done) => systemClock.schedule(0, done));
  }
}

const runs = runIds.map((id) => ({ id, port: 'sim:' }));
await Promise.all(runs.map(recordRun));
const closed = await journal.close();
await opened.store.close();
process.exitCode = closed.ok ? 0 : 1;
