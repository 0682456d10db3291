import { expect, test } from 'vitest';
import { type LogFileInfo, logRemovals } from '../../../../electron/service/session-log/log-removal.ts';

const NOW_MS = new Date(2026, 10, 25, 9, 0).getTime();
const MB = 1024 * 1024;

/** Files of 10 MB, each written last so many days ago, at noon or at an hour that is given. */
const files = (...ages: readonly (readonly [name: string, days: number, hour?: number])[]): LogFileInfo[] =>
  ages.map(([name, days, hour = 12]) => ({
    name,
    bytes: 10 * MB,
    lastMs: new Date(2026, 10, 25 - days, hour).getTime(),
  }));

function removed(
  given: readonly LogFileInfo[],
  days: number | null,
  megabytes: number,
  written: readonly string[] = [],
) {
  const { age, size } = logRemovals(given, { days, bytes: megabytes * MB }, NOW_MS, (name) =>
    written.includes(name),
  );
  return { age: age.map(({ name }) => name), size: size.map(({ name }) => name) };
}

test('nothing goes while nothing is too old or too much', () => {
  expect(removed(files(['a', 400], ['b', 1]), null, 20)).toEqual({ age: [], size: [] });
});

test('what was written last before the days that are kept goes for its age', () => {
  const given = files(['at noon', 8], ['late', 8, 23], ['first', 7, 0], ['new', 1]);
  expect(removed(given, 7, 500)).toEqual({ age: ['at noon', 'late'], size: [] });
});

test('what is too much goes oldest first, and no more of it than has to', () => {
  const given = files(['c', 1], ['a', 3], ['b', 2], ['d', 0]);
  expect(removed(given, null, 25)).toEqual({ age: [], size: ['a', 'b'] });
});

test('what went for its age makes room for the rest', () => {
  expect(removed(files(['a', 30], ['b', 2], ['c', 1]), 7, 20)).toEqual({ age: ['a'], size: [] });
});

test('nothing of the current day goes, however much it is', () => {
  expect(removed(files(['early', 0, 0], ['b', 0, 8]), 1, 5)).toEqual({ age: [], size: [] });
});

test('a file that is being written stays, however old its last line', () => {
  expect(removed(files(['idle', 30], ['b', 20]), 7, 5, ['idle'])).toEqual({ age: ['b'], size: [] });
});

test('two of the same moment go by their names', () => {
  expect(removed(files(['b', 2], ['a', 2]), null, 10)).toEqual({ age: [], size: ['a'] });
});
