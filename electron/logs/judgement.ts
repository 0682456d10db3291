import type { FailureCode, StepOutcome, WarningCode } from '../../shared/outcome.ts';

/** What an exchange, or the end of the wait for more, makes of a step. */
export type Judgement =
  | { readonly kind: 'passed'; readonly warnings: readonly WarningCode[] }
  | { readonly kind: 'failed'; readonly code: FailureCode }
  /** It may still come good; `code` is what it is called when it does not. */
  | { readonly kind: 'open'; readonly code: FailureCode };

export const passed = (...warnings: readonly WarningCode[]): Judgement => ({ kind: 'passed', warnings });
export const failed = (code: FailureCode): Judgement => ({ kind: 'failed', code });
export const open = (code: FailureCode): Judgement => ({ kind: 'open', code });

/** The outcome of a step that is over. */
export function outcomeOf(
  judgement: Judgement,
  evidence: readonly number[],
  detail: string | null,
): StepOutcome {
  if (judgement.kind === 'passed') return { kind: 'passed', evidence, warnings: judgement.warnings };
  const { code } = judgement;
  return detail === null ? { kind: 'failed', code, evidence } : { kind: 'failed', code, evidence, detail };
}
