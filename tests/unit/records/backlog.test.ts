import { describe, expect, it } from 'vitest';
import { Backlog, type BacklogLimits } from '../../../electron/records/backlog.ts';
import type { TraceChunk } from '../../../shared/events.ts';
import { EXCHANGED, eventsOf, FINISHED, STARTED } from './synthetic.ts';

const LIMITS: BacklogLimits = { traceBytes: 10_000, batchRows: 100, batchBytes: 100_000 };

function backlogOf(limits: Partial<BacklogLimits> = {}) {
  const backlog = new Backlog({ ...LIMITS, ...limits });
  const ordinals = new Map<string, number>();
  const add = (runId: string, size: number, elapsedMs = 0) => {
    const next = () => {
      const ordinal = (ordinals.get(runId) ?? 0) + 1;
      ordinals.set(runId, ordinal);
      return ordinal;
    };
    const chunk: TraceChunk = { direction: 'received', bytes: new Uint8Array(size), elapsedMs };
    backlog.addTrace(runId, next, chunk);
  };
  return { backlog, add };
}

describe('the backlog', () => {
  it('has nothing to give when it is empty', () => {
    const { backlog } = backlogOf();
    expect(backlog.isEmpty).toBe(true);
    expect(backlog.take()).toBeNull();
    backlog.commit();
    expect(backlog.mark()()).toBe(true);
  });

  it('gives the same batch until it is committed, whatever arrives meanwhile', () => {
    const { backlog, add } = backlogOf();
    const events = eventsOf('a', [STARTED, EXCHANGED, FINISHED]);
    for (const event of events.slice(0, 2)) backlog.addEvent(event);
    add('a', 3);
    const first = backlog.take();
    for (const event of events.slice(2)) backlog.addEvent(event);
    add('a', 4);
    expect(first?.events).toEqual(events.slice(0, 2));
    expect(first?.trace.map(({ ordinal }) => ordinal)).toEqual([1]);
    expect(backlog.take()).toBe(first);
    backlog.commit();
    expect(backlog.take()?.events).toEqual(events.slice(2));
    expect(backlog.take()?.trace.map(({ ordinal }) => ordinal)).toEqual([2]);
  });

  it('cuts batches by rows and by bytes, but never to nothing', () => {
    const { backlog, add } = backlogOf({ batchRows: 2, batchBytes: 1000 });
    for (const event of eventsOf('a', [STARTED, EXCHANGED, FINISHED])) backlog.addEvent(event);
    for (const size of [5000, 100, 100, 900]) add('a', size);
    const sizes: unknown[] = [];
    for (let batch = backlog.take(); batch !== null; batch = backlog.take()) {
      sizes.push([batch.events.length, batch.trace.length]);
      backlog.commit();
    }
    expect(sizes).toEqual([
      [2, 1],
      [1, 2],
      [0, 1],
    ]);
  });

  it('counts what it gives up in one marker per run and outage, and goes on when there is room', () => {
    const { backlog, add } = backlogOf({ traceBytes: 2000 });
    add('a', 1700, 1);
    add('a', 300, 2);
    add('b', 500, 3);
    add('a', 400, 4);
    const taken = backlog.take();
    expect(taken?.trace.map(({ runId, ordinal, chunk }) => ({ runId, ordinal, ...chunk }))).toMatchObject([
      { runId: 'a', ordinal: 1, direction: 'received' },
      { runId: 'a', ordinal: 2, direction: 'dropped', elapsedMs: 2, droppedChunks: 2, droppedBytes: 700 },
      { runId: 'b', ordinal: 1, direction: 'dropped', elapsedMs: 3, droppedChunks: 1, droppedBytes: 500 },
    ]);
    backlog.commit();
    add('a', 300, 5);
    expect(backlog.take()?.trace).toMatchObject([{ runId: 'a', ordinal: 3, chunk: { elapsedMs: 5 } }]);
  });

  it('does not change a marker that may be on the disk already', () => {
    const { backlog, add } = backlogOf({ traceBytes: 0 });
    add('a', 10, 1);
    const taken = backlog.take();
    const before = structuredClone(taken);
    add('a', 20, 2);
    add('a', 30, 3);
    expect(taken).toEqual(before);
    backlog.commit();
    expect(backlog.take()?.trace).toMatchObject([
      { ordinal: 2, chunk: { direction: 'dropped', droppedChunks: 2, droppedBytes: 50 } },
    ]);
  });

  it('keeps every fact, also when no trace fits any more', () => {
    const { backlog, add } = backlogOf({ traceBytes: 0, batchRows: 10_000 });
    const events = eventsOf('a', [STARTED, ...Array.from({ length: 5000 }, () => EXCHANGED), FINISHED]);
    for (const event of events) {
      backlog.addEvent(event);
      add('a', 1000);
    }
    expect(backlog.take()?.events).toEqual(events);
    expect(backlog.take()?.trace).toHaveLength(1);
  });

  it('tells of each mark when all that was before it is committed', () => {
    const { backlog, add } = backlogOf({ batchRows: 1 });
    backlog.addEvent(eventsOf('a', [STARTED])[0] ?? expect.fail());
    const one = backlog.mark();
    add('a', 1);
    add('a', 1);
    const two = backlog.mark();
    expect([one(), two()]).toEqual([false, false]);
    backlog.take();
    backlog.commit();
    expect([one(), two()]).toEqual([true, false]);
    backlog.take();
    backlog.commit();
    expect([one(), two()]).toEqual([true, true]);
  });
});

describe('a fact', () => {
  it('is not written ahead of the bytes that came before it', () => {
    const { backlog, add } = backlogOf({ batchRows: 2 });
    const [first, second, third] = eventsOf('a', [STARTED, EXCHANGED, FINISHED]);
    if (first === undefined || second === undefined || third === undefined) throw new Error('too few');
    backlog.addEvent(first);
    for (let n = 0; n < 5; n += 1) add('a', 1);
    backlog.addEvent(second);
    add('a', 1);
    backlog.addEvent(third);
    const batches: unknown[] = [];
    for (let batch = backlog.take(); batch !== null; batch = backlog.take()) {
      batches.push([batch.events.map(({ seq }) => seq), batch.trace.map(({ ordinal }) => ordinal)]);
      backlog.commit();
    }
    expect(batches).toEqual([
      [[1], [1, 2]],
      [[], [3, 4]],
      [
        [2, 3],
        [5, 6],
      ],
    ]);
  });

  it('waits for no bytes that were given up', () => {
    const { backlog, add } = backlogOf({ traceBytes: 0 });
    add('a', 10);
    const [event] = eventsOf('a', [STARTED]);
    if (event === undefined) throw new Error('none');
    backlog.addEvent(event);
    add('a', 10);
    expect(backlog.take()).toMatchObject({ events: [{ seq: 1 }], trace: [{ ordinal: 1 }] });
  });
});
