import { FAILURES, type FailureCode, type RunOutcome, type WarningCode } from '../../shared/outcome.ts';
import type { StepNumber } from '../../shared/plan.ts';
import { type RunState, runWarnings } from '../../shared/run-state.ts';

/** The last line for a port in `--events jsonl`. */
export interface Summary {
  readonly type: 'summary';
  readonly port: string;
  readonly outcome: RunOutcome;
  readonly failedStep: StepNumber | null;
  readonly code: FailureCode | null;
  readonly imei: string | null;
  readonly iccid: string | null;
  readonly durationMs: number;
  /** False when the run began later than step 1: what it did not run, it did not judge. */
  readonly complete: boolean;
  /** What was passed over, but must be seen: a pass with warnings rests on less. */
  readonly warnings: readonly WarningCode[];
}

/** The summary of a finished run. A run whose end could not be recorded proves nothing. */
export function summarise(port: string, state: RunState): Summary {
  const { finish, fromStep, measurements } = state;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    type: 'summary',
    port,
    outcome: finish?.outcome ?? FAILURES.record_failed.outcome,
    failedStep: finish?.failedStep ?? null,
    code: finish === null ? 'record_failed' : finish.code,
    imei: text(measurements.imei?.value),
    iccid: text(measurements.iccid?.value),
    durationMs: Math.round(finish?.durationMs ?? 0),
    complete: finish?.complete ?? fromStep === 1,
    warnings: runWarnings(state),
  };
}
