import type { LogRow } from '../../../../shared/log-view.ts';
import type { LogTime } from '../../../store/window-state.ts';
import { clockTime } from '../wall-time.ts';

const since = (ms: number): string => `${ms < 0 ? '−' : '+'}${(Math.abs(ms) / 1000).toFixed(3)}`;

/** When a row came. Nothing stands ahead of the first row: it came after none. */
export function rowTime(
  { elapsedMs, beforeMs }: Pick<LogRow, 'elapsedMs' | 'beforeMs'>,
  time: LogTime,
  startedAtMs: number,
): string {
  switch (time) {
    case 'clock':
      return clockTime(startedAtMs + elapsedMs);
    case 'start':
      return since(elapsedMs);
    case 'before':
      return beforeMs === null ? '' : since(elapsedMs - beforeMs);
  }
}
