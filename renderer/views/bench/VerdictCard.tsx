import { isObserved } from '../../../shared/events.ts';
import { STEPS } from '../../../shared/plan.ts';
import { outcomeStatus, type RunState, runWarnings, type StepStatus } from '../../../shared/run-state.ts';
import type { Translate } from '../../../shared/messages/index.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { recordedElsewhere } from '../../store/opened-file.ts';
import { checklistRun, currentStep, isInterrupted, shownState } from '../../store/shown.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { shownMs } from './run-time.ts';

/** The verdict, readable from afar; while the run lasts, how far it is. */
export function VerdictCard() {
  const say = useSay();
  const state = useWindow(shownState);
  const interrupted = useWindow((each) => isInterrupted(checklistRun(each)));
  const seconds = useWindow((each) => Math.floor((shownMs(each) ?? 0) / 100) / 10);
  const isForeign = useWindow((each) => recordedElsewhere(each) !== null);
  const isDoubted = useWindow((each) => recordedElsewhere(each)?.isDoubted ?? false);
  const recorded = verdictOf(say, state, interrupted);
  if (recorded === null) return null;
  const verdict = isForeign ? foreign(say, recorded, isDoubted) : recorded;
  const time = say('window.seconds', { seconds: seconds.toFixed(1) });
  const facts = [
    state.unit,
    (interrupted && state.finish === null) || !state.isTimed ? null : time,
    ...verdict.more,
  ];
  return (
    <div
      className={classes.verdict}
      data-verdict
      data-run={state.runId}
      data-status={verdict.status}
      data-over={state.finish !== null || interrupted}
      role="status"
    >
      {(state.finish !== null || interrupted) && <StatusMark status={verdict.status} size={26} />}
      <div>
        <b>{verdict.title}</b>
        <small>{facts.filter((fact) => fact !== null && fact !== '').join(' · ')}</small>
      </div>
    </div>
  );
}

interface Verdict {
  readonly status: StepStatus;
  readonly title: string;
  readonly more: readonly string[];
}

function verdictOf(say: Translate, state: RunState, interrupted: boolean): Verdict | null {
  const { finish, startedAtMs, pausedBefore } = state;
  if (startedAtMs === null) return null;
  if (finish === null) {
    if (interrupted) return { status: 'errored', title: say('window.interrupted'), more: [] };
    const step = pausedBefore ?? currentStep(state) ?? 1;
    const title = say('window.progress', { step, steps: STEPS.length });
    if (pausedBefore !== null) return { status: 'pending', title, more: [say('window.paused')] };
    return { status: 'running', title, more: state.cancelRequested === null ? [] : [say('window.stopping')] };
  }
  const warnings = runWarnings(state).length;
  const more: string[] = [
    ...(warnings > 0 ? [say('window.warnings', { count: warnings })] : []),
    ...(finish.complete || isObserved(state.purpose)
      ? []
      : [say('cli.run.partial', { from: state.fromStep })]),
  ];
  if (state.purpose === 'listening' && finish.outcome === 'incomplete')
    return watched(say, finish.failedStep);
  if (finish.outcome === 'failed' && finish.failedStep !== null && isObserved(state.purpose))
    return { status: 'failed', title: say('log.verdict.stuck', { step: finish.failedStep }), more };
  if (finish.outcome !== 'passed') {
    const outcome = say(`outcome.${finish.outcome}`);
    const where =
      finish.failedStep === null ? '' : ` · ${say('cli.run.failedAt', { step: finish.failedStep })}`;
    return { status: outcomeStatus(finish.outcome), title: `${outcome}${where}`, more };
  }
  if (state.purpose === 'opened_log') more.push(say('log.verdict.noUnit'));
  // Green is for a pass that rests on everything it should.
  return { status: more.length === 0 ? 'passed' : 'warned', title: say('outcome.passed'), more };
}

/** A verdict that a file brought along: it is told, and never green. */
function foreign(say: Translate, { status, title, more }: Verdict, isDoubted: boolean): Verdict {
  if (isDoubted)
    return {
      status: 'errored',
      title: say('opened.doubted'),
      more: [say('opened.doubted.says', { verdict: title })],
    };
  return {
    status: status === 'passed' ? 'warned' : status,
    title,
    more: [...more, say('opened.elsewhere')],
  };
}

/** What was only listened to is judged by nobody. */
function watched(say: Translate, stuck: number | null): Verdict {
  if (stuck === null) return { status: 'pending', title: say('listening.ended'), more: [] };
  return { status: 'warned', title: say('log.verdict.stuck', { step: stuck }), more: [] };
}
