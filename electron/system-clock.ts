import type { Clock } from '../shared/clock.ts';

/** The clock of this machine. A timer that is set keeps the process alive until it fires or is cancelled. */
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
