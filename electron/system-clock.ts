import type { Clock } from '../shared/clock.ts';

/** The clock of this machine. Timers do not keep the process alive longer than its open ports do. */
export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  schedule(ms, fire) {
    if (ms <= 0) {
      const immediate = setImmediate(fire);
      return () => clearImmediate(immediate);
    }
    const timer = setTimeout(fire, ms);
    return () => clearTimeout(timer);
  },
};
