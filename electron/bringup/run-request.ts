import type { BrokerCheck } from '../../shared/broker-check.ts';
import type { Clock } from '../../shared/clock.ts';
import type { RunEvent, RunFact } from '../../shared/events.ts';
import type { WarningCode } from '../../shared/outcome.ts';
import type { StepNumber } from '../../shared/plan.ts';
import type { PortFault } from '../../shared/port.ts';
import type { Profile } from '../../shared/profile.ts';
import type { FieldChange } from '../../shared/profile-change.ts';
import type { RecoveryLevel } from '../../shared/recovery.ts';
import type { Session, SessionListener } from '../session/session.ts';
import type { PinAttempts } from './pin-attempts.ts';

/** What one run is to do. */
export interface RunRequest {
  readonly profile: Profile;
  readonly unit: string | null;
  readonly operator: string | null;
  readonly fromStep: StepNumber;
  /** Wait for `next()` before each step; 11 to 13 count as one. */
  readonly singleStep: boolean;
  /** What `profile` has otherwise than the stored one. */
  readonly changes?: readonly FieldChange[];
  /** A rung of the recovery ladder to be climbed before the first step. */
  readonly recovery?: RecoveryLevel | null;
  /** Earlier attempts with the profile's PIN; absent: there were none. */
  readonly pin?: PinAttempts;
  /** Waits for `next()` behind this step, and there alone. */
  readonly pauseBehind?: StepNumber | null;
  /** Warnings that the run has from the start; the first step that passes carries them. */
  readonly noted?: readonly WarningCode[];
  /** Warnings that concern the proof by the returned message, as they stand when it is judged. */
  readonly warnings: () => readonly WarningCode[];
}

export interface RunEnvironment {
  readonly clock: Clock;
  readonly version: string;
  readonly open: (
    baudRate: number,
    listener: SessionListener,
  ) => Promise<
    { readonly ok: true; readonly session: Session } | { readonly ok: false; readonly fault: PortFault }
  >;
  /** Numbers and keeps a fact. Synchronous: the dialogue never waits for the record. */
  readonly record: (fact: RunFact) => RunEvent;
  /** Masks secrets in what the module said. */
  readonly mask: (text: string) => string;
  /** From now on a text is a secret as well, on the wire and in `mask`. A known one changes nothing. */
  readonly hide: (secret: string) => void;
}

export interface BringUpEnvironment extends RunEnvironment {
  /** The broker of a profile, placeholders filled in, as this computer sees it; null when that is not to be had. */
  readonly checkBroker: (profile: Profile, signal: AbortSignal) => Promise<BrokerCheck | null>;
}
