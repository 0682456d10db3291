import { describe, expect, test } from 'vitest';
import { ModuleTimers } from '../../../electron/simulator/timers.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

describe('the timers of a module', () => {
  test('leave nothing on the clock while the module sleeps', async () => {
    const clock = new VirtualClock();
    const timers = new ModuleTimers(clock);
    const fired: string[] = [];
    timers.wake();
    timers.after(100, () => fired.push('a'));
    expect(clock.pending).toBe(1);
    timers.sleep();
    expect(clock.pending).toBe(0);
    await clock.advance(1000);
    expect(fired).toEqual([]);
  });

  test('catch up in order on waking and go on with the rest', async () => {
    const clock = new VirtualClock();
    const timers = new ModuleTimers(clock);
    const fired: string[] = [];
    timers.after(200, () => fired.push('b'));
    timers.after(100, () => fired.push('a'));
    timers.after(1500, () => fired.push('c'));
    await clock.advance(1000);
    timers.wake();
    expect(fired).toEqual(['a', 'b']);
    await clock.advance(499);
    expect(fired).toEqual(['a', 'b']);
    await clock.advance(1);
    expect(fired).toEqual(['a', 'b', 'c']);
  });

  test('do not fire what an earlier one of them cancelled', async () => {
    const clock = new VirtualClock();
    const timers = new ModuleTimers(clock);
    const fired: string[] = [];
    let cancel: () => void = () => undefined;
    timers.after(1, () => cancel());
    cancel = timers.after(2, () => fired.push('cancelled'));
    await clock.advance(10);
    timers.wake();
    expect(fired).toEqual([]);
  });

  test('are all forgotten when the power goes', async () => {
    const clock = new VirtualClock();
    const timers = new ModuleTimers(clock);
    const fired: string[] = [];
    timers.wake();
    timers.after(1, () => fired.push('a'));
    timers.clear();
    await clock.advance(10);
    expect(fired).toEqual([]);
    expect(clock.pending).toBe(0);
  });
});
