import type { StepState } from '../../../shared/run-state.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { shownMs } from './run-time.ts';

/** How much of its time a waiting step has used. */
export function WaitMeter({ step }: { readonly step: StepState }) {
  const say = useSay();
  const { waitLimitMs, waitSinceMs } = step;
  const nowMs = useWindow((state) => (waitLimitMs === null ? 0 : (shownMs(state) ?? 0)));
  if (waitLimitMs === null || waitSinceMs === null || waitLimitMs <= 0) return null;
  const usedMs = Math.min(waitLimitMs, Math.max(0, nowMs - waitSinceMs));
  return (
    <div>
      <progress
        className={classes.meter}
        max={waitLimitMs}
        value={usedMs}
        aria-label={say('window.timeUsed')}
      />
      <div className={classes.meterWords}>
        <span>{say('window.seconds', { seconds: (usedMs / 1000).toFixed(1) })}</span>
        <span>{say('window.limit', { seconds: Math.round(waitLimitMs / 1000) })}</span>
      </div>
    </div>
  );
}
