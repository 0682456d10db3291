import { expect, it } from 'vitest';
import type { TraceEntry } from '../../../electron/records/index.ts';
import type { RunFact } from '../../../shared/events.ts';
import { pages } from './pages.ts';
import { eventsOf, openedStore, STARTED } from './synthetic.ts';

const MEBIBYTE = 1024 * 1024;
const CHUNK = new Uint8Array(64 * 1024).fill(0x41);
const LONG: RunFact = {
  type: 'at.late',
  place: { phase: 'manual', step: null, attempt: 1 },
  line: 'A'.repeat(16 * 1024),
  command: null,
};

const chunks = (count: number): TraceEntry[] =>
  Array.from({ length: count }, (_, index) => ({
    runId: 'a',
    ordinal: index + 1,
    chunk: { direction: 'received', bytes: CHUNK, elapsedMs: index },
  }));

it('a page stays small however large its rows are, and all pages are the whole run', async () => {
  const store = await openedStore();
  const events = eventsOf('a', [STARTED, ...Array.from({ length: 200 }, () => LONG)]);
  await store.append({ events, trace: chunks(100) });
  const sizes: number[] = [];
  const read = await pages(store, 'a', 2000, ({ events: facts, trace }) => {
    const bytes = trace.reduce((sum, item) => sum + ('bytes' in item ? item.bytes.length : 0), 0);
    sizes.push(bytes, JSON.stringify(facts).length);
  });
  expect(Math.max(...sizes)).toBeLessThan(1.5 * MEBIBYTE);
  expect(read.count).toBeGreaterThan(6);
  expect(read.events).toEqual(events);
  expect(read.trace).toHaveLength(100);
});

it('a row that is larger than a page is a page of its own', async () => {
  const store = await openedStore();
  const large = new Uint8Array(3 * MEBIBYTE);
  const entries = [0, 1, 2].map((index): TraceEntry => {
    return { runId: 'a', ordinal: index + 1, chunk: { direction: 'sent', bytes: large, elapsedMs: index } };
  });
  await store.append({ events: eventsOf('a', [STARTED]), trace: entries });
  const read = await pages(store, 'a', 2000);
  expect(read.trace).toHaveLength(3);
  expect(read.count).toBeGreaterThanOrEqual(3);
});
