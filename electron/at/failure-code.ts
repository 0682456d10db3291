import type { AtOutcome, FailureCode } from '../../shared/outcome.ts';

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
