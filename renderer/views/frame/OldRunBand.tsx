import { Button } from '@mantine/core';
import { stepRow } from '../../../shared/plan.ts';
import { outcomeStatus, type RunState, runWarnings, type StepStatus } from '../../../shared/run-state.ts';
import type { Translate } from '../../../shared/messages/language.ts';
import { Icon } from '../../parts/Icon.tsx';
import { later } from '../../parts/later.tsx';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { exportThese } from '../../store/exporting.ts';
import { shownFile } from '../../store/opened-file.ts';
import { isInterrupted, linesLeftOut, liveRun } from '../../store/shown.ts';
import type { OpenedLogFile } from '../../store/window-state.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import { dateAndMinute } from '../history/dates.ts';
import { ElsewhereBanner } from './ElsewhereBanner.tsx';
import { OpenedLogBanner } from './LogBanners.tsx';
import classes from './old-run.module.css';
import { ReplayButton } from './ReplayButton.tsx';

const MomentSlider = later(
  async () => (await import('../history/MomentSlider.tsx')).MomentSlider,
  <div className={classes.slider} />,
);

/** What is on the screen is not now: which run it is, how it ended, the way through it and the way back. */
export function OldRunBand() {
  const opened = useWindow(({ openedRun, page }) => (page === 'bench' ? openedRun : null));
  const file = useWindow(shownFile);
  const left = useWindow(({ segments }) => linesLeftOut(segments[0]));
  if (opened === null) return null;
  return (
    <>
      {file === null ? <Band runId={opened} /> : <FileBanner file={file} left={left} />}
      <Way kind={file === null ? 'run' : 'log'} />
    </>
  );
}

function FileBanner({ file, left }: { readonly file: OpenedLogFile; readonly left: number }) {
  return file.origin.kind === 'log' ? (
    <OpenedLogBanner file={file.fileName} left={left} />
  ) : (
    <ElsewhereBanner file={file} />
  );
}

/** The way through the run; none through what has no times, and none before there is something to be shown. */
function Way({ kind }: { readonly kind: 'log' | 'run' }) {
  const run = useWindow(({ segments }) => segments[0] ?? null);
  if (run === null || run.reach !== 'whole' || run.state.startedAtMs === null || !run.state.isTimed)
    return kind === 'run' ? <div className={classes.way} data-kind={kind} /> : null;
  return (
    <div className={classes.way} data-kind={kind}>
      <MomentSlider run={run} />
    </div>
  );
}

function Band({ runId }: { readonly runId: string }) {
  const say = useSay();
  const { closeRun, goTo } = useActions();
  const state = useWindow(({ segments }) => segments[0]?.state ?? null);
  const interrupted = useWindow(({ segments }) => isInterrupted(segments[0] ?? null));
  const live = useWindow((each) => liveRun(each) !== null);
  return (
    <div className={classes.band} role="status" data-old-run>
      <Icon name="past" size={18} />
      <b className={classes.old} title={say('window.old.what')}>
        {say('window.old')}
      </b>
      {state !== null && state.startedAtMs !== null && <RunFacts state={state} isCut={interrupted} />}
      <span className={classes.spring}>{say('window.old.what')}</span>
      <Button size="compact-xs" onClick={() => exportThese({ kind: 'runs', ids: [runId] })}>
        {say('window.old.export')}
      </Button>
      <ReplayButton />
      <Button size="compact-xs" onClick={() => goTo('history')}>
        {say('window.old.list')}
      </Button>
      <Button size="compact-xs" onClick={closeRun}>
        {say(live ? 'window.old.backLive' : 'window.old.back')}
      </Button>
    </div>
  );
}

interface RunFactsProps {
  readonly state: RunState;
  readonly isCut: boolean;
}

/** Of the whole run, whatever moment is shown. */
function RunFacts({ state, isCut }: RunFactsProps) {
  const say = useSay();
  const { unit, startedAtMs, port } = state;
  const ended = endOf(say, state, isCut);
  return (
    <span className={classes.facts}>
      {ended !== null && (
        <span className={classes.end}>
          <StatusMark status={ended.status} /> {ended.words}
        </span>
      )}
      {unit !== null && unit !== '' && <span className="mono">{unit}</span>}
      {startedAtMs !== null && <time>{dateAndMinute(startedAtMs)}</time>}
      <span className="mono">{port}</span>
    </span>
  );
}

function endOf(
  say: Translate,
  state: RunState,
  isCut: boolean,
): { readonly status: StepStatus; readonly words: string } | null {
  const { finish, purpose } = state;
  if (finish === null) return isCut ? { status: 'errored', words: say('window.interrupted') } : null;
  if (purpose === 'console') return null;
  const { outcome, failedStep } = finish;
  const where = failedStep === null ? '' : ` · ${failedStep} ${say(`step.${stepRow(failedStep).id}`)}`;
  const isFull = finish.complete && runWarnings(state).length === 0;
  return {
    status: outcome === 'passed' && !isFull ? 'warned' : outcomeStatus(outcome),
    words: `${say(`outcome.${outcome}`)}${where}`,
  };
}
