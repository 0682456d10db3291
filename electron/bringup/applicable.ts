import { missingPlaceholder } from '../../shared/placeholders.ts';
import { STEP_NUMBER, type StepNumber, type StepRow } from '../../shared/plan.ts';
import type { Profile } from '../../shared/profile.ts';
import type { StepContext } from './step-context.ts';
import { fail, type StepVerdict } from './verdict.ts';

/** Whether the profile leaves an optional step out. */
export function isSwitchedOff({ optionalSteps }: Profile, { id }: StepRow): boolean {
  const { echoOff, fixBaud } = optionalSteps;
  return (id === 'echo_off' && !echoOff) || (id === 'fix_baud' && !fixBaud);
}

/** Steps from 10 on write the unit's identity; a placeholder that cannot be filled must not be sent as text. */
export function identityFault({ profile, memory }: StepContext, number: StepNumber): StepVerdict | null {
  if (number < STEP_NUMBER.mqtt_client_cfg) return null;
  const missing = missingPlaceholder(profile, memory.identity);
  return missing === null ? null : fail('identity_unknown', [], missing);
}
