import type { StepState } from '../../../shared/run-state.ts';
import { usualTime } from '../../store/usual.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import { usualSeconds } from './usual-seconds.ts';
import classes from './bench.module.css';

/** What is always over at once needs no words. */
const WORTH_SAYING_MS = 500;

/** How long a step usually takes on this computer; a step that waits says so itself. */
export function UsualTimeNote({ step }: { readonly step: StepState }) {
  const say = useSay();
  const usual = useWindow((state) => usualTime(state, step));
  if (usual === null || usual.slowMs < WORTH_SAYING_MS || step.waitLimitMs !== null) return null;
  const { medianMs, slowMs, runs } = usual;
  return (
    <p className={classes.note}>
      {say('wait.ofRuns', { seconds: usualSeconds(medianMs), slow: usualSeconds(slowMs), runs })}
    </p>
  );
}
