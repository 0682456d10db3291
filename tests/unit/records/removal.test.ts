import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import type { RecordStore, RecordUpkeep } from '../../../electron/records/index.ts';
import type { RunFact } from '../../../shared/events.ts';
import { eventsOf, EXCHANGED, FINISHED, openedStore, STARTED, temporaryFile, traceOf } from './synthetic.ts';

const AT_MS = 1_800_000_000_000;

/** Records a run of so many exchanges and pieces of the trace. */
async function record(
  store: RecordStore,
  runId: string,
  exchanges = 3,
  facts: readonly RunFact[] = [FINISHED],
) {
  const said = Array.from({ length: exchanges }, () => EXCHANGED);
  const written = await store.append({
    events: eventsOf(runId, [STARTED, ...said, ...facts]),
    trace: traceOf(
      runId,
      said.map(() => `AT+CREG?\r\n${'x'.repeat(50)}`),
    ),
  });
  expect(written).toEqual({ ok: true });
}

function remove(
  upkeep: RecordUpkeep,
  keys: readonly number[],
  entryId: number | null = null,
  isEnough = () => false,
) {
  const removed = upkeep.remove({ keys, reason: 'age', atMs: AT_MS, entryId, isEnough });
  if (!removed.ok) throw new Error(removed.fault.kind);
  return removed.value;
}

/** Keys of the runs, in the order in which they were recorded. */
function keysIn({ upkeep }: RecordStore): [number, number, number] {
  const ages = upkeep.runAges(0, 100);
  const [one = 0, two = 0, three = 0] = ages.ok ? ages.value.runs.map(({ key }) => key) : [];
  return [one, two, three];
}

const ids = async (store: RecordStore) => {
  const listed = await store.listRuns({ limit: 100 });
  return listed.ok ? listed.runs.map(({ id }) => id).toSorted() : listed.fault;
};

/** Rows of every table that has something of a run. */
function rowsIn(path: string): Readonly<Record<string, unknown>> {
  const database = new DatabaseSync(path, { readOnly: true });
  const tables = ['runs', 'facts', 'trace', 'measurements', 'profiles'];
  const counts = tables.map((table) => [
    table,
    database.prepare(`SELECT count(*) AS count FROM ${table}`).get()?.['count'],
  ]);
  database.close();
  return Object.fromEntries(counts);
}

test('runs go with everything that there is of them, and one entry tells of all', async () => {
  const path = temporaryFile();
  const store = await openedStore(path);
  for (const runId of ['a', 'b', 'c']) await record(store, runId);
  const [one, two, three] = keysIn(store);
  const { entry, gone } = remove(store.upkeep, [one, two]);
  expect(gone).toBe(2);
  expect(entry).toMatchObject({ what: 'runs', reason: 'age', atMs: AT_MS, count: 2 });
  expect([entry.oldestMs, entry.newestMs]).toEqual([1_700_000_000_001, 1_700_000_000_001]);
  expect(await ids(store)).toEqual(['c']);
  expect(store.upkeep.removals(10)).toEqual({ ok: true, value: [entry] });
  expect(remove(store.upkeep, [three], entry.id).entry).toMatchObject({ id: entry.id, count: 3 });
  expect(rowsIn(path)).toEqual({ runs: 0, facts: 0, trace: 0, measurements: 0, profiles: 0 });
});

test('a run that is gone already is no fault, and an entry that tells of none is not shown', async () => {
  const store = await openedStore();
  expect(remove(store.upkeep, [7]).gone).toBe(1);
  expect(store.upkeep.removals(10)).toEqual({ ok: true, value: [] });
});

test('a step ends when it has taken long enough, and the next one goes on', async () => {
  const store = await openedStore();
  for (const runId of ['a', 'b', 'c']) await record(store, runId);
  const keys = keysIn(store);
  const first = remove(store.upkeep, keys, null, () => true);
  expect(first).toMatchObject({ gone: 1, entry: { count: 1 } });
  expect(remove(store.upkeep, keys.slice(1), first.entry.id)).toMatchObject({ gone: 2, entry: { count: 3 } });
});

describe('a long run', () => {
  test('goes in several transactions, counted once, and leaves nothing', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    await record(store, 'short');
    await record(store, 'long', 5000);
    const [short, long] = keysIn(store);
    const first = remove(store.upkeep, [short, long]);
    expect(first.gone).toBe(1);
    expect(first.entry.count).toBe(2);
    let steps = 2;
    while (remove(store.upkeep, [long], first.entry.id).gone === 0) steps += 1;
    expect(steps).toBeGreaterThan(3);
    expect(store.upkeep.removals(1)).toMatchObject({ value: [{ count: 2 }] });
    expect(rowsIn(path)).toMatchObject({ runs: 0, facts: 0, trace: 0 });
    expect(store.upkeep.pending()).toEqual({ ok: true, value: null });
  });

  test('of which a part is gone when the program ends is known as such at the next start', async () => {
    const path = temporaryFile();
    const store = await openedStore(path);
    await record(store, 'long', 5000);
    const [key] = keysIn(store);
    const { entry } = remove(store.upkeep, [key]);
    await store.close();
    const again = await openedStore(path);
    expect(again.upkeep.pending()).toEqual({ ok: true, value: { entryId: entry.id, key } });
    while (remove(again.upkeep, [key], entry.id).gone === 0);
    expect(again.upkeep.removals(10)).toMatchObject({ value: [{ id: entry.id, count: 1 }] });
    expect(rowsIn(path)).toMatchObject({ runs: 0, facts: 0, trace: 0 });
  });
});

test('room is given back where the file can, step by step', async () => {
  const path = temporaryFile();
  const store = await openedStore(path);
  for (const runId of ['a', 'b', 'c', 'd']) await record(store, runId, 900);
  const before = store.upkeep.size();
  remove(store.upkeep, keysIn(store));
  const after = store.upkeep.size();
  if (!before.ok || !after.ok) throw new Error('no size');
  expect(after.value.runs).toBe(1);
  expect(after.value.usedBytes).toBeLessThan(before.value.usedBytes / 2);
  expect(after.value.bytes).toBe(before.value.bytes);
  expect(store.upkeep.giveBack(10)).toEqual({ ok: true, value: true });
  while (store.upkeep.giveBack(100_000).ok) {
    const size = store.upkeep.size();
    if (size.ok && size.value.bytes === size.value.usedBytes) break;
  }
  await store.close();
  expect(statSync(path).size).toBe(after.value.usedBytes);
});

test('a file that was made without the way to give room back uses it again', async () => {
  const path = temporaryFile();
  const older = new DatabaseSync(path);
  older.exec('CREATE TABLE t (a); DROP TABLE t');
  older.close();
  const store = await openedStore(path);
  await record(store, 'a', 900);
  remove(store.upkeep, keysIn(store));
  expect(store.upkeep.giveBack(100)).toEqual({ ok: true, value: false });
});

test('the ages of runs come in pages, with what is still going on', async () => {
  const store = await openedStore();
  await record(store, 'finished');
  await record(store, 'live', 1, []);
  const [one, two] = keysIn(store);
  expect(store.upkeep.runAges(0, 1)).toMatchObject({
    ok: true,
    value: { runs: [{ key: one, beganMs: 1_700_000_000_001, state: 'finished' }], lastKey: one },
  });
  const rest = { runs: [{ key: two, state: 'live' }], lastKey: two };
  expect(store.upkeep.runAges(one, 5)).toMatchObject({ value: rest });
  expect(store.upkeep.runAges(two, 5)).toEqual({ ok: true, value: { runs: [], lastKey: null } });
  expect(store.upkeep.endless()).toEqual({ ok: true, value: new Set([two]) });
});

test('a run that another process left without an end is interrupted', async () => {
  const path = temporaryFile();
  const store = await openedStore(path);
  await record(store, 'cut', 1, []);
  await store.close();
  const again = await openedStore(path);
  expect(again.upkeep.runAges(0, 5)).toMatchObject({ value: { runs: [{ state: 'interrupted' }] } });
});

test('what goes of the session log is told in the same place, newest first', async () => {
  const store = await openedStore();
  await record(store, 'a');
  remove(store.upkeep, keysIn(store));
  const removal = {
    what: 'logs',
    atMs: AT_MS + 1,
    reason: 'size',
    count: 12,
    oldestMs: 1,
    newestMs: 2,
    bytes: 3,
  } as const;
  expect(store.upkeep.note(removal)).toEqual({ ok: true, value: { id: 2, ...removal } });
  expect(store.upkeep.removals(10)).toMatchObject({ value: [{ what: 'logs' }, { what: 'runs' }] });
  expect(store.upkeep.removals(1)).toMatchObject({ value: [{ what: 'logs' }] });
});

test('a record that is closed says so', async () => {
  const store = await openedStore();
  await store.close();
  const closed = { ok: false, fault: { kind: 'closed' } };
  expect(store.upkeep.size()).toEqual(closed);
  expect(
    store.upkeep.remove({ keys: [1], reason: 'age', atMs: 0, entryId: null, isEnough: () => true }),
  ).toEqual(closed);
  expect(store.upkeep.runAges(0, 1)).toEqual(closed);
});
