import { describe, expect, it } from 'vitest';
import type { Batch, RecordFault } from '../../../electron/records/index.ts';
import { createJournal } from '../../../electron/service/journal.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';
import { FailingStore } from '../service/failing-store.ts';
import { EXCHANGED, FINISHED, openedStore, PORT, STARTED } from './synthetic.ts';

const FULL: RecordFault = { kind: 'disk_full' };
const LOCKED: RecordFault = { kind: 'locked' };

async function setUp() {
  const clock = new VirtualClock();
  const store = new FailingStore(await openedStore());
  const published: RunEvent[] = [];
  const said: string[] = [];
  const journal = createJournal({
    store,
    clock,
    onPublish: (events) => published.push(...events),
    onFault: ({ kind }) => said.push(kind),
    onGivenUp: ({ kind }) => said.push(`given up: ${kind}`),
    onRecovered: () => said.push('recovered'),
  });
  const run = { id: 'a', port: PORT };
  return { clock, store, journal, run, published, said };
}

const rows = (batches: readonly Batch[]) => batches.map(({ events, trace }) => events.length + trace.length);

describe('a record that stays unwritable', () => {
  it('is given up after little more than a second, and is written when it can be again', async () => {
    const { clock, store, journal, run, published, said } = await setUp();
    store.fault = FULL;
    const event = journal.record(run, STARTED);
    await clock.advance(1200);
    expect(said).toEqual([]);
    await clock.advance(300);
    expect(said).toEqual(['disk_full', 'given up: disk_full']);
    expect(journal.fault).toEqual(FULL);
    store.fault = null;
    await clock.advance(2000);
    expect(published).toEqual([event]);
    expect(said.slice(2)).toEqual(['recovered']);
    expect(journal.fault).toBeNull();
  });

  it('because another program looks into it for two seconds is told, but not given up', async () => {
    const { clock, store, journal, run, published, said } = await setUp();
    store.fault = LOCKED;
    const event = journal.record(run, STARTED);
    const flushed = journal.flush();
    await clock.advance(2000);
    store.fault = null;
    expect(await clock.runUntil(flushed)).toEqual({ ok: true });
    expect(published).toEqual([event]);
    expect(said).toEqual(['locked', 'recovered']);
  });

  it('because another program keeps it is given up after ten seconds', async () => {
    const { clock, store, journal, run, said } = await setUp();
    store.fault = LOCKED;
    journal.record(run, STARTED);
    await clock.advance(9900);
    expect(said).toEqual(['locked']);
    await clock.advance(2000);
    expect(said).toEqual(['locked', 'given up: locked']);
  });

  it('is waited for at the close while another program keeps it, for as long as one has patience', async () => {
    const { clock, store, journal, run, said } = await setUp();
    store.fault = LOCKED;
    journal.record(run, STARTED);
    const closed = journal.close();
    await clock.advance(15_000);
    store.fault = null;
    expect(await clock.runUntil(closed)).toEqual({ ok: true });
    expect(said).toEqual(['locked', 'given up: locked', 'recovered']);
  });

  it('because its file was moved gets everything at the close all the same, which is told to nobody', async () => {
    const { clock, store, journal, run, published } = await setUp();
    store.fault = { kind: 'removed' };
    journal.record(run, STARTED);
    await clock.advance(5000);
    journal.record(run, FINISHED);
    expect(await clock.runUntil(journal.close())).toEqual({ ok: false, fault: { kind: 'removed' } });
    expect(rows(store.tried).slice(-2)).toEqual([1, 1]);
    expect(published).toEqual([]);
    expect(clock.pending).toBe(0);
  });

  it('is not waited for at the close where waiting does not help', async () => {
    const { clock, store, journal, run } = await setUp();
    store.fault = FULL;
    journal.record(run, STARTED);
    expect(await clock.runUntil(journal.close())).toEqual({ ok: false, fault: FULL });
    expect(clock.monotonic()).toBeLessThan(2000);
  });
});

describe('whether the record can be written', () => {
  it('is tried out where nothing is known against it, with an empty batch', async () => {
    const { store, journal } = await setUp();
    expect(await journal.ready()).toBeNull();
    expect(rows(store.tried)).toEqual([0]);
    store.fault = { kind: 'removed' };
    expect(await journal.ready()).toEqual({ kind: 'removed' });
    expect(journal.fault).toBeNull();
  });

  it('is not denied because another program holds it at this moment', async () => {
    const { store, journal } = await setUp();
    store.fault = LOCKED;
    expect(await journal.ready()).toBeNull();
  });

  it('is tried at once in an outage, with what waits', async () => {
    const { clock, store, journal, run, published, said } = await setUp();
    store.fault = FULL;
    const event = journal.record(run, STARTED);
    await clock.advance(5000);
    expect(await journal.ready()).toEqual(FULL);
    store.fault = null;
    expect(await journal.ready()).toBeNull();
    expect(published).toEqual([event]);
    expect(said.at(-1)).toBe('recovered');
    await clock.advance(5000);
    expect(published).toEqual([event]);
    expect(clock.pending).toBe(0);
  });

  it('is denied as long as another program keeps what was told', async () => {
    const { clock, store, journal, run } = await setUp();
    store.fault = LOCKED;
    journal.record(run, STARTED);
    await clock.advance(1500);
    expect(await journal.ready()).toEqual(LOCKED);
  });
});

describe('when the process ends', () => {
  it('everything that waits is written and published within the call', async () => {
    const { clock, store, journal, run, published } = await setUp();
    const events = [STARTED, EXCHANGED, FINISHED].map((fact) => journal.record(run, fact));
    journal.writeOut();
    expect(published).toEqual(events);
    expect(rows(store.tried)).toEqual([3]);
    await clock.advance(1000);
    expect(published).toEqual(events);
    expect(rows(store.tried)).toEqual([3]);
  });

  it('nothing is tried without end where nothing can be written', async () => {
    const { store, journal, run, published } = await setUp();
    store.fault = FULL;
    journal.record(run, STARTED);
    journal.writeOut();
    expect(published).toEqual([]);
    expect(rows(store.tried)).toEqual([1]);
  });

  it('what is being written right then is written once', async () => {
    const { clock, journal, run, published } = await setUp();
    const first = journal.record(run, STARTED);
    const flushed = journal.flush();
    // The commit is done; its promise has not come through yet.
    void clock.advance(0);
    const second = journal.record(run, FINISHED);
    journal.writeOut();
    await settle();
    expect(await clock.runUntil(flushed)).toEqual({ ok: true });
    expect(published).toEqual([first, second]);
  });
});
