import type { StepNumber } from '../../shared/plan.ts';
import type { FieldChange } from '../../shared/profile-change.ts';
import type { RecoveryLevel } from '../../shared/recovery.ts';

/** How a run is to differ from one that walks all the steps as the profile says. */
export interface StartOptions {
  readonly fromStep?: StepNumber;
  readonly singleStep?: boolean;
  /** One step at a time, but only behind this one. */
  readonly pauseBehind?: StepNumber;
  /** What it does otherwise than the stored profile. */
  readonly changes?: readonly FieldChange[];
  /** Entered once, for this run alone. */
  readonly pin?: string;
  /** What is done to the module before the first step. */
  readonly recovery?: RecoveryLevel;
}
