import type { StepRow } from '../../../shared/plan.ts';
import type { StepState } from '../../../shared/run-state.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { detailStep, shownStep } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { useIsSlow, useStepSeconds } from './run-time.ts';

/** Words instead of a time, for states that have none or must be read. */
const SPOKEN = ['failed', 'errored', 'cancelled', 'skipped', 'not_applicable', 'warned'] as const;

/** One step: its state as shape, word and colour, its time, its attempt. */
export function ChecklistRow({ row }: { readonly row: StepRow }) {
  const step = useWindow((state) => shownStep(state, row.number));
  return step === null ? null : <Row row={row} step={step} />;
}

function Row({ row, step }: { readonly row: StepRow; readonly step: StepState }) {
  const say = useSay();
  const { selectStep } = useActions();
  const isShown = useWindow((state) => detailStep(state) === row.number);
  const seconds = useStepSeconds(step);
  const slow = useIsSlow(step);
  const word = SPOKEN.find((status) => status === step.status);
  const time = seconds === null ? '' : say('window.seconds', { seconds: seconds.toFixed(1) });
  const shown = word === undefined ? time : say(`window.short.${word}`);
  return (
    <li>
      <button
        type="button"
        className={classes.step}
        data-step={row.number}
        data-status={step.status}
        aria-current={isShown ? 'step' : undefined}
        title={
          word === undefined
            ? `${say(`status.${step.status}`)}${slow ? ` · ${say('wait.slow')}` : ''}`
            : `${say(`status.${step.status}`)} ${time}`
        }
        onClick={() => selectStep(row.number)}
      >
        <StatusMark status={step.status} />
        <span className={classes.stepNumber}>{row.number}</span>
        <span className={classes.stepName}>{say(`step.${row.id}`)}</span>
        <span className={classes.visuallyHidden}>{say(`status.${step.status}`)}</span>
        {step.attempt > 1 && step.repeats === 0 && (
          <span className={classes.attempt} title={say('cli.run.attempt', { attempt: step.attempt })}>
            ×{step.attempt}
          </span>
        )}
        {step.repeats > 0 && (
          <span className={classes.attempt} title={say('listening.repeats', { count: step.repeats + 1 })}>
            ×{step.repeats + 1}
          </span>
        )}
        {step.missing !== null && (
          <span className={classes.misplaced} title={say('listening.outOfOrder', { step: step.missing })}>
            ↑{step.missing}
            <span className={classes.visuallyHidden}>
              {say('listening.outOfOrder', { step: step.missing })}
            </span>
          </span>
        )}
        <span className={classes.stepTime} data-slow={slow || undefined}>
          {shown}
        </span>
      </button>
    </li>
  );
}
