import type { StepNumber } from './plan.ts';
import type { FieldChange } from './profile-change.ts';
import type { RecoveryLevel } from './recovery.ts';

/** What the program itself can do about a cause: each is a button where the cause is shown. */
export type Remedy =
  /** The step once more, and a pause behind it. */
  | { readonly kind: 'retry_step' }
  | { readonly kind: 'run_from'; readonly step: StepNumber }
  /** A run with other values in some fields of the profile, which can be kept if it helps. */
  | { readonly kind: 'try'; readonly changes: readonly FieldChange[] }
  /** A run without an optional step. */
  | { readonly kind: 'skip_step'; readonly step: StepNumber }
  | { readonly kind: 'recover'; readonly level: RecoveryLevel }
  | { readonly kind: 'find_baud_rate' }
  | { readonly kind: 'pulse_power_key' }
  /** Asks for the PIN; a run from step 4 enters it once. */
  | { readonly kind: 'enter_pin' }
  | { readonly kind: 'signal_meter' }
  /** The form, at that field. */
  | { readonly kind: 'edit_field'; readonly field: string }
  /** A command for the console, to be looked at before it is sent. */
  | { readonly kind: 'type'; readonly line: string };
