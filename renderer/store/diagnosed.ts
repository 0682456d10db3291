import { diagnose, type Diagnosis } from '../../shared/diagnosis.ts';
import { type Evidence, reduceEvidence } from '../../shared/diagnosis/evidence.ts';
import type { RunState } from '../../shared/run-state.ts';
import { checklistRun, shownNowMs } from './shown.ts';
import type { ShownRun, WindowState } from './window-state.ts';

/** Silence on a fresh port that is worth a word, though the run goes on. */
const SILENT_MS = 3000;

/** What is wrong with the run on the screen; null while nothing is. */
export function shownDiagnosis(window: WindowState): Diagnosis | null {
  const run = checklistRun(window);
  if (run === null || isBeingRead(run)) return null;
  const { state } = run;
  if (state.finish !== null || hasFailed(state)) return diagnosed(run.evidence);
  return isSilent(run, shownNowMs(window)) ? diagnosed(givenUp(run.evidence)) : null;
}

/** What a half-read record says is overtaken by its other half. */
const isBeingRead = ({ reach, fault }: ShownRun): boolean => reach === 'reading' && fault === null;

const hasFailed = ({ steps }: RunState): boolean =>
  steps.some(({ status }) => status === 'failed' || status === 'errored');

/** Nothing has been heard yet of the module, for long enough. */
function isSilent({ state, evidence }: ShownRun, nowMs: number): boolean {
  const [first] = state.steps;
  if (
    state.purpose !== 'bring_up' ||
    first?.startedMs == null ||
    first.outcome !== null ||
    state.startedAtMs === null
  )
    return false;
  const heard = Object.values(evidence.exchanges)
    .flatMap((group) => group ?? [])
    .some(({ outcome, lines }) => lines.length > 0 || outcome.kind !== 'timeout' || outcome.heard);
  const hasSpoken = heard || Object.keys(evidence.unsolicited).length > 0;
  return !hasSpoken && nowMs - state.startedAtMs - first.startedMs >= SILENT_MS;
}

const suppositions = new WeakMap<Evidence, Evidence>();

/** What it would be if the step under way ended now, without an answer. */
function givenUp(evidence: Evidence): Evidence {
  const known = suppositions.get(evidence);
  if (known !== undefined) return known;
  const { seq, runId, port, startedAtMs } = evidence.state;
  const [first] = evidence.state.steps;
  const supposed = reduceEvidence(evidence, {
    seq: seq + 1,
    runId: runId ?? '',
    port: port ?? '',
    atMs: startedAtMs ?? 0,
    elapsedMs: first?.startedMs ?? 0,
    type: 'step.finished',
    step: 1,
    outcome: { kind: 'failed', code: 'no_answer', evidence: [] },
    attempts: first?.attempt ?? 1,
    durationMs: SILENT_MS,
  });
  suppositions.set(evidence, supposed);
  return supposed;
}

const known = new WeakMap<Evidence, { readonly diagnosis: Diagnosis | null }>();

/** The same answer for the same evidence, so that it is worked out once and nothing is drawn again for it. */
function diagnosed(evidence: Evidence): Diagnosis | null {
  const answer = known.get(evidence) ?? { diagnosis: diagnose(evidence) };
  known.set(evidence, answer);
  return answer.diagnosis;
}
