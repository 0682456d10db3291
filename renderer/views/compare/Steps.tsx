import { stepRow } from '../../../shared/plan.ts';
import type { StepState } from '../../../shared/run-state.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { useSay } from '../../texts.ts';
import { useActions } from '../../window-context.ts';
import type { Pair } from '../history/history-store.ts';
import { useSayHistory } from '../history/texts.ts';
import classes from './compare.module.css';
import { type Compared, type SteppedPair, stepsOf } from './compared.ts';
import { Sign } from './Pairs.tsx';
import { useIsLive } from './use-is-live.ts';

interface StepsProps {
  readonly ids: Pair;
  readonly compared: Compared;
  readonly only: boolean;
}

/** The 19 steps of both: outcome, attempts and time, with what differs marked. A click opens a run at a step. */
export function Steps({ ids, compared, only }: StepsProps) {
  const say = useSay();
  const sayHistory = useSayHistory();
  const { openRun, selectStep } = useActions();
  const isLive = { one: useIsLive(ids.one), other: useIsLive(ids.other) };
  const steps = stepsOf(compared);
  const shown = only ? steps.filter(({ differs, timesAsLong }) => differs || timesAsLong !== null) : steps;
  const open = (side: keyof Pair, { step }: SteppedPair) => {
    openRun(ids[side]);
    selectStep(step);
  };
  return (
    <section aria-label={say('window.checklist')}>
      <h2>{say('window.checklist')}</h2>
      {shown.length === 0 && <p className={classes.note}>{sayHistory('compare.noDifference')}</p>}
      {shown.map((pair) => (
        <div
          key={pair.step}
          className={classes.pair}
          data-step={pair.step}
          data-differs={pair.differs || undefined}
          data-slower={(pair.timesAsLong !== null && pair.timesAsLong > 1) || undefined}
        >
          <span className={classes.label}>
            <span className={classes.stepNumber}>{pair.step}</span> {say(`step.${stepRow(pair.step).id}`)}
          </span>
          <StepEnd
            step={settled(pair.one, isLive.one)}
            other={pair.other}
            side="one"
            onOpen={() => open('one', pair)}
          />
          <Sign differs={pair.differs} />
          <StepEnd
            step={settled(pair.other, isLive.other)}
            other={pair.one}
            side="other"
            onOpen={() => open('other', pair)}
          >
            <Times timesAsLong={pair.timesAsLong} />
          </StepEnd>
        </div>
      ))}
    </section>
  );
}

/** A step that was under way when its run was interrupted was not judged. */
function settled(step: StepState, isLive: boolean): StepState {
  const isUnderWay = step.status === 'running' || step.status === 'waiting';
  return isUnderWay && !isLive ? { ...step, status: 'errored' } : step;
}

interface StepEndProps {
  readonly step: StepState;
  readonly other: StepState;
  readonly side: keyof Pair;
  readonly onOpen: () => void;
  readonly children?: React.ReactNode;
}

function StepEnd({ step, other, side, onOpen, children }: StepEndProps) {
  const say = useSay();
  const sayHistory = useSayHistory();
  const { status, attempt, durationMs, outcome } = step;
  const code = outcome !== null && 'code' in outcome ? outcome.code : null;
  const isOther = other.status !== status;
  return (
    <button
      type="button"
      className={classes.stepEnd}
      data-status={status}
      title={sayHistory(`compare.openAt.${side}`, { step: step.number })}
      onClick={onOpen}
    >
      <StatusMark status={status} size={14} />
      <span className={classes.word} data-other={isOther || undefined}>
        {status === 'pending' ? sayHistory('compare.notReached') : say(`status.${status}`)}
      </span>
      {attempt > 1 && <span title={say('cli.run.attempt', { attempt })}>×{attempt}</span>}
      <span className={classes.seconds}>
        {durationMs === null || status === 'skipped' || status === 'not_applicable'
          ? ''
          : say('window.seconds', { seconds: (durationMs / 1000).toFixed(1) })}
      </span>
      {children}
      {code !== null && <span className={classes.why}>{say(`failure.${code}`)}</span>}
    </button>
  );
}

/** How much longer or shorter it took than in the first run. */
function Times({ timesAsLong }: { readonly timesAsLong: number | null }) {
  const sayHistory = useSayHistory();
  if (timesAsLong === null) return null;
  const isSlower = timesAsLong > 1;
  const factor = isSlower ? timesAsLong : 1 / timesAsLong;
  return (
    <span className={classes.times} data-slower={isSlower || undefined}>
      {isSlower ? '▲ ' : '▼ '}
      {sayHistory(isSlower ? 'compare.slower' : 'compare.faster', {
        factor: factor >= 10 ? Math.round(factor) : factor.toFixed(1),
      })}
    </span>
  );
}
