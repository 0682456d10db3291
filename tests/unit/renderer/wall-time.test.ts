import { describe, expect, it } from 'vitest';
import { clockTime } from '../../../renderer/views/bench/wall-time.ts';

/** In this computer's time zone, whichever that is. */
const at = (...parts: [number, number, number, number]) => new Date(2026, 0, 2, ...parts).getTime();

describe('the clock on the wall', () => {
  it.each([
    [at(0, 0, 0, 0), '00:00:00.000'],
    [at(3, 4, 5, 6), '03:04:05.006'],
    [at(12, 0, 0, 60), '12:00:00.060'],
    [at(23, 59, 59, 999), '23:59:59.999'],
  ])('at %i is %s', (ms, shown) => {
    expect(clockTime(ms)).toBe(shown);
  });

  it('does not run ahead within a millisecond', () => {
    expect(clockTime(at(3, 4, 5, 6) + 0.9)).toBe('03:04:05.006');
  });
});
