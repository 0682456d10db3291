import type { Evidence } from './diagnosis/evidence.ts';
import type { RunEvent } from './events.ts';
import type { FailureCode } from './outcome.ts';
import type { StepNumber } from './plan.ts';
import type { Remedy } from './remedy.ts';

/** How sure a cause is: shown by what was said, spoken for by something, or one of those known for such a trouble. */
export type Standing = 'found' | 'likely' | 'possible';

export interface RankedCause {
  readonly id: string;
  /** 1 to 100; the order of the list, not a probability. */
  readonly weight: number;
  readonly standing: Standing;
  /** The facts that speak for it. */
  readonly evidence: readonly RunEvent[];
  /** What of the evidence names it: the APN and the operator, a host, a code. */
  readonly values: readonly string[];
  readonly remedies: readonly Remedy[];
}

/** Why a run is stuck. */
export interface Diagnosis {
  /** Null when it is no step's. */
  readonly step: StepNumber | null;
  readonly code: FailureCode;
  /** What came instead of what was expected. */
  readonly got: readonly RunEvent[];
  /** The likeliest first; never empty. */
  readonly causes: readonly RankedCause[];
  /** What it would have to know to be surer. */
  readonly unknown: readonly string[];
}

/**
 * The causes of what went wrong, with their evidence; null when nothing did. Pure and total: the same record gives the
 * same diagnosis next year, and a better table explains old records better.
 */
export function diagnose(_evidence: Evidence): Diagnosis | null {
  return null;
}
