import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordStore, TraceEntry, TraceItem } from '../../../electron/records/index.ts';
import type { RunEvent } from '../../../shared/events.ts';
import { anyFact } from './fact-arbitrary.ts';
import { pageOf, pages } from './pages.ts';
import { EXCHANGED, eventsOf, FINISHED, openedStore, PORT, STARTED, traceOf } from './synthetic.ts';

const ascending = (times: readonly number[]) => times.toSorted((one, other) => one - other);
/** Few different times, so that many fall together. */
const time = fc.integer({ min: 0, max: 12 }).map((tenths) => tenths / 10);
const bytes = fc.uint8Array({ minLength: 1, maxLength: 6 });
const limits = fc.integer({ min: 1, max: 9 });

const facts = fc.array(fc.tuple(time, anyFact), { maxLength: 25 }).map((drawn): RunEvent[] => {
  const times = ascending(drawn.map(([atMs]) => atMs));
  return drawn.map(([, fact], index): RunEvent => {
    const place = { seq: index + 1, runId: 'a', port: PORT, atMs: 1_700_000_000_000 };
    return { ...place, elapsedMs: times[index] ?? 0, ...fact };
  });
});

/** A piece of the trace, or what stands for those that were dropped. */
const piece = fc.oneof(
  {
    weight: 9,
    arbitrary: fc.record({ direction: fc.constantFrom('sent', 'received'), bytes, elapsedMs: time }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      direction: fc.constant('dropped' as const),
      elapsedMs: time,
      droppedChunks: fc.nat(),
      droppedBytes: fc.nat(),
    }),
  },
);

/** In the order of the record, which is not always that of the times: a piece that is held back comes later. */
const trace = fc
  .array(piece, { maxLength: 25 })
  .map((items): TraceEntry[] => items.map((chunk, index) => ({ runId: 'a', ordinal: index + 1, chunk })));

async function recorded(events: readonly RunEvent[], entries: readonly TraceEntry[]): Promise<RecordStore> {
  const store = await openedStore();
  await store.append({ events: [...events, ...eventsOf('z', [STARTED])], trace: entries });
  return store;
}

describe('the pages of a run', () => {
  it('put together are all facts and all bytes, once and in order, whatever their size', async () => {
    await fc.assert(
      fc.asyncProperty(facts, trace, limits, async (events, entries, limit) => {
        fc.pre(events.length + entries.length > 0);
        const store = await recorded(events, entries);
        const read = await pages(store, 'a', limit);
        expect(read.events).toEqual(events);
        expect(read.trace).toEqual(entries.map(({ chunk }) => chunk));
        await store.close();
      }),
    );
  });

  it('reach to the same moment with facts and bytes', async () => {
    await fc.assert(
      fc.asyncProperty(facts, trace, limits, async (events, entries, limit) => {
        fc.pre(events.length + entries.length > 0);
        const times = ascending(entries.map(({ chunk }) => chunk.elapsedMs));
        const inOrder = entries.map((entry, index): TraceEntry => {
          return { ...entry, chunk: { ...entry.chunk, elapsedMs: times[index] ?? 0 } };
        });
        const store = await recorded(events, inOrder);
        await pages(store, 'a', limit, (page, before) => {
          const shown = {
            facts: before.events.length + page.events.length,
            trace: before.trace.length + page.trace.length,
          };
          const lastMs = Math.max(0, ...[...page.events, ...page.trace].map(({ elapsedMs }) => elapsedMs));
          const left = [events[shown.facts]?.elapsedMs, inOrder[shown.trace]?.chunk.elapsedMs];
          for (const nextMs of left) if (nextMs !== undefined) expect(nextMs).toBeGreaterThanOrEqual(lastMs);
        });
        await store.close();
      }),
    );
  });

  it('of one kind alone are read to the end', async () => {
    const events = eventsOf('a', [STARTED, ...Array.from({ length: 20 }, () => EXCHANGED), FINISHED]);
    const entries = traceOf(
      'b',
      Array.from({ length: 21 }, (_, index) => `AT${index}`),
    );
    const store = await recorded(events, entries);
    expect(await pages(store, 'a', 5)).toEqual({ events, trace: [], count: 5 });
    expect(await pages(store, 'b', 7)).toMatchObject({
      events: [],
      trace: entries.map(({ chunk }) => chunk),
      count: 4,
    });
  });

  it('are one where everything fits, and nothing is promised behind it', async () => {
    const events = eventsOf('a', [STARTED, FINISHED]);
    const store = await recorded(events, traceOf('a', ['AT\r', 'OK']));
    expect(await pageOf(store, 'a', 0, 0, 3)).toMatchObject({ events, seq: 2, ordinal: 2, more: false });
  });

  it('promise more where a page is just full, and the last one is empty then', async () => {
    const events = eventsOf('a', [STARTED, FINISHED]);
    const store = await recorded(events, []);
    expect(await pageOf(store, 'a', 0, 0, 2)).toMatchObject({ events, seq: 2, more: true });
    expect(await pageOf(store, 'a', 2, 0, 2)).toEqual({
      events: [],
      damaged: [],
      trace: [],
      seq: 2,
      ordinal: 0,
      more: false,
    });
  });

  it('hold one run apart from another in the same record', async () => {
    const [a, b] = [eventsOf('a', [STARTED, FINISHED]), eventsOf('b', [STARTED, EXCHANGED])];
    const store = await openedStore();
    await store.append({
      events: [...a, ...b],
      trace: [...traceOf('a', ['1']), ...traceOf('b', ['2', '3'])],
    });
    expect((await pages(store, 'a', 1)).events).toEqual(a);
    expect((await pages(store, 'b', 1)).events).toEqual(b);
    expect((await pages(store, 'b', 1)).trace).toHaveLength(2);
  });
});

describe('a reader that comes back', () => {
  it('gets what was recorded meanwhile, and nothing twice', async () => {
    const events = eventsOf('a', [STARTED, EXCHANGED, EXCHANGED, FINISHED]);
    const entries = traceOf('a', ['AT\r', '\r\nOK\r\n', 'ATE0\r']);
    const store = await openedStore();
    await store.append({ events: events.slice(0, 1), trace: entries.slice(0, 1) });
    expect(await pageOf(store, 'a', 0, 0, 9)).toMatchObject({ seq: 1, ordinal: 1, more: false });
    expect(await pageOf(store, 'a', 1, 1, 9)).toMatchObject({ events: [], trace: [], seq: 1, ordinal: 1 });
    await store.append({ events: events.slice(1, 3), trace: [] });
    expect(await pageOf(store, 'a', 1, 1, 9)).toMatchObject({
      events: events.slice(1, 3),
      trace: [],
      seq: 3,
    });
    await store.append({ events: [], trace: entries.slice(1) });
    const bytesOnly = await pageOf(store, 'a', 3, 1, 9);
    expect(bytesOnly).toMatchObject({ events: [], seq: 3, ordinal: 3, more: false });
    expect(bytesOnly.trace).toEqual(entries.slice(1).map(({ chunk }) => chunk));
    await store.append({ events: events.slice(3), trace: [] });
    expect(await pageOf(store, 'a', 3, 3, 9)).toMatchObject({ events: events.slice(3), trace: [], seq: 4 });
  });

  it('sees every growth once, wherever it is when the record grows', async () => {
    const growths = fc.array(fc.record({ facts: fc.nat(3), pieces: fc.nat(3) }), {
      minLength: 1,
      maxLength: 8,
    });
    await fc.assert(
      fc.asyncProperty(growths, limits, async (steps, limit) => {
        const total = { facts: 0, pieces: 0 };
        for (const step of steps) {
          total.facts += step.facts;
          total.pieces += step.pieces;
        }
        const events = eventsOf('a', [STARTED, ...Array.from({ length: total.facts }, () => EXCHANGED)]);
        const entries = traceOf(
          'a',
          Array.from({ length: total.pieces }, (_, index) => `${index}\r`),
        );
        const store = await openedStore();
        await store.append({ events: events.slice(0, 1), trace: [] });
        const read: { events: RunEvent[]; trace: TraceItem[] } = { events: [], trace: [] };
        let [seq, ordinal, facted, pieced] = [0, 0, 1, 0];
        const readOne = async () => {
          const page = await pageOf(store, 'a', seq, ordinal, limit);
          read.events.push(...page.events);
          read.trace.push(...page.trace);
          ({ seq, ordinal } = page);
          return page.more;
        };
        for (const step of steps) {
          await readOne();
          const batch = {
            events: events.slice(facted, facted + step.facts),
            trace: entries.slice(pieced, pieced + step.pieces),
          };
          await store.append(batch);
          facted += step.facts;
          pieced += step.pieces;
        }
        while (await readOne());
        expect(read.events).toEqual(events);
        expect(read.trace).toEqual(entries.map(({ chunk }) => chunk));
        await store.close();
      }),
    );
  });

  it('past the end, or of a run that nobody recorded, gets nothing', async () => {
    const store = await recorded(eventsOf('a', [STARTED]), []);
    expect(await pageOf(store, 'a', 99, 99, 5)).toMatchObject({
      events: [],
      trace: [],
      seq: 99,
      ordinal: 99,
      more: false,
    });
    const unknown = { ok: false, fault: { kind: 'not_found' } };
    expect(await store.readPage({ runId: 'b', afterSeq: 0, afterOrdinal: 0, limit: 5 })).toEqual(unknown);
  });

  it('of a store that is closed is told so', async () => {
    const store = await recorded(eventsOf('a', [STARTED]), []);
    await pageOf(store, 'a', 0, 0, 1);
    await store.close();
    const closed = { ok: false, fault: { kind: 'closed' } };
    expect(await store.readPage({ runId: 'a', afterSeq: 0, afterOrdinal: 0, limit: 5 })).toEqual(closed);
  });
});
