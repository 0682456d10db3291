import { FAILURES, type FailureCode, type RunOutcome, type WarningCode } from '../../shared/outcome.ts';
import type { StepNumber } from '../../shared/plan.ts';
import { type RunState, runWarnings } from '../../shared/run-state.ts';
import type { RunVerdict } from '../../shared/verdict.ts';

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

/** What became of a run whose end is not in the record: it proves nothing. */
const UNRECORDED: Unrecorded = { outcome: FAILURES.record_failed.outcome, code: 'record_failed' };

type Unrecorded = Pick<RunVerdict, 'outcome' | 'code'>;

/** The summary of a run, as the record has it; where its end is not there, with what became of it otherwise. */
export function summarise(port: string, state: RunState, unrecorded: Unrecorded = UNRECORDED): Summary {
  const { finish, fromStep, measurements } = state;
  const text = (value: unknown) => (typeof value === 'string' ? value : null);
  return {
    type: 'summary',
    port,
    outcome: finish?.outcome ?? unrecorded.outcome,
    failedStep: finish?.failedStep ?? null,
    code: finish === null ? unrecorded.code : finish.code,
    imei: text(measurements.imei?.value),
    iccid: text(measurements.iccid?.value),
    durationMs: Math.round(finish?.durationMs ?? 0),
    complete: finish?.complete ?? fromStep === 1,
    warnings: runWarnings(state),
  };
}
