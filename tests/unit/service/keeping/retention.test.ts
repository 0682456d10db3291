import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type KeptRun, retentionPlan } from '../../../../electron/service/keeping/retention.ts';
import { MEGABYTE } from '../../../../shared/keeping.ts';
import type { Retention } from '../../../../shared/station.ts';

const NOW_MS = new Date(2026, 10, 25, 9, 0).getTime();

/** When it was so many days ago, at an hour. */
const ago = (days: number, hour = 12) => new Date(2026, 10, 25 - days, hour).getTime();

function run(key: number, days: number, change: Partial<KeptRun> = {}): KeptRun {
  return { key, beganMs: ago(days), lastMs: ago(days), bytes: MEGABYTE, isOpen: false, ...change };
}

/** The keys that go, where a run takes in the file twice what it has. */
function planned(runs: readonly KeptRun[], policy: Partial<Retention>, usedMegabytes = runs.length * 2) {
  const plan = retentionPlan(
    runs,
    { days: null, megabytes: null, ...policy },
    { nowMs: NOW_MS, usedBytes: usedMegabytes * MEGABYTE },
  );
  const keys = plan.removable.map(({ key }) => key);
  return { age: keys.slice(0, plan.forAge), size: keys.slice(plan.forAge, plan.forAge + plan.forSize) };
}

test('without limits nothing goes', () => {
  expect(planned([run(1, 4000), run(2, 1)], {})).toEqual({ age: [], size: [] });
});

describe('by age', () => {
  test('the last day of a run counts, and whole days are kept', () => {
    const runs = [
      run(1, 31),
      run(2, 30, { lastMs: ago(30, 0) }),
      run(3, 90, { lastMs: ago(29) }),
      run(4, 31, { lastMs: ago(31, 23) }),
    ];
    expect(planned(runs, { days: 30 })).toEqual({ age: [1, 4], size: [] });
  });

  test('one day keeps yesterday', () => {
    expect(planned([run(1, 2), run(2, 1), run(3, 0)], { days: 1 }).age).toEqual([1]);
  });
});

describe('by size', () => {
  test('the oldest go, as many as have to', () => {
    expect(planned([run(3, 1), run(1, 3), run(2, 2)], { megabytes: 4 })).toEqual({ age: [], size: [1] });
    expect(planned([run(3, 1), run(1, 3), run(2, 2)], { megabytes: 3 })).toEqual({ age: [], size: [1, 2] });
  });

  test('what goes for its age makes room first', () => {
    expect(planned([run(1, 40), run(2, 2), run(3, 1)], { days: 30, megabytes: 4 })).toEqual({
      age: [1],
      size: [],
    });
    expect(planned([run(1, 40), run(2, 2), run(3, 1)], { days: 30, megabytes: 2 })).toEqual({
      age: [1],
      size: [2],
    });
  });

  test('an empty record, and one of runs without bytes, lose nothing and nothing is divided by', () => {
    expect(planned([], { megabytes: 1 }, 5)).toEqual({ age: [], size: [] });
    expect(planned([run(1, 3, { bytes: 0 })], { megabytes: 1 }, 5)).toEqual({ age: [], size: [1] });
  });
});

test.each([
  ['one of today', run(1, 0)],
  ['one that began long ago and was heard of today', run(1, 90, { lastMs: ago(0, 0) })],
  ['one that may be going on', run(1, 90, { isOpen: true })],
  ['one of which nobody can tell when it was', run(1, 90, { beganMs: null, lastMs: null })],
  ['one with a date in the future', run(1, -90)],
])('%s never goes', (_, kept) => {
  expect(planned([kept], { days: 1, megabytes: 1 }, 500)).toEqual({ age: [], size: [] });
});

test('a damaged run without a last fact counts by its beginning', () => {
  expect(planned([run(1, 90, { lastMs: null })], { days: 30 }).age).toEqual([1]);
});

test('whatever the runs and limits: oldest first, each once, none of today, none open', () => {
  const anyRun = fc.record({
    key: fc.nat(),
    beganMs: fc.option(fc.integer({ min: ago(400), max: ago(-2) })),
    lastMs: fc.option(fc.integer({ min: ago(400), max: ago(-2) })),
    bytes: fc.nat(50 * MEGABYTE),
    isOpen: fc.boolean(),
  });
  const limit = fc.option(fc.integer({ min: 1, max: 500 }));
  const runs = fc.uniqueArray(anyRun, { selector: ({ key }) => key, maxLength: 40 });
  fc.assert(
    fc.property(runs, limit, limit, fc.nat(4000), (given, days, megabytes, used) => {
      const { removable, forAge, forSize } = retentionPlan(
        given,
        { days, megabytes },
        { nowMs: NOW_MS, usedBytes: used * MEGABYTE },
      );
      const gone = removable.slice(0, forAge + forSize);
      const last = gone.map(({ lastMs, beganMs }) => lastMs ?? beganMs ?? Number.NaN);
      expect(last).toEqual(last.toSorted((one, other) => one - other));
      for (const each of gone) expect(given).toContain(each);
      for (const ms of last) expect(ms).toBeLessThan(ago(0, 0));
      expect(gone.some(({ isOpen }) => isOpen)).toBe(false);
      if (days === null && megabytes === null) expect(gone).toEqual([]);
      if (megabytes === null) expect(forSize).toBe(0);
    }),
  );
});
