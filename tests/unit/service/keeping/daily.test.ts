import { expect, test } from 'vitest';
import { Daily } from '../../../../electron/service/keeping/daily.ts';
import { VirtualClock } from '../../../support/virtual-clock.ts';

const HOUR_MS = 3_600_000;

test('once on every calendar day, within an hour of its beginning, until it is stopped', async () => {
  const clock = new VirtualClock(new Date(2026, 10, 25, 22, 30).getTime());
  const days: number[] = [];
  const daily = new Daily(clock, () => days.push(new Date(clock.now()).getDate()));
  await clock.advance(HOUR_MS);
  expect(days).toEqual([]);
  await clock.advance(HOUR_MS);
  expect(days).toEqual([26]);
  await clock.advance(48 * HOUR_MS);
  expect(days).toEqual([26, 27, 28]);
  daily.stop();
  expect(clock.pending).toBe(0);
});
