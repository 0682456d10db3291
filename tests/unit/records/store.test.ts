import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openRecordStore } from '../../../electron/records/index.ts';
import type { RunFact } from '../../../shared/events.ts';
import {
  EXCHANGED,
  eventsOf,
  FINISHED,
  openedStore,
  PORT,
  STARTED,
  temporaryFile,
  traceOf,
} from './synthetic.ts';

const IMEI: RunFact = {
  type: 'measurement.recorded',
  place: { phase: 'identity', step: null, attempt: 1 },
  name: 'imei',
  value: '490154203237518',
  unit: null,
  criterion: null,
  verdict: 'none',
};

describe('the list of runs', () => {
  it('tells of a finished run what its first and last facts said', async () => {
    const store = await openedStore();
    await store.append({ events: eventsOf('a', [STARTED, IMEI, EXCHANGED, FINISHED]), trace: [] });
    expect(await store.listRuns({ limit: 10 })).toEqual({
      ok: true,
      damaged: [],
      runs: [
        {
          id: 'a',
          port: PORT,
          purpose: 'bring_up',
          unit: 'SN-0117',
          operator: 'Li',
          profileName: 'Baidu IoT Hub',
          version: '0.1.0',
          fromStep: 1,
          startedAtMs: 1_700_000_000_001,
          imei: '490154203237518',
          iccid: null,
          imsi: null,
          network: null,
          station: null,
          lastAtMs: 1_700_000_000_004,
          state: 'finished',
          finishedAtMs: 1_700_000_000_004,
          durationMs: 21_769.5,
          outcome: 'failed',
          failedStep: 11,
          code: 'connect_failed',
          complete: true,
          warnings: 0,
        },
      ],
    });
  });

  it('calls a run without its last fact live in the process that records it, and interrupted afterwards', async () => {
    const path = temporaryFile();
    const recording = await openedStore(path);
    await recording.append({ events: eventsOf('a', [STARTED, EXCHANGED]), trace: [] });
    expect(await recording.listRuns({ limit: 1 })).toMatchObject({ runs: [{ id: 'a', state: 'live' }] });
    const other = await openedStore(path);
    expect(await other.listRuns({ limit: 1 })).toMatchObject({ runs: [{ id: 'a', state: 'interrupted' }] });
    await recording.close();
    const later = await openedStore(path);
    expect(await later.readRun('a')).toMatchObject({ run: { state: 'interrupted' }, events: [{}, {}] });
  });

  it('numbers runs without gaps, however much is written of each', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    for (const id of ['a', 'b', 'c']) {
      await store.append({ events: eventsOf(id, [STARTED]), trace: traceOf(id, ['AT', 'OK', 'AT', 'OK']) });
      await store.append({
        events: eventsOf(id, [FINISHED], 2),
        trace: traceOf(id, ['AT', 'OK', 'AT', 'OK']),
      });
    }
    const database = new DatabaseSync(path, { readOnly: true });
    expect(database.prepare('SELECT key FROM runs').all()).toMatchObject([
      { key: 1 },
      { key: 2 },
      { key: 3 },
    ]);
    database.close();
  });

  it('is newest first and goes on before a given run', async () => {
    const store = await openedStore();
    for (const id of ['a', 'b', 'c', 'd', 'e'])
      await store.append({ events: eventsOf(id, [STARTED]), trace: [] });
    const ids = async (query: { limit: number; before?: string }) => {
      const list = await store.listRuns(query);
      return list.ok && list.runs.map(({ id }) => id);
    };
    expect(await ids({ limit: 2 })).toEqual(['e', 'd']);
    expect(await ids({ limit: 2, before: 'd' })).toEqual(['c', 'b']);
    expect(await ids({ limit: 9, before: 'b' })).toEqual(['a']);
    expect(await ids({ limit: 9, before: 'a' })).toEqual([]);
    expect(await ids({ limit: 9, before: 'never seen' })).toEqual([]);
  });

  it('names a run of which only bytes arrived, and completes it with the first fact', async () => {
    const store = await openedStore();
    await store.append({ events: [], trace: traceOf('a', ['AT\r']) });
    expect(await store.listRuns({ limit: 1 })).toMatchObject({
      runs: [{ id: 'a', port: null, startedAtMs: null, state: 'interrupted' }],
    });
    await store.append({ events: eventsOf('a', [STARTED]), trace: [] });
    expect(await store.listRuns({ limit: 2 })).toMatchObject({
      runs: [{ id: 'a', port: PORT, profileName: 'Baidu IoT Hub', state: 'live' }],
    });
  });
});

describe('appending', () => {
  it('writes several runs in one batch and keeps them apart', async () => {
    const store = await openedStore();
    const [a, b] = [eventsOf('a', [STARTED, EXCHANGED, FINISHED]), eventsOf('b', [STARTED, FINISHED])];
    const events = [a[0], b[0], a[1], b[1], a[2]].flatMap((event) => event ?? []);
    const trace = [...traceOf('a', ['AT\r', 'OK']), ...traceOf('b', ['ATE0\r'])];
    expect(await store.append({ events, trace })).toEqual({ ok: true });
    expect(await store.readRun('a')).toMatchObject({ ok: true, events: a });
    expect(await store.readRun('b')).toMatchObject({ ok: true, events: b });
    expect(await store.readTrace('b')).toEqual({
      ok: true,
      items: [{ direction: 'sent', bytes: new TextEncoder().encode('ATE0\r'), elapsedMs: 0 }],
      damaged: [],
    });
  });

  it('accepts a batch again, and keeps one copy of it', async () => {
    const store = await openedStore();
    const batch = {
      events: eventsOf('a', [STARTED, EXCHANGED, FINISHED]),
      trace: traceOf('a', ['AT\r', 'OK']),
    };
    expect(await store.append(batch)).toEqual({ ok: true });
    expect(await store.append(batch)).toEqual({ ok: true });
    expect(await store.readRun('a')).toMatchObject({ ok: true, events: batch.events, damaged: [] });
    expect(await store.readTrace('a')).toMatchObject({
      items: [{ direction: 'sent' }, { direction: 'received' }],
    });
  });

  it('refuses another fact at a place that is taken, and writes nothing of that batch', async () => {
    const store = await openedStore();
    const first = eventsOf('a', [STARTED, EXCHANGED]);
    await store.append({ events: first, trace: [] });
    const second = [...eventsOf('b', [STARTED]), ...eventsOf('a', [FINISHED], 2)];
    expect(await store.append({ events: second, trace: [] })).toEqual({
      ok: false,
      fault: { kind: 'conflict', runId: 'a', table: 'facts', position: 2 },
    });
    expect(await store.readRun('a')).toMatchObject({ ok: true, events: first });
    expect(await store.readRun('b')).toEqual({ ok: false, fault: { kind: 'not_found' } });
  });

  it('refuses other bytes at a place that is taken', async () => {
    const store = await openedStore();
    await store.append({ events: [], trace: traceOf('a', ['AT\r']) });
    expect(await store.append({ events: [], trace: traceOf('a', ['AT\n']) })).toEqual({
      ok: false,
      fault: { kind: 'conflict', runId: 'a', table: 'trace', position: 1 },
    });
  });

  it('goes on with a run that a refused batch had begun', async () => {
    const store = await openedStore();
    await store.append({ events: eventsOf('a', [STARTED]), trace: [] });
    const refused = [...eventsOf('b', [STARTED]), ...eventsOf('a', [EXCHANGED])];
    expect(await store.append({ events: refused, trace: [] })).toMatchObject({ ok: false });
    expect(await store.append({ events: eventsOf('c', [STARTED]), trace: [] })).toEqual({ ok: true });
    const b = eventsOf('b', [STARTED, FINISHED]);
    expect(await store.append({ events: b, trace: [] })).toEqual({ ok: true });
    expect(await store.readRun('b')).toMatchObject({ ok: true, events: b });
    expect(await store.readRun('c')).toMatchObject({ ok: true, events: eventsOf('c', [STARTED]) });
  });
});

describe('a store', () => {
  it('does not know a run that was never recorded', async () => {
    const store = await openedStore();
    const unknown = { ok: false, fault: { kind: 'not_found' } };
    expect(await store.readRun('a')).toEqual(unknown);
    expect(await store.readTrace('a')).toEqual(unknown);
  });

  it('answers every call after close with `closed`', async () => {
    const store = await openedStore();
    await store.listRuns({ limit: 1 });
    await store.close();
    await store.close();
    const closed = { ok: false, fault: { kind: 'closed' } };
    expect(await store.append({ events: eventsOf('a', [STARTED]), trace: [] })).toEqual(closed);
    expect(await store.listRuns({ limit: 1 })).toEqual(closed);
    expect(await store.readRun('a')).toEqual(closed);
    expect(await store.readTrace('a')).toEqual(closed);
    expect(await store.check()).toEqual(closed);
  });

  it('leaves one file when it is closed', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    await store.append({ events: eventsOf('a', [STARTED, FINISHED]), trace: [] });
    await store.close();
    const again = await openRecordStore(path);
    expect(again).toMatchObject({ ok: true });
    if (again.ok) {
      expect(await again.store.check()).toEqual({ ok: true });
      await again.store.close();
    }
  });

  it('takes turns with another store on the same file', async () => {
    const path = temporaryFile();
    const [one, two] = [await openedStore(path), await openedStore(path)];
    const [a, b] = [
      eventsOf('a', [STARTED, EXCHANGED, FINISHED]),
      eventsOf('b', [STARTED, EXCHANGED, FINISHED]),
    ];
    for (let at = 0; at < 3; at += 1) {
      expect(await one.append({ events: a.slice(at, at + 1), trace: [] })).toEqual({ ok: true });
      expect(await two.append({ events: b.slice(at, at + 1), trace: [] })).toEqual({ ok: true });
    }
    expect(await one.readRun('b')).toMatchObject({ ok: true, events: b, run: { state: 'finished' } });
    expect(await two.readRun('a')).toMatchObject({ ok: true, events: a, run: { state: 'finished' } });
  });
});
