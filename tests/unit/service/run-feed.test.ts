import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { followHead, readRunPage } from '../../../electron/service/run-feed.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import { type RunHead, runPageSchema } from '../../../shared/contract.ts';
import { openTestDesk, type TestDesk } from '../../support/desk.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';
import { EXCHANGED, eventsOf, FINISHED, openedStore, STARTED, temporaryFile } from '../records/synthetic.ts';
import { finishedRun, order, readSoFar, recordedEvent, startedRun } from './run-reading.ts';

let test: TestDesk;

beforeAll(async () => {
  test = await openTestDesk();
});

afterAll(async () => {
  await test.close();
});

const forever = new AbortController().signal;
const heads = (runId: string, signal = forever, clock = systemClock) =>
  followHead(test.desk.station.commissioner, runId, clock, signal);

describe('the head of a run', () => {
  it('grows with its record, and ends with the run when all of it can be read', async () => {
    const runId = await startedRun(test.desk, order('sim:head?speed=instant', test.profileId));
    const told: RunHead[] = [];
    for await (const head of heads(runId)) {
      told.push(head);
      const { events, pieces } = await readSoFar(test.desk, runId);
      // What a head tells of is in the record when it is told.
      expect(events.length).toBeGreaterThanOrEqual(head.seq);
      expect(pieces).toBeGreaterThanOrEqual(head.ordinal);
    }
    for (const [index, head] of told.slice(1).entries()) {
      expect(head.seq).toBeGreaterThanOrEqual(told[index]?.seq ?? 0);
      expect(head.ordinal).toBeGreaterThanOrEqual(told[index]?.ordinal ?? 0);
    }
    expect(told.map(({ live }) => live)).toEqual([...told.slice(1).map(() => true), false]);
    const { events, pieces } = await readSoFar(test.desk, runId);
    expect(told.at(-1)).toEqual({ seq: events.length, ordinal: pieces, live: false });
    expect(events.at(-1)).toMatchObject({ type: 'run.finished', outcome: 'passed' });
    expect(test.followers.now).toBe(0);
  });

  it('of a run that is over is told once', async () => {
    const runId = await finishedRun(test.desk, order('sim:over?speed=instant', test.profileId));
    const told: RunHead[] = [];
    for await (const head of heads(runId)) told.push(head);
    const { events, pieces } = await readSoFar(test.desk, runId);
    expect(told).toEqual([{ seq: events.length, ordinal: pieces, live: false }]);
  });

  it('of a run of another process, or of none, is nothing to wait for', async () => {
    const told: RunHead[] = [];
    for await (const head of heads('nobody')) told.push(head);
    expect(told).toEqual([{ seq: 0, ordinal: 0, live: false }]);
    expect(test.followers.now).toBe(0);
  });

  it('of one run is not told because another one grows', async () => {
    const quiet = await startedRun(test.desk, order('sim:quiet?fault=no-answer', test.profileId));
    await recordedEvent(test.desk, quiet, ({ type }) => type === 'step.started');
    const stop = new AbortController();
    const clock = new VirtualClock();
    const quietHeads = heads(quiet, stop.signal, clock);
    const { value: first } = await quietHeads.next();
    const next = quietHeads.next();
    await finishedRun(test.desk, order('sim:loud?speed=instant', test.profileId));
    await clock.advance(1000);
    const waiting = await Promise.race([next, settle().then(() => 'nothing')]);
    // The quiet one asks again by itself now and then; a head without anything new would be about the other.
    if (typeof waiting !== 'string') {
      const { seq = 0, ordinal = 0 } = waiting.value ?? {};
      expect(seq + ordinal).toBeGreaterThan((first?.seq ?? 0) + (first?.ordinal ?? 0));
    }
    stop.abort();
    await next;
    await quietHeads.return(undefined);
    test.desk.station.commissioner.bayOfRun(quiet)?.stop();
    test.desk.station.commissioner.bayOfRun(quiet)?.stop();
  });

  it('does not pile up in front of a reader that is behind', async () => {
    const clock = new VirtualClock();
    const runId = await startedRun(test.desk, order('sim:slow?speed=instant', test.profileId));
    const slow = heads(runId, forever, clock);
    expect(await slow.next()).toMatchObject({ done: false });
    await test.desk.station.commissioner.bayOfRun(runId)?.done;
    await settle();
    const next = slow.next();
    await clock.advance(16);
    const { events } = await readSoFar(test.desk, runId);
    expect(await next).toMatchObject({ value: { seq: events.length, live: false } });
    expect(await slow.next()).toEqual({ done: true, value: undefined });
    expect(clock.pending).toBe(0);
  });
});

describe('a follower of a head', () => {
  it('that aborts while it waits ends, and leaves no listener', async () => {
    const runId = await startedRun(test.desk, order('sim:left?fault=no-answer', test.profileId));
    await recordedEvent(test.desk, runId, ({ type }) => type === 'step.started');
    const stop = new AbortController();
    const following = heads(runId, stop.signal);
    await following.next();
    expect(test.followers.now).toBe(1);
    const next = following.next();
    stop.abort();
    expect(await next).toEqual({ done: true, value: undefined });
    expect(test.followers.now).toBe(0);
    test.desk.station.commissioner.bayOfRun(runId)?.stop();
    test.desk.station.commissioner.bayOfRun(runId)?.stop();
  });

  it('that goes away in the middle leaves no listener', async () => {
    const runId = await startedRun(test.desk, order('sim:gone?speed=instant', test.profileId));
    for await (const _ of heads(runId)) break;
    expect(test.followers.now).toBe(0);
    await test.desk.station.commissioner.bayOfRun(runId)?.done;
  });

  it('that was told to stop before it began is told nothing', async () => {
    const runId = await finishedRun(test.desk, order('sim:never?speed=instant', test.profileId));
    expect(await heads(runId, AbortSignal.abort()).next()).toEqual({ done: true, value: undefined });
    expect(test.followers.now).toBe(0);
  });
});

describe('a page that crosses to a window', () => {
  it('has bytes as a binary string, and says where bytes were dropped', async () => {
    const store = await openedStore();
    const bytes = Uint8Array.of(0, 0x41, 0x80, 0xff);
    const trace = [
      { runId: 'a', ordinal: 1, chunk: { direction: 'sent' as const, bytes, elapsedMs: 1 } },
      {
        runId: 'a',
        ordinal: 2,
        chunk: { direction: 'dropped' as const, elapsedMs: 2, droppedChunks: 3, droppedBytes: 30 },
      },
      { runId: 'a', ordinal: 3, chunk: { direction: 'received' as const, bytes, elapsedMs: 3 } },
    ];
    await store.append({ events: [], trace });
    expect(await readRunPage(store, { runId: 'a', afterSeq: 0, afterOrdinal: 0, limit: 9 })).toEqual({
      ok: true,
      page: {
        events: [],
        trace: [
          { direction: 'sent', bytes: '\u0000A\u0080\u00ff', elapsedMs: 1 },
          { direction: 'dropped', elapsedMs: 2, droppedChunks: 3, droppedBytes: 30 },
          { direction: 'received', bytes: '\u0000A\u0080\u00ff', elapsedMs: 3 },
        ],
        seq: 0,
        ordinal: 3,
        more: false,
      },
    });
  });

  it('can do without the bytes: facts are not held back by them, and the place in them stays', async () => {
    const store = await openedStore();
    const bytes = Uint8Array.of(0x41);
    const trace = [1, 2, 3].map((ordinal) => ({
      runId: 'a',
      ordinal,
      chunk: { direction: 'sent' as const, bytes, elapsedMs: ordinal },
    }));
    await store.append({ events: eventsOf('a', [STARTED, EXCHANGED, FINISHED]), trace });
    const read = await readRunPage(store, {
      runId: 'a',
      afterSeq: 1,
      afterOrdinal: 1,
      limit: 2,
      trace: false,
    });
    if (!read.ok) throw new Error(read.fault.kind);
    expect(read.page.events.map(({ seq }) => seq)).toEqual([2, 3]);
    expect(read.page).toMatchObject({ trace: [], seq: 3, ordinal: 1 });
  });

  it('names the facts that cannot be read, and passes the contract', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    await store.append({ events: eventsOf('a', [STARTED, EXCHANGED, FINISHED]), trace: [] });
    const other = new DatabaseSync(path);
    other.exec("UPDATE facts SET body = '{' WHERE seq = 2");
    other.close();
    const read = await readRunPage(store, { runId: 'a', afterSeq: 0, afterOrdinal: 0, limit: 9 });
    if (!read.ok) throw new Error(read.fault.kind);
    expect(read.page.events.map(({ seq }) => seq)).toEqual([1, 3]);
    expect(read.page.damaged).toEqual([2]);
    expect(runPageSchema.parse(read.page)).toEqual(read.page);
  });

  it('is a fault where the record has none', async () => {
    const store = await openedStore();
    const query = { runId: 'a', afterSeq: 0, afterOrdinal: 0, limit: 9 };
    expect(await readRunPage(store, query)).toEqual({ ok: false, fault: { kind: 'not_found' } });
    await store.close();
    expect(await readRunPage(store, query)).toEqual({ ok: false, fault: { kind: 'closed' } });
  });
});
