import type { StartFault } from '../../shared/contract.ts';
import { profilePlaceholders } from '../../shared/placeholders.ts';
import type { StepNumber } from '../../shared/plan.ts';
import type { Profile } from '../../shared/profile.ts';
import type { FieldChange } from '../../shared/profile-change.ts';
import { type ProfileFault, unitSerialFault } from '../../shared/profile-rules.ts';
import type { RecoveryLevel } from '../../shared/recovery.ts';
import type { Desk } from './desk.ts';
import { addressFault } from './port-address.ts';
import { profileForRun } from './run-profile.ts';
import { startFaultOf } from './store-reply.ts';

export interface StartOrder {
  readonly port: string;
  readonly profileId: string;
  readonly unit: string | null;
  readonly operator: string | null;
  readonly fromStep: StepNumber;
  readonly singleStep: boolean;
  readonly pauseBehind?: StepNumber | null;
  readonly changes?: readonly FieldChange[];
  readonly pin?: string | null;
  readonly recovery?: RecoveryLevel | null;
}

type Started =
  | { readonly ok: true; readonly runId: string }
  | { readonly ok: false; readonly fault: StartFault };

/** Starts a run with a stored profile, or says what keeps it from starting; nothing is touched then. */
export async function startRun(desk: Desk, order: StartOrder): Promise<Started> {
  const address = addressFault(order.port);
  if (address !== null) return refuse({ kind: 'address', fault: address });
  const resolved = await desk.profiles.resolve(order.profileId);
  if (!resolved.ok) return refuse(startFaultOf(resolved.fault));
  const { changes = [], pin = null } = order;
  const used = profileForRun(resolved.profile, { changes, pin });
  if (!used.ok) return refuse({ kind: 'profile_invalid', faults: used.faults });
  const unit = unitFault(used.profile, order.unit);
  if (unit !== null) return refuse({ kind: 'unit', fault: unit });
  const { commissioner } = desk.station;
  const obstacle = await commissioner.recordObstacle();
  if (obstacle !== null) return refuse(obstacle);
  await commissioner.endConsole(order.port);
  const { port, operator, fromStep, singleStep, pauseBehind = null, recovery = null } = order;
  const started = commissioner.start({
    port,
    profile: used.profile,
    unit: order.unit,
    operator,
    fromStep,
    singleStep,
    pauseBehind,
    changes,
    pinGiven: pin !== null,
    recovery,
  });
  return started.ok ? { ok: true, runId: started.run.runId } : refuse(started.fault);
}

function refuse(fault: StartFault): Started {
  return { ok: false, fault };
}

function unitFault(profile: Profile, unit: string | null): ProfileFault | null {
  if (unit !== null) return unitSerialFault(unit);
  const needed = profilePlaceholders(profile).includes('serial');
  return needed ? { path: '--unit', rule: 'serial_missing' } : null;
}
