import type { LineRow } from '../../../../shared/log-view.ts';
import { useSay } from '../../../texts.ts';
import { clockTime } from '../wall-time.ts';
import classes from './log.module.css';

interface RepeatsProps {
  readonly repeats: NonNullable<LineRow['repeats']>;
  readonly startedAtMs: number;
  readonly onUnfold: (() => void) | null;
}

/** How often a command was repeated with the same answer, and when last. A click shows every one. */
export function Repeats({ repeats: { times, lastMs }, startedAtMs, onUnfold }: RepeatsProps) {
  const say = useSay();
  const last = say('logView.repeats.last', { at: clockTime(startedAtMs + lastMs).slice(0, 8) });
  const words = (
    <>
      <b>{say('logView.repeats', { times: times.toLocaleString('en') })}</b> {last}
    </>
  );
  if (onUnfold === null) return <span className={classes.tag}>{words}</span>;
  const what = say('logView.unfold', { times });
  return (
    <button
      type="button"
      className={classes.tag}
      tabIndex={-1}
      title={what}
      onClick={onUnfold}
      onPointerDown={(event) => event.stopPropagation()}
    >
      {words}
    </button>
  );
}
