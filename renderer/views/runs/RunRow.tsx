import { Button } from '@mantine/core';
import type { Translate } from '../../../shared/messages/index.ts';
import type { RunSummary } from '../../../shared/run-summary.ts';
import { outcomeStatus, type StepStatus } from '../../../shared/run-state.ts';
import { StatusMark } from '../../parts/StatusMark.tsx';
import { useLanguage, useSay } from '../../texts.ts';
import { useActions } from '../../window-context.ts';
import classes from './runs.module.css';

/** One run of the record. */
export function RunRow({ run }: { readonly run: RunSummary }) {
  const say = useSay();
  const language = useLanguage();
  const { openRun } = useActions();
  const began = run.startedAtMs === null ? '' : new Date(run.startedAtMs).toLocaleString(language);
  const seconds = run.state === 'finished' ? (run.durationMs / 1000).toFixed(1) : null;
  return (
    <tr>
      <td>
        <span className={classes.outcome} data-status={statusOf(run)}>
          <StatusMark status={statusOf(run)} /> {outcomeWords(say, run)}
        </span>
      </td>
      <td>{began}</td>
      <td>{run.unit ?? ''}</td>
      <td className="mono">{run.imei ?? ''}</td>
      <td>{run.profileName ?? ''}</td>
      <td className="mono">{run.port ?? ''}</td>
      <td className={classes.number}>{seconds === null ? '' : say('window.seconds', { seconds })}</td>
      <td>
        <Button size="compact-xs" variant="default" onClick={() => openRun(run.id)}>
          {say('window.runs.open')}
        </Button>
      </td>
    </tr>
  );
}

function statusOf(run: RunSummary): StepStatus {
  if (run.purpose === 'console') return 'not_applicable';
  if (run.state !== 'finished') return run.state === 'live' ? 'running' : 'errored';
  // Green is for a pass that rests on everything it should.
  if (run.outcome === 'passed' && (!run.complete || run.warnings > 0)) return 'warned';
  return outcomeStatus(run.outcome);
}

function outcomeWords(say: Translate, run: RunSummary): string {
  if (run.purpose === 'console') return say('window.runs.console');
  if (run.purpose === 'listening' && run.state === 'finished') return listeningWords(say, run);
  if (run.state !== 'finished') return say(`window.runs.${run.state}`);
  const where = run.failedStep === null ? '' : ` · ${say('cli.run.failedAt', { step: run.failedStep })}`;
  const part = run.outcome === 'passed' && !run.complete ? ` · ${say('window.runs.partial')}` : '';
  const noted = run.warnings > 0 ? ` · ${say('window.warnings', { count: run.warnings })}` : '';
  return `${say(`outcome.${run.outcome}`)}${where}${part}${noted}`;
}

/** Nobody was judged: where the firmware is stuck, if it is. */
function listeningWords(say: Translate, { failedStep }: { readonly failedStep: number | null }): string {
  const where = failedStep === null ? '' : ` · ${say('log.verdict.stuck', { step: failedStep })}`;
  return `${say('listening.run')}${where}`;
}
