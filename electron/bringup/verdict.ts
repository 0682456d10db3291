import type { AtOutcome, FailureCode, StepOutcome, WarningCode } from '../../shared/outcome.ts';

/** How a step body ends. The runner turns it into the step's outcome, unless something else ended the run first. */
export type StepVerdict = StepOutcome;

/** Passed: `evidence` are the `seq` of the facts it rests on, never empty. */
export function pass(evidence: readonly number[], warnings: readonly WarningCode[] = []): StepVerdict {
  return { kind: 'passed', evidence, warnings };
}

/** Judged and found wanting. `detail` is what the module said. */
export function fail(
  code: FailureCode,
  evidence: readonly number[],
  detail: string | null = null,
): StepVerdict {
  return detail === null ? { kind: 'failed', code, evidence } : { kind: 'failed', code, evidence, detail };
}

/**
 * The code for an exchange that did not end well. `refused` is what this step calls an error result code, `incomplete`
 * what it calls a completing line that stayed out.
 */
export function failureCode(
  outcome: AtOutcome,
  refused: FailureCode,
  incomplete: FailureCode = 'no_answer',
): FailureCode {
  switch (outcome.kind) {
    case 'ok':
      return 'unexpected_answer';
    case 'error':
    case 'cme_error':
    case 'cms_error':
      return refused;
    case 'refused':
      return outcome.by === 'closed' ? 'link_closed' : outcome.by === 'bearer_lost' ? 'bearer_lost' : refused;
    case 'foreign_dialect':
      return 'foreign_dialect';
    case 'completion_timeout':
      return incomplete;
    case 'timeout':
    case 'link_lost':
    case 'abandoned':
      return 'no_answer';
  }
}

/** Whether the module itself said no, with a final result code. */
export function refused(outcome: AtOutcome): boolean {
  return outcome.kind === 'error' || outcome.kind === 'cme_error' || outcome.kind === 'cms_error';
}

/** Whether the link under the session went: a further try on it could only be refused, and hide the reason. */
export function linkGone(outcome: AtOutcome): boolean {
  return outcome.kind === 'refused' && (outcome.by === 'closed' || outcome.by === 'bearer_lost');
}

/** Whether going on makes no sense: nobody answers any more, or the run is being stopped. */
export function ended(outcome: AtOutcome): boolean {
  return outcome.kind === 'link_lost' || outcome.kind === 'abandoned';
}
