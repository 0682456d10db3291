import { describe, expect, test } from 'vitest';
import { pause } from '../../../electron/session/pause.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

describe('a pause', () => {
  test('lasts as long as it was told', async () => {
    const clock = new VirtualClock();
    expect(await clock.runUntil(pause(clock, 1500))).toBe(true);
    expect(clock.monotonic()).toBe(1500);
  });

  test('is cut short by its signal and leaves no timer', async () => {
    const clock = new VirtualClock();
    const stop = new AbortController();
    const paused = pause(clock, 1500, stop.signal);
    stop.abort();
    expect(await paused).toBe(false);
    expect(clock.pending).toBe(0);
  });

  test('does not begin when its signal has aborted', async () => {
    const clock = new VirtualClock();
    expect(await pause(clock, 1500, AbortSignal.abort())).toBe(false);
    expect(clock.pending).toBe(0);
  });

  test('is not cut short once it is over', async () => {
    const clock = new VirtualClock();
    const stop = new AbortController();
    const paused = clock.runUntil(pause(clock, 10, stop.signal));
    expect(await paused).toBe(true);
    stop.abort();
    expect(await paused).toBe(true);
  });
});
