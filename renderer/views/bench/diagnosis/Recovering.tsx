import { RECOVERY_LADDER } from '../../../../shared/recovery.ts';
import { shownState } from '../../../store/shown.ts';
import { useSay } from '../../../texts.ts';
import { useWindow } from '../../../window-context.ts';
import { StatusMark } from '../../../parts/StatusMark.tsx';
import { shownMs } from '../run-time.ts';
import classes from './diagnosis.module.css';

/** The rung of the recovery ladder that is under way, and how long it takes. */
export function Recovering() {
  const say = useSay();
  const recovering = useWindow((state) => shownState(state).recovering);
  const nowMs = useWindow((state) => (recovering === null ? 0 : (shownMs(state) ?? 0)));
  if (recovering === null) return null;
  const { level, sinceMs } = recovering;
  const [from, to] = RECOVERY_LADDER[level].seconds;
  const seconds = Math.max(0, Math.floor((nowMs - sinceMs) / 1000));
  return (
    <p className={classes.recovering} role="status">
      <StatusMark status="running" />
      {say(`recovering.${level}`, { seconds, from, to })}
    </p>
  );
}
