import { type FieldChange, changedProfile } from '../../shared/profile-change.ts';
import { readProfile } from '../../shared/profile-file.ts';
import type { ProfileFault } from '../../shared/profile-rules.ts';
import type { Profile } from '../../shared/profile.ts';

/** What one run does otherwise than its stored profile. */
interface Differences {
  readonly changes: readonly FieldChange[];
  /** In the place of the profile's; null for that one. */
  readonly pin: string | null;
}

type ProfileForRun =
  | { readonly ok: true; readonly profile: Profile }
  | { readonly ok: false; readonly faults: readonly ProfileFault[] };

/** The profile that a run is done with, held against the same rules as any other. The stored one stays as it is. */
export function profileForRun(stored: Profile, { changes, pin }: Differences): ProfileForRun {
  const changed = changedProfile(pin === null ? stored : { ...stored, sim: { ...stored.sim, pin } }, changes);
  const reading = readProfile(changed);
  return reading.ok ? { ok: true, profile: reading.profile } : reading;
}
