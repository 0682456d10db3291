import { describe, expect, it } from 'vitest';
import type { Batch, RecordFault, WriteResult } from '../../../electron/records/index.ts';
import { createJournal, type JournalLimits, type JournalRun } from '../../../electron/service/journal.ts';
import type { RunEvent, TraceChunk } from '../../../shared/events.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';
import { EXCHANGED, FINISHED, openedStore, PORT, STARTED } from './synthetic.ts';

const DISK_FULL: RecordFault = { kind: 'disk_full' };

/** A store whose commits take as long, and fail as often, as the test says. */
class FakeStore {
  readonly batches: Batch[] = [];
  readonly attemptedAtMs: number[] = [];
  commitMs = 0;
  fault: RecordFault | null = null;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  async append(batch: Batch): Promise<WriteResult> {
    this.attemptedAtMs.push(this.#clock.monotonic());
    if (this.commitMs > 0) await new Promise<void>((done) => this.#clock.schedule(this.commitMs, done));
    if (this.fault !== null) return { ok: false, fault: this.fault };
    this.batches.push(batch);
    return { ok: true };
  }

  appendNow(batch: Batch): WriteResult {
    this.attemptedAtMs.push(this.#clock.monotonic());
    if (this.fault !== null) return { ok: false, fault: this.fault };
    this.batches.push(batch);
    return { ok: true };
  }

  get events(): RunEvent[] {
    return this.batches.flatMap(({ events }) => events);
  }
}

function setUp(limits: Partial<JournalLimits> = {}) {
  const clock = new VirtualClock();
  const store = new FakeStore(clock);
  const published: RunEvent[] = [];
  const said: (RecordFault | 'recovered')[] = [];
  const givenUp: RecordFault[] = [];
  const journal = createJournal({
    store,
    clock,
    limits,
    onPublish(events) {
      // Whatever is published is in the store, and in the same order.
      published.push(...events);
      expect(store.events.slice(0, published.length)).toEqual(published);
    },
    onFault: (fault) => said.push(fault),
    onGivenUp: (fault) => givenUp.push(fault),
    onRecovered: () => said.push('recovered'),
  });
  return { clock, store, journal, published, said, givenUp };
}

const run = (id = 'a'): JournalRun => ({ id, port: PORT });
const chunk = (size: number, elapsedMs = 0): TraceChunk => ({
  direction: 'received',
  bytes: new Uint8Array(size),
  elapsedMs,
});

describe('recording', () => {
  it('numbers facts from 1 in each run and gives them their times', async () => {
    const { clock, journal } = setUp();
    const a = run();
    expect(journal.record(a, STARTED)).toEqual({
      seq: 1,
      runId: 'a',
      port: PORT,
      atMs: 1_700_000_000_000,
      elapsedMs: 0,
      ...STARTED,
    });
    await clock.advance(12.5);
    const b = run('b');
    expect(journal.record(b, STARTED)).toMatchObject({ seq: 1, runId: 'b', elapsedMs: 0 });
    expect(journal.record(a, EXCHANGED)).toMatchObject({ seq: 2, atMs: 1_700_000_000_013, elapsedMs: 12.5 });
    expect(journal.record(b, FINISHED)).toMatchObject({ seq: 2, runId: 'b' });
  });

  it('writes nothing before the turn of the event loop has ended, then everything at once', async () => {
    const { clock, store, journal, published } = setUp();
    const a = run();
    const events = [STARTED, EXCHANGED, FINISHED].map((fact) => journal.record(a, fact));
    journal.trace(a, 'received', new Uint8Array(3), clock.monotonic());
    expect(store.attemptedAtMs).toEqual([]);
    await clock.advance(0);
    expect(store.batches).toEqual([{ events, trace: [{ runId: 'a', ordinal: 1, chunk: chunk(3) }] }]);
    expect(published).toEqual(events);
    expect(clock.pending).toBe(0);
  });

  it('publishes after the commit, not before', async () => {
    const { clock, store, journal, published } = setUp();
    store.commitMs = 10;
    const event = journal.record(run(), STARTED);
    await clock.advance(9);
    expect(published).toEqual([]);
    await clock.advance(1);
    expect(published).toEqual([event]);
  });

  it('leaves a slow disk at most a fifth of the time', async () => {
    const { clock, store, journal } = setUp();
    store.commitMs = 30;
    const a = run();
    journal.record(a, STARTED);
    for (let n = 0; n < 200; n += 1) {
      await clock.advance(5);
      journal.record(a, EXCHANGED);
    }
    expect(store.attemptedAtMs).toEqual([0, 150, 300, 450, 600, 750, 900]);
    await clock.runUntil(journal.close());
  });

  it('lets the facts of a quick dialogue share a commit', async () => {
    const { clock, store, journal } = setUp({ pauseMs: 5 });
    const a = run();
    for (let n = 0; n < 20; n += 1) {
      journal.record(a, EXCHANGED);
      await clock.advance(1);
    }
    await clock.advance(5);
    expect(store.batches.map(({ events }) => events.length)).toEqual([1, 4, 5, 5, 5]);
  });

  it('does without the pause when somebody waits for the disk', async () => {
    const { clock, store, journal } = setUp({ pauseMs: 50 });
    const a = run();
    journal.record(a, STARTED);
    await clock.advance(1);
    journal.record(a, EXCHANGED);
    await clock.runUntil(journal.flush());
    expect(store.attemptedAtMs).toEqual([0, 1]);
  });

  it('does not wait after a silence', async () => {
    const { clock, store, journal } = setUp();
    const a = run();
    journal.record(a, STARTED);
    await clock.advance(1000);
    journal.record(a, EXCHANGED);
    await clock.advance(0);
    expect(store.attemptedAtMs).toEqual([0, 1000]);
  });

  it('records what a subscriber records while it is being told', async () => {
    const clock = new VirtualClock();
    const store = new FakeStore(clock);
    const seen: number[] = [];
    const a = run();
    const journal = createJournal({
      store,
      clock,
      onPublish(events) {
        seen.push(...events.map(({ seq }) => seq));
        if (seen.length === 1) journal.record(a, FINISHED);
      },
      onFault: () => expect.fail(),
    });
    journal.record(a, STARTED);
    await clock.advance(10);
    expect(seen).toEqual([1, 2]);
  });

  it('publishes no empty list when only bytes were written', async () => {
    const clock = new VirtualClock();
    const store = new FakeStore(clock);
    const journal = createJournal({
      store,
      clock,
      onPublish: () => expect.fail(),
      onFault: () => expect.fail(),
    });
    journal.trace(run(), 'received', new Uint8Array(1), clock.monotonic());
    await clock.advance(10);
    expect(store.batches).toHaveLength(1);
  });
});

describe('a record that cannot be written', () => {
  it('is tried again with growing pauses, told once, and keeps everything in order', async () => {
    const { clock, store, journal, published, said } = setUp({
      attempts: 4,
      firstRetryMs: 10,
      slowestRetryMs: 50,
    });
    store.fault = DISK_FULL;
    const a = run();
    const events = [journal.record(a, STARTED)];
    await clock.advance(69);
    expect(store.attemptedAtMs).toEqual([0, 10, 30]);
    expect(said).toEqual([]);
    await clock.advance(1);
    expect(said).toEqual([DISK_FULL]);
    for (let n = 0; n < 10; n += 1) {
      events.push(journal.record(a, EXCHANGED));
      await clock.advance(20);
    }
    expect(store.attemptedAtMs).toEqual([0, 10, 30, 70, 120, 170, 220, 270]);
    expect(published).toEqual([]);
    store.fault = null;
    await clock.advance(60);
    expect(published).toEqual(events);
    expect(said).toEqual([DISK_FULL, 'recovered']);
  });

  it('keeps its pauses also while somebody waits', async () => {
    const { clock, store, journal } = setUp({ firstRetryMs: 10 });
    store.fault = DISK_FULL;
    journal.record(run(), STARTED);
    await clock.advance(1);
    const flushed = journal.flush();
    await clock.advance(8);
    expect(store.attemptedAtMs).toEqual([0]);
    store.fault = null;
    expect(await clock.runUntil(flushed)).toEqual({ ok: true });
    expect(store.attemptedAtMs).toEqual([0, 10]);
  });

  it('is not worth a word when the next attempt succeeds', async () => {
    const { clock, store, journal, published, said } = setUp();
    store.fault = { kind: 'locked' };
    const event = journal.record(run(), STARTED);
    await clock.advance(5);
    store.fault = null;
    await clock.advance(100);
    expect(published).toEqual([event]);
    expect(said).toEqual([]);
  });

  it('is told again when it happens again', async () => {
    const { clock, store, journal, said } = setUp({ attempts: 2 });
    const a = run();
    for (let outage = 0; outage < 2; outage += 1) {
      store.fault = DISK_FULL;
      journal.record(a, EXCHANGED);
      await clock.advance(1000);
      store.fault = null;
      await clock.advance(3000);
    }
    expect(said).toEqual([DISK_FULL, 'recovered', DISK_FULL, 'recovered']);
  });

  it('costs bytes of the trace above the limit, with a marker, but no fact', async () => {
    const { clock, store, journal, published } = setUp({ backlogTraceBytes: 1000 });
    store.fault = DISK_FULL;
    const a = run();
    const events = Array.from({ length: 100 }, () => {
      journal.trace(a, 'received', new Uint8Array(100), clock.monotonic());
      return journal.record(a, EXCHANGED);
    });
    await clock.advance(5000);
    store.fault = null;
    await clock.advance(5000);
    expect(published).toEqual(events);
    const trace = store.batches.flatMap((batch) => batch.trace);
    expect(trace.map(({ ordinal }) => ordinal)).toEqual([1, 2, 3, 4]);
    expect(trace.map(({ chunk: item }) => item.direction)).toEqual([
      'received',
      'received',
      'received',
      'dropped',
    ]);
    expect(trace[3]?.chunk).toMatchObject({ droppedChunks: 97, droppedBytes: 9700 });
  });
});

describe('flushing', () => {
  it('resolves at once when nothing waits', async () => {
    expect(await setUp().journal.flush()).toEqual({ ok: true });
  });

  it('resolves when all so far is published', async () => {
    const { clock, store, journal, published } = setUp({ batchRows: 2 });
    store.commitMs = 3;
    const a = run();
    const events = Array.from({ length: 5 }, () => journal.record(a, EXCHANGED));
    const flushed = journal.flush().then((result) => ({ result, count: published.length }));
    journal.record(a, FINISHED);
    expect(await clock.runUntil(flushed)).toEqual({ result: { ok: true }, count: 6 });
    expect(published.slice(0, 5)).toEqual(events);
  });

  it('resolves with the fault when the attempts are used up, and again with success later', async () => {
    const { clock, store, journal, published } = setUp({ attempts: 3 });
    store.fault = DISK_FULL;
    const event = journal.record(run(), STARTED);
    expect(await clock.runUntil(journal.flush())).toEqual({ ok: false, fault: DISK_FULL });
    expect(await clock.runUntil(journal.flush())).toEqual({ ok: false, fault: DISK_FULL });
    store.fault = null;
    expect(await clock.runUntil(journal.flush())).toEqual({ ok: true });
    expect(published).toEqual([event]);
  });
});

describe('closing', () => {
  it('writes what waits and leaves no timer behind', async () => {
    const { clock, journal, published } = setUp();
    const event = journal.record(run(), FINISHED);
    expect(await clock.runUntil(journal.close())).toEqual({ ok: true });
    expect(published).toEqual([event]);
    expect(clock.pending).toBe(0);
  });

  it('gives up on a record that cannot be written, and says so', async () => {
    const { clock, store, journal, said } = setUp({ attempts: 2 });
    store.fault = DISK_FULL;
    journal.record(run(), FINISHED);
    expect(await clock.runUntil(journal.close())).toEqual({ ok: false, fault: DISK_FULL });
    expect(clock.pending).toBe(0);
    expect(said).toEqual([DISK_FULL]);
    expect(await clock.runUntil(journal.close())).toEqual({ ok: false, fault: DISK_FULL });
  });

  it('does not swallow a fact that comes later', async () => {
    const { clock, store, journal, published, said } = setUp();
    const a = run();
    await journal.close();
    const event = journal.record(a, FINISHED);
    await clock.advance(100);
    expect(published).toEqual([event]);
    store.fault = { kind: 'closed' };
    journal.record(a, EXCHANGED);
    await clock.advance(100);
    expect(said).toEqual([{ kind: 'closed' }]);
    expect(clock.pending).toBe(0);
  });
});

describe('with the real store', () => {
  it('reads back what was published', async () => {
    const clock = new VirtualClock();
    const store = await openedStore();
    const published: RunEvent[] = [];
    const journal = createJournal({
      store,
      clock,
      onPublish: (events) => published.push(...events),
      onFault: () => expect.fail(),
    });
    const a = run();
    for (const fact of [STARTED, EXCHANGED, FINISHED]) {
      journal.trace(a, 'received', new Uint8Array(7), clock.monotonic());
      journal.record(a, fact);
      await clock.advance(1.25);
    }
    await clock.runUntil(journal.close());
    expect(published.map(({ seq }) => seq)).toEqual([1, 2, 3]);
    expect(await store.readRun('a')).toMatchObject({
      ok: true,
      events: published,
      run: { state: 'finished' },
    });
    expect(await store.readTrace('a')).toEqual({
      ok: true,
      items: [chunk(7), chunk(7, 1.25), chunk(7, 2.5)],
      damaged: [],
    });
  });
});
