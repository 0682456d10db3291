import { FAILURES, type FailureCode, type RunOutcome } from './outcome.ts';
import { CONDITIONAL_STEPS, stepRow, type StepNumber } from './plan.ts';
import type { RunState, StepState } from './run-state.ts';

export interface RunVerdict {
  readonly outcome: RunOutcome;
  readonly failedStep: StepNumber | null;
  readonly code: FailureCode | null;
  readonly detail: string | null;
  /** Every documented step was within the run. */
  readonly complete: boolean;
}

/**
 * The verdict on a run whose last step is done, from its facts alone. Passed only when every applicable step has
 * its evidence; there is no other way to a pass.
 */
export function judgeRun(state: RunState): RunVerdict {
  const complete = state.fromStep === 1;
  const culprit = state.steps.find(
    ({ status }) => status === 'failed' || status === 'errored' || status === 'cancelled',
  );
  const { outcome } = culprit ?? {};
  if (culprit !== undefined && outcome !== null && outcome !== undefined && 'code' in outcome)
    return {
      outcome: FAILURES[outcome.code].outcome,
      failedStep: culprit.number,
      code: outcome.code,
      detail: outcome.detail ?? null,
      complete,
    };
  const unproved = state.steps.find((step) => !proved(step, state));
  if (unproved !== undefined)
    return {
      outcome: 'failed',
      failedStep: unproved.number,
      code: 'evidence_missing',
      detail: null,
      complete,
    };
  return { outcome: 'passed', failedStep: null, code: null, detail: null, complete };
}

/** Whether a step has its evidence, or a reason of the plan's own to have none. */
function proved({ number, outcome }: StepState, { fromStep, seq }: RunState): boolean {
  switch (outcome?.kind) {
    case 'passed':
      return outcome.evidence.length > 0 && outcome.evidence.every((each) => each > 0 && each < seq);
    case 'skipped':
      return outcome.reason === 'before_first_step'
        ? number < fromStep
        : stepRow(number).class === 'optional';
    case 'not_applicable':
      return CONDITIONAL_STEPS[outcome.reason] === number;
    default:
      return false;
  }
}
