import { describe, expect, it } from 'vitest';
import { followRun } from '../../../renderer/service/follow-run.ts';
import { createWindowStore, unreadRun, type WindowStore } from '../../../renderer/store/window-store.ts';
import { type Evidence, INITIAL_EVIDENCE, reduceEvidence } from '../../../shared/diagnosis/evidence.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { fold, numbered, passingFacts } from '../shared/run-events.ts';
import { settle } from '../../support/virtual-clock.ts';
import { FakeService } from './fake-service.ts';

const EVENTS: readonly RunEvent[] = numbered(passingFacts()).map((event) => ({ ...event, runId: 'a' }));

const runIn = (store: WindowStore, runId = 'a') =>
  store.getState().segments.find((run) => run.runId === runId);

/** Follows the run `a` into a window. */
function follow(service: FakeService, store: WindowStore = createWindowStore()) {
  const stop = new AbortController();
  return { store, stop, done: followRun(service.client, store, 'a', stop.signal) };
}

describe('following a run', () => {
  it('puts it on the screen before anything of it is known', async () => {
    const service = new FakeService();
    const { store, stop, done } = follow(service);
    expect(runIn(store)).toMatchObject({ runId: 'a', seq: 0, reach: 'reading' });
    stop.abort();
    await done;
  });

  it('reads what is there, then what comes, and ends with the run', async () => {
    const service = new FakeService();
    const { store, done } = follow(service);
    service.events.push(...EVENTS.slice(0, 3));
    service.tell(true);
    await settle();
    expect(runIn(store)).toMatchObject({ seq: 3, reach: 'live' });
    service.events.push(...EVENTS.slice(3));
    service.tell(true);
    await settle();
    expect(runIn(store)).toMatchObject({ seq: EVENTS.length, reach: 'live' });
    service.tell(false);
    await done;
    expect(runIn(store)).toMatchObject({ seq: EVENTS.length, reach: 'whole', fault: null });
    expect(runIn(store)?.state).toEqual(fold(EVENTS));
    expect(service.open).toBe(0);
  });

  it('reads what comes into the record when the run is over, and ends then', async () => {
    const service = new FakeService();
    service.waits = true;
    service.events.push(...EVENTS.slice(0, 5));
    const { store, done } = follow(service);
    service.tell(false);
    await settle();
    expect(runIn(store)).toMatchObject({ seq: 5, reach: 'whole', state: { finish: null } });
    service.waits = false;
    service.events.push(...EVENTS.slice(5));
    service.tell(false);
    await done;
    expect(runIn(store)).toMatchObject({ seq: EVENTS.length, reach: 'whole' });
    expect(runIn(store)?.state).toEqual(fold(EVENTS));
  });

  it('takes page after page, each where the one before ended', async () => {
    const service = new FakeService();
    service.events.push(...EVENTS);
    service.pageSize = 7;
    service.tell(false);
    const { store, done } = follow(service);
    await done;
    expect(runIn(store)?.state).toEqual(fold(EVENTS));
    expect(service.asked.map(({ afterSeq }) => afterSeq)).toEqual(
      Array.from({ length: Math.ceil(EVENTS.length / 7) }, (_, index) => index * 7),
    );
    expect(Math.max(...service.asked.map(({ limit }) => limit))).toBeLessThanOrEqual(2000);
  });

  it('begins with what the service has folded, and never asks for bytes', async () => {
    const service = new FakeService();
    service.events.push(...EVENTS);
    const evidence = EVENTS.slice(0, 40).reduce<Evidence>(reduceEvidence, INITIAL_EVIDENCE);
    service.opened = { evidence, seq: 40, endMs: 400 };
    service.tell(false);
    const { store, done } = follow(service);
    await done;
    expect(runIn(store)?.state).toEqual(fold(EVENTS));
    expect(service.asked.map(({ afterSeq, trace }) => [afterSeq, trace])).toEqual([[40, false]]);
  });

  it('asks for nothing where a head tells of nothing new', async () => {
    const service = new FakeService();
    const { stop, done } = follow(service);
    service.tell(true);
    service.tell(true);
    await settle();
    expect(service.asked).toEqual([]);
    service.events.push(...EVENTS.slice(0, 1));
    service.tell(true);
    service.tell(true);
    await settle();
    expect(service.asked).toHaveLength(1);
    stop.abort();
    await done;
  });

  it('of a run of the past, of which no head is known, reads all of it', async () => {
    const service = new FakeService();
    service.events.push(...EVENTS);
    service.tell(false, { seq: 0, ordinal: 0 });
    const { store, done } = follow(service);
    await done;
    expect(runIn(store)).toMatchObject({ seq: EVENTS.length, reach: 'whole' });
  });

  it('takes up where the copy of the window ends', async () => {
    const service = new FakeService();
    const { store, stop, done } = follow(service);
    service.events.push(...EVENTS.slice(0, 5));
    service.tell(true);
    await settle();
    stop.abort();
    await done;
    service.events.push(...EVENTS.slice(5));
    service.tell(false);
    await follow(service, store).done;
    expect(service.asked.map(({ afterSeq }) => afterSeq)).toEqual([0, 5]);
    expect(runIn(store)?.state).toEqual(fold(EVENTS));
    expect(store.getState().segments).toHaveLength(1);
  });

  it('is needless where the window has all of it', async () => {
    const service = new FakeService();
    const store = createWindowStore();
    store.setState({ segments: [{ ...unreadRun('a'), reach: 'whole' }] });
    await follow(service, store).done;
    expect([service.open, service.asked.length]).toEqual([0, 0]);
  });

  it('leaves the other runs on the screen alone', async () => {
    const service = new FakeService();
    const store = createWindowStore();
    const other = unreadRun('b');
    store.setState({ segments: [other] });
    service.events.push(...EVENTS);
    service.tell(false);
    await follow(service, store).done;
    expect(store.getState().segments.map(({ runId }) => runId)).toEqual(['b', 'a']);
    expect(runIn(store, 'b')).toBe(other);
  });
});

describe('following that is stopped', () => {
  it('ends while nothing comes, and leaves the run as it is', async () => {
    const service = new FakeService();
    const { store, stop, done } = follow(service);
    service.events.push(...EVENTS.slice(0, 3));
    service.tell(true);
    await settle();
    stop.abort();
    await done;
    expect(runIn(store)).toMatchObject({ seq: 3, reach: 'live' });
    expect(service.open).toBe(0);
  });

  it('does not take a page that comes afterwards: somebody else may have', async () => {
    const service = new FakeService();
    service.events.push(...EVENTS.slice(0, 3));
    let release = () => {};
    service.beforePage = () =>
      new Promise((resolve) => {
        release = resolve;
      });
    const first = follow(service);
    service.tell(true);
    await settle();
    first.stop.abort();
    const late = release;
    service.beforePage = () => Promise.resolve();
    const second = follow(service, first.store);
    service.tell(true);
    await settle();
    expect(runIn(first.store)?.state).toEqual(fold(EVENTS.slice(0, 3)));
    const before = first.store.getState();
    late();
    await first.done;
    expect(first.store.getState()).toBe(before);
    second.stop.abort();
    await second.done;
  });

  it('ends where the run was taken off the screen', async () => {
    const service = new FakeService();
    const { store, done } = follow(service);
    await settle();
    store.setState({ segments: [] });
    service.events.push(...EVENTS.slice(0, 1));
    service.tell(true);
    await done;
    expect(store.getState().segments).toEqual([]);
    expect([service.open, service.asked.length]).toEqual([0, 0]);
  });

  it('in the middle of many pages takes no further one', async () => {
    const service = new FakeService();
    service.events.push(...EVENTS);
    service.pageSize = 5;
    const { store, stop, done } = follow(service);
    service.beforePage = () => {
      if (service.asked.length === 3) stop.abort();
      return Promise.resolve();
    };
    service.tell(false);
    await done;
    expect(service.asked).toHaveLength(3);
    expect(runIn(store)).toMatchObject({ seq: 10, reach: 'reading' });
  });
});

describe('following what cannot be read', () => {
  it('says why, and goes on while the run is live', async () => {
    const service = new FakeService();
    service.events.push(...EVENTS.slice(0, 3));
    service.fault = { kind: 'locked' };
    const { store, stop, done } = follow(service);
    service.tell(true);
    await settle();
    expect(runIn(store)).toMatchObject({ seq: 0, reach: 'live', fault: { kind: 'locked' } });
    service.fault = null;
    service.tell(true);
    await settle();
    expect(runIn(store)).toMatchObject({ seq: 3, reach: 'live', fault: null });
    stop.abort();
    await done;
  });

  it('is not whole at its end, and is read again when it is followed again', async () => {
    const service = new FakeService();
    service.events.push(...EVENTS);
    service.fault = { kind: 'io', code: 'EIO' };
    service.tell(false);
    const { store, done } = follow(service);
    await done;
    expect(runIn(store)).toMatchObject({ reach: 'reading', fault: { kind: 'io', code: 'EIO' } });
    service.fault = null;
    service.tell(false);
    await follow(service, store).done;
    expect(runIn(store)).toMatchObject({ seq: EVENTS.length, reach: 'whole', fault: null });
  });

  it('of a run that is not in the record is told as that', async () => {
    const service = new FakeService();
    service.fault = { kind: 'not_found' };
    service.tell(false, { seq: 0, ordinal: 0 });
    const { store, done } = follow(service);
    await done;
    expect(runIn(store)).toMatchObject({ reach: 'reading', fault: { kind: 'not_found' } });
  });

  it('rejects when the line breaks, and what was read stays', async () => {
    const service = new FakeService();
    service.events.push(...EVENTS.slice(0, 3));
    const { store, done } = follow(service);
    service.tell(true);
    await settle();
    service.breakDown();
    await expect(done).rejects.toThrow('the line broke');
    expect(runIn(store)).toMatchObject({ seq: 3 });
    expect(service.open).toBe(0);
  });

  it('rejects when the line breaks under a page', async () => {
    const service = new FakeService();
    service.events.push(...EVENTS);
    service.beforePage = () => Promise.reject(new Error('the line broke'));
    const { store, done } = follow(service);
    service.tell(false);
    await expect(done).rejects.toThrow('the line broke');
    expect(runIn(store)).toMatchObject({ seq: 0, reach: 'reading', fault: null });
  });
});
