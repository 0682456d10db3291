import type { Translate } from '../../../shared/messages/language.ts';
import { stepRow } from '../../../shared/plan.ts';
import type { RunSummary } from '../../../shared/run-summary.ts';
import { outcomeStatus, type StepStatus } from '../../../shared/run-state.ts';
import type { SayHistory } from './texts.ts';

/** How a run is marked: green is for a pass that rests on everything it should. */
export function runStatus(run: RunSummary): StepStatus {
  if (run.state === 'live') return 'running';
  if (run.purpose === 'console') return 'not_applicable';
  if (run.state !== 'finished') return 'errored';
  if (run.outcome === 'passed' && (!run.complete || run.warnings > 0)) return 'warned';
  return outcomeStatus(run.outcome);
}

export interface OutcomeWords {
  readonly word: string;
  /** Where it stopped, and what a pass rests on less than it should. */
  readonly more: string;
}

/** How a run ended, in words. */
export function outcomeWords(say: Translate, sayHistory: SayHistory, run: RunSummary): OutcomeWords {
  const live = run.state === 'live' ? sayHistory('history.live') : '';
  if (run.purpose === 'console') return { word: sayHistory('history.kind.console'), more: live };
  if (run.state === 'live') return { word: live, more: '' };
  if (run.state !== 'finished') return { word: say('window.interrupted'), more: '' };
  const { failedStep, complete, outcome, warnings } = run;
  const isWatched = run.purpose === 'listening';
  const more = [
    failedStep === null ? '' : `${failedStep} ${say(`step.${stepRow(failedStep).id}`)}`,
    outcome === 'passed' && !complete ? sayHistory('history.partial') : '',
    warnings > 0 ? say('window.warnings', { count: warnings }) : '',
  ];
  return {
    // Nobody was judged there.
    word: isWatched ? say('listening.run') : say(`outcome.${outcome}`),
    more: more.filter((part) => part !== '').join(' · '),
  };
}
