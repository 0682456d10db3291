import { expect, test } from 'vitest';
import { byteSize } from '../../../shared/byte-size.ts';
import { localDay, localMinute } from '../../../shared/local-time.ts';
import { translator } from '../../../shared/messages/index.ts';
import { removalText } from '../../../shared/messages/removal-words.ts';

const MB = 1024 * 1024;
const DAY_MS = new Date(2026, 2, 7, 9, 5).getTime();
const removal = {
  id: 1,
  what: 'runs',
  reason: 'age',
  atMs: 0,
  count: 412,
  oldestMs: DAY_MS,
  newestMs: new Date(2026, 3, 1).getTime(),
  bytes: 31 * MB,
} as const;

test.each([
  [0, '0.0 MB'],
  [0.44 * MB, '0.4 MB'],
  [31.4 * MB, '31 MB'],
  [1023 * MB, '1023 MB'],
  [1.25 * 1024 * MB, '1.3 GB'],
])('%d bytes are %s', (bytes, text) => expect(byteSize(bytes)).toBe(text));

test('moments are those of the wall clock', () => {
  expect([localDay(DAY_MS), localMinute(DAY_MS)]).toEqual(['2026-03-07', '2026-03-07 09:05']);
});

test('a removal says what, why, how many, from when to when and how much', () => {
  const say = translator('en');
  expect(removalText(say, removal)).toBe(
    'Runs removed, older than is kept: 412, from 2026-03-07 to 2026-04-01, 31 MB.',
  );
  expect(removalText(say, { ...removal, what: 'logs', reason: 'size', newestMs: DAY_MS + 1 })).toBe(
    'Oldest session log files removed, there was more than is kept: 412, of 2026-03-07, 31 MB.',
  );
  expect(removalText(say, { ...removal, oldestMs: null })).toContain(': 412, 31 MB.');
});
