import { join } from 'node:path';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { joinRecorders } from '../../../../electron/service/keeping/recorders.ts';
import { sweep } from '../../../../electron/service/keeping/sweep.ts';
import { openRecordStore, type RecordStore } from '../../../../electron/records/index.ts';
import { MEGABYTE, type Removal } from '../../../../shared/keeping.ts';
import type { Retention } from '../../../../shared/station.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';
import { eventsOf, EXCHANGED, FINISHED, STARTED, traceOf } from '../../records/synthetic.ts';
import { temporaryFolder } from '../data-folder.ts';

const NOW_MS = new Date(2026, 10, 25, 9, 0).getTime();
const DAY_MS = 86_400_000;

let folder: string;
let store: RecordStore;
let clock: VirtualClock;
let removals: Removal[];
let policy: Retention;
let off: AbortController;

beforeEach(async () => {
  folder = temporaryFolder();
  store = await opened();
  clock = new VirtualClock(NOW_MS);
  removals = [];
  policy = { days: null, megabytes: null };
  off = new AbortController();
});

async function opened(): Promise<RecordStore> {
  const result = await openRecordStore(join(folder, 'record.sqlite'));
  if (!result.ok) throw new Error(result.fault.kind);
  onTestFinished(() => result.store.close());
  return result.store;
}

/** Records a run of so many days ago with so many pieces of 1000 bytes. */
async function record(runId: string, days: number, { pieces = 3, ends = true, on = store } = {}) {
  const facts = ends ? [STARTED, EXCHANGED, FINISHED] : [STARTED, EXCHANGED];
  const atMs = NOW_MS - days * DAY_MS;
  await on.append({
    events: eventsOf(runId, facts).map((event) => ({ ...event, atMs: atMs + event.seq })),
    trace: traceOf(
      runId,
      Array.from({ length: pieces }, () => 'x'.repeat(1000)),
    ),
  });
}

const swept = (upkeep = store.upkeep) =>
  clock.runUntil(
    sweep({
      upkeep,
      folder,
      clock,
      signal: off.signal,
      policy: () => policy,
      onRemoved: (removal) => removals.push(removal),
    }),
  );

async function left(): Promise<readonly string[]> {
  const listed = await store.listRuns({ limit: 500 });
  return listed.ok ? listed.runs.map(({ id }) => id).toSorted() : [];
}

function usedMegabytes(): number {
  const size = store.upkeep.size();
  return size.ok ? size.value.usedBytes / MEGABYTE : Number.NaN;
}

test('nothing goes as long as nobody has set a limit', async () => {
  await record('old', 4000);
  await swept();
  expect([await left(), removals]).toEqual([['old'], []]);
});

test('by age: what is older goes, and one entry tells how much, from when to when', async () => {
  await record('new', 3);
  for (let day = 40; day < 90; day += 1) await record(`old ${day}`, day);
  policy = { days: 30, megabytes: null };
  await swept();
  expect(await left()).toEqual(['new']);
  const [removal] = removals;
  expect(removal).toMatchObject({ what: 'runs', reason: 'age', atMs: NOW_MS, count: 50 });
  expect(removal?.oldestMs).toBe(NOW_MS - 89 * DAY_MS + 1);
  expect(removal?.newestMs).toBe(NOW_MS - 40 * DAY_MS + 1);
  expect(removal?.bytes).toBeGreaterThan(50 * 3000);
  expect(store.upkeep.removals(5)).toEqual({ ok: true, value: removals });
});

test('by size: the oldest go until the file is within the limit, no more, and room is given back', async () => {
  for (let day = 1; day <= 40; day += 1) await record(`day ${day}`, day, { pieces: 100 });
  policy = { days: null, megabytes: 2 };
  expect(usedMegabytes()).toBeGreaterThan(4);
  await swept();
  expect(usedMegabytes()).toBeLessThanOrEqual(2);
  expect(usedMegabytes()).toBeGreaterThan(1.7);
  const kept = await left();
  expect(kept).toContain('day 1');
  expect(removals).toMatchObject([{ reason: 'size', count: 40 - kept.length }]);
  const size = store.upkeep.size();
  expect(size.ok && size.value.bytes - size.value.usedBytes).toBe(0);
});

test('both limits are told apart', async () => {
  for (let day = 1; day <= 40; day += 1) await record(`day ${day}`, day, { pieces: 100 });
  policy = { days: 30, megabytes: 2 };
  await swept();
  expect(removals).toMatchObject([
    { reason: 'age', count: 10 },
    { reason: 'size', newestMs: expect.any(Number) },
  ]);
});

test('today’s runs stay, whatever the limit', async () => {
  await record('today', 0, { pieces: 2000 });
  policy = { days: 1, megabytes: 1 };
  await swept();
  expect([await left(), removals]).toEqual([['today'], []]);
});

describe('a run without an end', () => {
  test('of this process stays', async () => {
    await record('live', 90, { ends: false });
    policy = { days: 30, megabytes: null };
    await swept();
    expect(await left()).toEqual(['live']);
  });

  test('stays while another process records, and goes when nobody can be recording it', async () => {
    const other = await opened();
    await record('foreign', 90, { ends: false, on: other });
    await record('finished', 90, { on: other });
    policy = { days: 30, megabytes: null };
    const recorder = await joinRecorders(folder, clock);
    await swept();
    expect(await left()).toEqual(['foreign']);
    recorder?.release();
    await swept();
    expect(await left()).toEqual([]);
  });
});

test('when the limit is taken back in the middle of it nothing more goes', async () => {
  for (let day = 40; day < 140; day += 1) await record(`day ${day}`, day);
  policy = { days: 30, megabytes: null };
  clock.schedule(15, () => {
    policy = { days: null, megabytes: null };
  });
  await swept();
  expect((await left()).length).toBeGreaterThan(40);
  expect(removals).toMatchObject([{ count: 100 - (await left()).length }]);
});

test('when the program ends in the middle of it everything that went is told', async () => {
  for (let day = 40; day < 140; day += 1) await record(`day ${day}`, day);
  policy = { days: 30, megabytes: null };
  clock.schedule(15, () => off.abort());
  await swept();
  const told = store.upkeep.removals(5);
  expect(told).toMatchObject({ value: [{ count: 100 - (await left()).length }] });
});

test('a run of which a part is gone goes at the next start, also without a limit', async () => {
  await record('long', 90, { pieces: 9000 });
  policy = { days: 30, megabytes: null };
  clock.schedule(5, () => off.abort());
  await swept();
  expect(await left()).toEqual(['long']);
  [off, policy] = [new AbortController(), { days: null, megabytes: null }];
  await swept();
  expect(await left()).toEqual([]);
  expect(store.upkeep.removals(5)).toMatchObject({ value: [{ count: 1, reason: 'age' }] });
});

test('while another process writes it waits', async () => {
  await record('old', 90);
  policy = { days: 30, megabytes: null };
  let attempts = 0;
  const { upkeep } = store;
  const busy = { ok: false, fault: { kind: 'locked' } } as const;
  await swept({
    ...upkeep,
    remove: (removal) => {
      attempts += 1;
      return attempts < 4 ? busy : upkeep.remove(removal);
    },
  });
  expect([await left(), attempts]).toEqual([[], 4]);
});

test('a record that cannot be written keeps what it has, and the attempts end', async () => {
  await record('old', 90);
  policy = { days: 30, megabytes: 1 };
  let attempts = 0;
  await swept({
    ...store.upkeep,
    remove: () => {
      attempts += 1;
      return { ok: false, fault: { kind: 'disk_full' } };
    },
  });
  expect([await left(), removals, attempts]).toEqual([['old'], [], 1]);
});

test('others have the event loop between two steps', async () => {
  for (let day = 40; day < 140; day += 1) await record(`day ${day}`, day);
  policy = { days: 30, megabytes: null };
  const before = clock.monotonic();
  await swept();
  expect(clock.monotonic() - before).toBeGreaterThanOrEqual(50);
});
