import type { Evidence } from '../../../shared/diagnosis/evidence.ts';
import { stepRow } from '../../../shared/plan.ts';
import { outcomeStatus, type RunState, runWarnings, type StepStatus } from '../../../shared/run-state.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { useSay } from '../../texts.ts';
import { useActions } from '../../window-context.ts';
import { useIsLive } from './use-is-live.ts';
import { dateAndMinute } from '../history/dates.ts';
import type { Pair } from '../history/history-store.ts';
import { useSayHistory } from '../history/texts.ts';
import classes from './compare.module.css';
import type { Compared } from './compared.ts';

interface RunHeadsProps {
  readonly ids: Pair;
  readonly compared: Compared;
}

/** The verdicts of both, above their columns. */
export function RunHeads({ ids, compared: { one, other } }: RunHeadsProps) {
  return (
    <div className={classes.heads}>
      <span />
      <RunHead id={ids.one} evidence={one} side="one" />
      <span />
      <RunHead id={ids.other} evidence={other} side="other" />
    </div>
  );
}

interface RunHeadProps {
  readonly id: string;
  readonly evidence: Evidence;
  readonly side: keyof Pair;
}

function RunHead({ id, evidence: { state }, side }: RunHeadProps) {
  const say = useSay();
  const sayHistory = useSayHistory();
  const { openRun } = useActions();
  const isLive = useIsLive(id);
  const { finish, startedAtMs } = state;
  const status = finish === null && isLive ? 'running' : verdictStatus(state);
  const failed = finish?.failedStep ?? null;
  return (
    <div className={classes.run} data-status={status}>
      <StatusMark status={status} size={26} />
      <div>
        <b>
          {finish !== null && say(`outcome.${finish.outcome}`)}
          {finish === null && (isLive ? sayHistory('history.live') : say('window.interrupted'))}
        </b>
        <small>
          {[
            failed === null ? '' : `${failed} ${say(`step.${stepRow(failed).id}`)}`,
            startedAtMs === null ? '' : dateAndMinute(startedAtMs),
            finish === null ? '' : say('window.seconds', { seconds: (finish.durationMs / 1000).toFixed(1) }),
          ]
            .filter((part) => part !== '')
            .join(' · ')}
        </small>
      </div>
      <button
        type="button"
        className={classes.open}
        aria-label={sayHistory(`compare.open.${side}`)}
        onClick={() => openRun(id)}
      >
        {sayHistory('history.open')}
      </button>
    </div>
  );
}

function verdictStatus(state: RunState): StepStatus {
  const { finish } = state;
  if (finish === null) return 'errored';
  const isFull = finish.complete && runWarnings(state).length === 0;
  return finish.outcome === 'passed' && !isFull ? 'warned' : outcomeStatus(finish.outcome);
}
