import { isObserved } from '../../../shared/events.ts';
import { detailText, returnCodeText } from '../../../shared/messages/wording.ts';
import {
  outcomeStatus,
  type RunFinish,
  type RunState,
  runWarnings,
  type StepStatus,
} from '../../../shared/run-state.ts';
import { isSimulatedPort } from '../../../shared/usual-time.ts';
import type { ReportRun } from './report-run.ts';
import type { ReportSay } from './texts.ts';

/** What a report says of a run above everything else. */
export interface ReportVerdict {
  /** The mark. Only a pass to which nothing is to be added is marked as one. */
  readonly status: StepStatus;
  readonly word: string;
  readonly sentences: readonly string[];
  /** What the reader must know before anything else, a sentence each. */
  readonly notes: readonly string[];
}

/** The verdict as it was recorded, with everything that limits it. */
export function reportVerdict(say: ReportSay, run: ReportRun): ReportVerdict {
  const verdict = recordedVerdict(say, run);
  const { origin } = run;
  if (origin === null) return verdict;
  const notes = [...verdict.notes, origin.text];
  if (origin.doubts.length === 0) return { ...verdict, status: notGreen(verdict.status), notes };
  return {
    status: 'errored',
    word: say('report.verdict.doubted'),
    sentences: [say('report.verdict.doubted.text', { verdict: verdict.word })],
    notes: [...origin.doubts, ...notes],
  };
}

const notGreen = (status: StepStatus): StepStatus => (status === 'passed' ? 'warned' : status);

function recordedVerdict(say: ReportSay, run: ReportRun): ReportVerdict {
  const { state } = run.evidence;
  const { finish, purpose } = state;
  const notes = limits(say, run);
  if (finish === null) return withoutEnd(say, run, notes);
  if (purpose === 'console')
    return plain('pending', say('report.verdict.console'), say('report.verdict.console.text'), notes);
  if (purpose === 'listening' && finish.outcome === 'incomplete')
    return plain('pending', say('report.verdict.watched'), say('report.verdict.watched.text'), notes);
  switch (finish.outcome) {
    case 'passed':
      return passed(say, notes);
    case 'incomplete':
      return plain('warned', say('outcome.incomplete'), say('report.verdict.incomplete'), notes);
    case 'failed':
    case 'errored':
    case 'cancelled':
      return ended(say, state, finish, notes);
  }
}

function passed(say: ReportSay, notes: readonly string[]): ReportVerdict {
  const word = say('outcome.passed');
  return notes.length === 0
    ? plain('passed', word, say('report.verdict.passed'), notes)
    : plain('warned', word, say('report.verdict.passedBut'), notes);
}

function ended(
  say: ReportSay,
  { purpose, measurements }: RunState,
  { outcome, failedStep, code, detail }: RunFinish,
  notes: readonly string[],
): ReportVerdict {
  const isStuck = outcome === 'failed' && failedStep !== null && isObserved(purpose);
  const where = failedStep === null ? '' : ` · ${say('cli.run.failedAt', { step: failedStep })}`;
  const word = isStuck
    ? say('log.verdict.stuck', { step: failedStep })
    : `${say(`outcome.${outcome}`)}${where}`;
  const returned = returnCodeText(say, measurements.connack_code?.value, detail);
  const sentences = [
    ...(outcome === 'failed'
      ? []
      : [say(`report.verdict.${outcome === 'errored' ? 'errored' : 'cancelled'}`)]),
    ...(code === null ? [] : [say(`failure.${code}`)]),
    ...(detail === null ? [] : [detailText(say, code, detail)]),
    ...(returned === null ? [] : [returned]),
  ];
  return { status: outcomeStatus(outcome), word, sentences, notes };
}

function withoutEnd(say: ReportSay, { isLive }: ReportRun, notes: readonly string[]): ReportVerdict {
  return isLive
    ? plain('running', say('report.verdict.live'), say('report.verdict.live.text'), notes)
    : plain('errored', say('window.interrupted'), say('report.verdict.interrupted'), notes);
}

function plain(status: StepStatus, word: string, sentence: string, notes: readonly string[]): ReportVerdict {
  return { status, word, sentences: [sentence], notes };
}

/** What the run's own facts say against taking its verdict for more than it is. */
function limits(say: ReportSay, { evidence: { state }, extent }: ReportRun): readonly string[] {
  const { finish, fromStep, purpose, port } = state;
  const warnings = new Set([...state.warnings, ...runWarnings(state)]).size;
  const isPartial = purpose === 'bring_up' && (fromStep > 1 || finish?.complete === false);
  const isMissing = extent.damaged > 0 || extent.droppedChunks > 0 || state.misfits.length > 0;
  return [
    ...(isSimulatedPort(port ?? '') ? [say('report.note.simulated')] : []),
    ...(purpose === 'opened_log' ? [say('report.note.noUnit')] : []),
    ...(purpose === 'listening' && finish?.outcome === 'passed' ? [say('report.verdict.watched.text')] : []),
    ...(isPartial && finish?.outcome === 'passed' ? [say('report.note.partial', { from: fromStep })] : []),
    ...(warnings > 0 ? [say('window.warnings', { count: warnings })] : []),
    ...(isMissing && purpose !== 'opened_log' ? [say('report.note.incomplete')] : []),
  ];
}
