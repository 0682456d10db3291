import type { FailureCode, RunOutcome } from '../../../shared/outcome.ts';
import type { RunState, StepState } from '../../../shared/run-state.ts';

/** Why a step, or the run at it, came to no good. */
export interface Cause {
  readonly level: Exclude<RunOutcome, 'passed' | 'incomplete'>;
  readonly code: FailureCode;
  /** What the module or the system said. */
  readonly detail: string | null;
}

/**
 * The cause to show with a step: its own, or that of a run which ended between two steps (a module that restarts, a
 * link that goes down) and so has no step to be found in. A port that went away has a place of its own.
 */
export function causeAt({ finish, link }: Pick<RunState, 'finish' | 'link'>, step: StepState): Cause | null {
  const { outcome } = step;
  switch (outcome?.kind) {
    case 'failed':
    case 'errored':
    case 'cancelled':
      return { level: outcome.kind, code: outcome.code, detail: outcome.detail ?? null };
    case 'passed':
    case 'skipped':
    case 'not_applicable':
      return null;
    case undefined:
      break;
  }
  if (
    finish === null ||
    finish.outcome === 'passed' ||
    finish.outcome === 'incomplete' ||
    finish.code === null ||
    link.fault !== null
  )
    return null;
  if (finish.failedStep !== null && finish.failedStep !== step.number) return null;
  return { level: finish.outcome, code: finish.code, detail: finish.detail };
}
