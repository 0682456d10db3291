import { openRecordStore, type RecordStore, type TraceEntry } from '../../../electron/records/index.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import { throwFault } from './station.ts';

/** Records to be exported: one long run as a module under test gives it, and many short ones. */

const BATCH_ROWS = 20_000;
const BEGAN_MS = 1_700_000_000_000;
const PORT = '/dev/ttyUSB0';

const STARTED: RunFact = {
  type: 'run.started',
  purpose: 'bring_up',
  profileName: 'bench',
  profile: { apn: { name: 'CMNET' }, broker: { host: 'broker.test', port: 1883 } },
  unit: 'SN-0117',
  operator: 'Li',
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
  durationMs: 21_769.5,
};
const PLACE = { phase: 'step', step: 5, attempt: 1 } as const;
const EXCHANGED: RunFact = {
  type: 'at.exchanged',
  place: PLACE,
  command: 'AT+CSQ',
  lines: ['+CSQ: 21,0'],
  outcome: { kind: 'ok' },
  durationMs: 12.25,
  echoed: true,
};
const MEASURED: RunFact = {
  type: 'measurement.recorded',
  place: PLACE,
  name: 'signal',
  value: 21,
  unit: null,
  criterion: null,
  verdict: 'none',
};
/** What crosses the wire in one exchange; every twentieth one is followed by a measurement. */
const TALK = ['AT+CSQ\r\n', 'AT+CSQ\r\r\n', '+CSQ: 21,0\r\n', '\r\nOK\r\n'].map((text) => Buffer.from(text));
const MEASURED_EVERY = 20;

/** One run of so many facts and pieces of the byte trace: mostly bytes. */
export async function longRecord(path: string, runId: string, entries: number): Promise<void> {
  const store = await opened(path);
  let [seq, ordinal, elapsedMs] = [0, 0, 0];
  let batch: { events: RunEvent[]; trace: TraceEntry[] } = { events: [], trace: [] };
  const state = (fact: RunFact) => {
    seq += 1;
    const place = { seq, runId, port: PORT, atMs: BEGAN_MS + Math.round(elapsedMs) };
    batch.events.push({ ...place, elapsedMs: Math.round(elapsedMs * 1000) / 1000, ...fact });
  };
  state(STARTED);
  while (seq + ordinal < entries - 1) {
    for (const [index, bytes] of TALK.entries()) {
      // As clocks tell it: with as many digits as a number has.
      elapsedMs += 3 + Math.random() * 9;
      ordinal += 1;
      batch.trace.push({
        runId,
        ordinal,
        chunk: { direction: index === 0 ? 'sent' : 'received', bytes, elapsedMs },
      });
    }
    state(seq % MEASURED_EVERY === 0 ? MEASURED : EXCHANGED);
    if (batch.events.length + batch.trace.length < BATCH_ROWS) continue;
    await write(store, batch);
    batch = { events: [], trace: [] };
  }
  state(FINISHED);
  await write(store, batch);
  await store.close();
}

/** So many runs that walked two steps. */
export async function manyRuns(path: string, count: number): Promise<void> {
  const store = await opened(path);
  const steps = ([1, 2] as const).flatMap((step): RunFact[] => [
    { type: 'step.started', step, attempt: 1 },
    {
      type: 'step.finished',
      step,
      outcome: { kind: 'passed', evidence: [2], warnings: [] },
      attempts: 1,
      durationMs: 12.5,
    },
  ]);
  const facts = [STARTED, ...steps, FINISHED];
  let events: RunEvent[] = [];
  for (let no = 0; no < count; no += 1) {
    const runId = `run-${no}`;
    events.push(
      ...facts.map((fact, index) => ({
        seq: index + 1,
        runId,
        port: PORT,
        atMs: BEGAN_MS + no * 60_000,
        elapsedMs: index * 10,
        ...fact,
      })),
    );
    if (events.length < BATCH_ROWS && no < count - 1) continue;
    await write(store, { events, trace: [] });
    events = [];
  }
  await store.close();
}

async function opened(path: string): Promise<RecordStore> {
  const result = await openRecordStore(path);
  return result.ok ? result.store : throwFault(result.fault);
}

async function write(store: RecordStore, batch: Parameters<RecordStore['append']>[0]): Promise<void> {
  const written = await store.append(batch);
  if (!written.ok) throwFault(written.fault);
}
