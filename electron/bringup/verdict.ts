import type { AtOutcome, FailureCode, StepOutcome, WarningCode } from '../../shared/outcome.ts';

export { failureCode, refused } from '../at/failure-code.ts';

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

/** Whether the link under the session went: a further try on it could only be refused, and hide the reason. */
export function linkGone(outcome: AtOutcome): boolean {
  return outcome.kind === 'refused' && (outcome.by === 'closed' || outcome.by === 'bearer_lost');
}

/** Whether going on makes no sense: nobody answers any more, or the run is being stopped. */
export function ended(outcome: AtOutcome): boolean {
  return outcome.kind === 'link_lost' || outcome.kind === 'abandoned';
}
