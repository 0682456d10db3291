import type { FailureCode } from '../../shared/outcome.ts';
import { STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import type { RunState } from '../../shared/run-state.ts';

/** How far a unit is connected, as far as its run has proved it. */
export interface UnitConnection {
  readonly address: string | null;
  readonly bearer: 'unknown' | 'inactive' | 'active';
  readonly session: 'unknown' | 'offline' | 'linked' | 'open' | 'closed';
}

/** After the end of a run, what its teardown has left; where nobody can know, unknown. */
export function connectionOf(run: RunState): UnitConnection {
  const passed = (step: StepNumber) => {
    const status = run.steps[step - 1]?.status;
    return status === 'passed' || status === 'warned';
  };
  const address = run.measurements.ip_address?.value;
  return {
    address: typeof address === 'string' ? address : null,
    bearer: bearerOf(run, passed),
    session: sessionOf(run, passed),
  };
}

type Passed = (step: StepNumber) => boolean;

/** Ends after which nothing is known of the module. */
const LOST: readonly (FailureCode | null)[] = ['module_restarted', 'module_powered_down', 'no_answer'];

const isLost = ({ finish, link }: RunState): boolean =>
  finish !== null && (link.fault !== null || LOST.includes(finish.code));

function bearerOf(run: RunState, passed: Passed): UnitConnection['bearer'] {
  if (isLost(run)) return 'unknown';
  if (run.finish?.code === 'bearer_lost') return 'inactive';
  if (passed(STEP_NUMBER.pdp_activate)) return 'active';
  return passed(STEP_NUMBER.gprs_attach) ? 'inactive' : 'unknown';
}

function sessionOf(run: RunState, passed: Passed): UnitConnection['session'] {
  if (isLost(run)) return 'unknown';
  if (passed(STEP_NUMBER.mqtt_close)) return 'closed';
  const staysOnline = run.steps[STEP_NUMBER.mqtt_close - 1]?.status === 'not_applicable';
  // The teardown closes what the steps have left open.
  if (run.finish !== null && !staysOnline) return passed(STEP_NUMBER.get_ip) ? 'offline' : 'unknown';
  if (passed(STEP_NUMBER.mqtt_session)) return 'open';
  if (passed(STEP_NUMBER.broker_connect)) return 'linked';
  return passed(STEP_NUMBER.get_ip) ? 'offline' : 'unknown';
}
