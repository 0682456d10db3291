import type { UsualTime } from '../../../shared/usual-time.ts';
import { useSay } from '../../texts.ts';
import { usualSeconds } from './usual-seconds.ts';
import classes from './waiting.module.css';

/** Says that a step takes longer than it hardly ever does. It may still pass. */
export function SlowMark({ usual }: { readonly usual: UsualTime }) {
  const say = useSay();
  return (
    <span className={classes.slow} title={say('wait.slowWhat', { seconds: usualSeconds(usual.slowMs) })}>
      {say('wait.slow')}
    </span>
  );
}
