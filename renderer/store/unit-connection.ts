import { STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import type { RunState } from '../../shared/run-state.ts';

/** How far a unit is connected, as far as its run has proved it. */
export interface UnitConnection {
  readonly address: string | null;
  readonly bearer: 'unknown' | 'inactive' | 'active';
  readonly session: 'unknown' | 'offline' | 'linked' | 'open' | 'closed';
}

/** After its end a run says how far the unit had come: what became of it since, nobody knows. */
export function connectionOf(run: RunState): UnitConnection {
  const passed = (step: StepNumber) => {
    const status = run.steps[step - 1]?.status;
    return status === 'passed' || status === 'warned';
  };
  const address = run.measurements.ip_address?.value;
  return {
    address: typeof address === 'string' ? address : null,
    bearer: bearerOf(passed),
    session: sessionOf(passed),
  };
}

type Passed = (step: StepNumber) => boolean;

function bearerOf(passed: Passed): UnitConnection['bearer'] {
  if (passed(STEP_NUMBER.pdp_activate)) return 'active';
  return passed(STEP_NUMBER.gprs_attach) ? 'inactive' : 'unknown';
}

function sessionOf(passed: Passed): UnitConnection['session'] {
  if (passed(STEP_NUMBER.mqtt_close)) return 'closed';
  if (passed(STEP_NUMBER.mqtt_session)) return 'open';
  if (passed(STEP_NUMBER.broker_connect)) return 'linked';
  return passed(STEP_NUMBER.get_ip) ? 'offline' : 'unknown';
}
