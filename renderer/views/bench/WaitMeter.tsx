import type { Translate } from '../../../shared/messages/index.ts';
import type { StepState } from '../../../shared/run-state.ts';
import type { UsualTime } from '../../../shared/usual-time.ts';
import { usualTime } from '../../store/usual.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { shownMs, useIsSlow } from './run-time.ts';
import { SlowMark } from './SlowMark.tsx';
import { usualSeconds } from './usual-seconds.ts';

/** How much of its time a waiting step has used, how much is left, and how much it usually needs. */
export function WaitMeter({ step }: { readonly step: StepState }) {
  const say = useSay();
  const { waitLimitMs, waitSinceMs } = step;
  const nowMs = useWindow((state) => (waitLimitMs === null ? 0 : (shownMs(state) ?? 0)));
  const usual = useWindow((state) => usualTime(state, step));
  const slow = useIsSlow(step);
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
        <span>{waitWords(say, step, waitLimitMs, usedMs, usual).join(' · ')}</span>
        {slow && usual !== null && <SlowMark usual={usual} />}
      </div>
    </div>
  );
}

/** What it waits for, what is left, what it usually takes, how often it has asked: in this order. */
function waitWords(
  say: Translate,
  { waiting, asked }: StepState,
  limitMs: number,
  usedMs: number,
  usual: UsualTime | null,
): readonly string[] {
  const left = { seconds: Math.ceil((limitMs - usedMs) / 1000), limit: Math.round(limitMs / 1000) };
  return [
    ...(waiting === null ? [] : [say(`waiting.${waiting}`)]),
    say('wait.left', left),
    ...(usual === null
      ? []
      : [say('wait.usually', { seconds: usualSeconds(usual.medianMs), runs: usual.runs })]),
    ...(asked > 1 ? [say('wait.asked', { count: asked })] : []),
  ];
}
