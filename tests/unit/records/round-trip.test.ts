import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { factSchema } from '../../../shared/fact-schema.ts';
import type { RecordStore, TraceItem } from '../../../electron/records/index.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import { anyFact, FACT_TYPES, factOf } from './fact-arbitrary.ts';
import { openedStore, PORT } from './synthetic.ts';

const time = fc.double({ min: 0, max: 1e13, noNaN: true }).map((n) => n + 0);
const traceItem: fc.Arbitrary<TraceItem> = fc.oneof(
  fc.record({
    direction: fc.constantFrom('sent', 'received'),
    bytes: fc.uint8Array({ maxLength: 300 }),
    elapsedMs: time,
  }),
  fc.record({
    direction: fc.constant('dropped'),
    elapsedMs: time,
    droppedChunks: fc.nat(),
    droppedBytes: fc.nat(),
  }),
);

async function facts(store: RecordStore, runId: string) {
  const read = await store.readRun(runId);
  return read.ok ? { events: read.events, damaged: read.damaged } : read;
}

describe('round trip', () => {
  it('knows in its schema exactly the facts of the contract', () => {
    expectTypeOf<RunFact>().toExtend<z.infer<typeof factSchema>>();
    expectTypeOf<z.infer<typeof factSchema>>().toExtend<RunFact>();
    expect(factSchema.options.map((option) => option.shape.type.value).sort()).toEqual(FACT_TYPES.toSorted());
  });

  it.each(FACT_TYPES)('gives back any %s as it was recorded', async (type) => {
    const store = await openedStore();
    let count = 0;
    await fc.assert(
      fc.asyncProperty(factOf(type), time, time, async (fact, atMs, elapsedMs) => {
        count += 1;
        const runId = `run ${count}`;
        const event: RunEvent = { seq: 1, runId, port: PORT, atMs, elapsedMs, ...fact };
        expect(await store.append({ events: [event], trace: [] })).toEqual({ ok: true });
        expect(await facts(store, runId)).toEqual({ events: [event], damaged: [] });
      }),
      { numRuns: 60 },
    );
  });

  it('gives back whole runs with their bytes, in order, however they were batched', async () => {
    const store = await openedStore();
    let count = 0;
    const run = fc.record({
      facts: fc.array(anyFact, { minLength: 1, maxLength: 12 }),
      items: fc.array(traceItem, { maxLength: 12 }),
      group: fc.integer({ min: 1, max: 5 }),
      port: fc.string(),
    });
    await fc.assert(
      fc.asyncProperty(run, async ({ facts: given, items, group, port }) => {
        count += 1;
        const runId = `run ${count}`;
        const events: RunEvent[] = given.map((fact, index) => ({
          seq: index + 1,
          runId,
          port,
          atMs: index,
          elapsedMs: index / 7,
          ...fact,
        }));
        const trace = items.map((chunk, index) => ({ runId, ordinal: index + 1, chunk }));
        for (let at = 0; at < Math.max(events.length, trace.length); at += group) {
          const batch = { events: events.slice(at, at + group), trace: trace.slice(at, at + group) };
          expect(await store.append(batch)).toEqual({ ok: true });
        }
        expect(await facts(store, runId)).toEqual({ events, damaged: [] });
        expect(await store.readTrace(runId)).toEqual({ ok: true, items, damaged: [] });
      }),
      { numRuns: 60 },
    );
  });
});
