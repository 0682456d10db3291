import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { openRecordStore, type RecordStore, type TraceEntry } from '../../../electron/records/index.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';

export const PORT = '/dev/ttyUSB0';

export const STARTED: RunFact = {
  type: 'run.started',
  purpose: 'bring_up',
  profileName: 'Baidu IoT Hub',
  profile: { apn: 'CMNET', broker: { host: 'example.test', port: 1883 } },
  unit: 'SN-0117',
  operator: 'Li',
  fromStep: 1,
  version: '0.1.0',
  warnings: [],
  changes: [],
};

export const EXCHANGED: RunFact = {
  type: 'at.exchanged',
  place: { phase: 'step', step: 5, attempt: 2 },
  command: 'AT+CREG?',
  lines: ['+CREG: 0,1'],
  outcome: { kind: 'ok' },
  durationMs: 12.25,
  echoed: false,
};

export const FINISHED: RunFact = {
  type: 'run.finished',
  outcome: 'failed',
  failedStep: 11,
  code: 'connect_failed',
  detail: 'CONNECT FAIL',
  complete: true,
  durationMs: 21_769.5,
};

/** The facts as the events 1, 2, 3, … of a run. */
export function eventsOf(runId: string, facts: readonly RunFact[], firstSeq = 1): RunEvent[] {
  return facts.map((fact, index) => {
    const seq = firstSeq + index;
    return { seq, runId, port: PORT, atMs: 1_700_000_000_000 + seq, elapsedMs: seq * 1.5, ...fact };
  });
}

/** The texts as trace chunks 1, 2, 3, … of a run, alternately sent and received. */
export function traceOf(runId: string, texts: readonly string[]): TraceEntry[] {
  return texts.map((text, index) => ({
    runId,
    ordinal: index + 1,
    chunk: {
      direction: index % 2 === 0 ? 'sent' : 'received',
      bytes: new TextEncoder().encode(text),
      elapsedMs: index * 0.25,
    },
  }));
}

/** A path in a folder of its own that is gone after the test. */
export function temporaryFile(name = 'record.sqlite'): string {
  const folder = mkdtempSync(join(tmpdir(), 'wis800c-record-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return join(folder, name);
}

/** An open store, closed after the test. */
export async function openedStore(path = ':memory:'): Promise<RecordStore> {
  const opened = await openRecordStore(path);
  if (!opened.ok) throw new Error(`cannot open: ${JSON.stringify(opened.fault)}`);
  onTestFinished(() => opened.store.close());
  return opened.store;
}
