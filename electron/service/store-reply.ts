import type { ProfileObstacle } from '../../shared/contract.ts';
import type { ResolveResult, SaveResult, StoreFault } from './stores/profile-store.ts';

/** What the stores answer, in the form that crosses to a window. */

interface WireFault {
  readonly kind: StoreFault['kind'];
  readonly code: string;
}

/** A fault with its code; which fields are concerned stays here. */
export function wireFault(fault: StoreFault): WireFault {
  return { kind: fault.kind, code: 'code' in fault ? fault.code : '' };
}

/** The reply with its fault, if it has one, in the form that crosses. */
export function wireReply<Reply extends { readonly ok: true }>(
  reply: Reply | { readonly ok: false; readonly fault: StoreFault },
): Reply | { readonly ok: false; readonly fault: WireFault } {
  return reply.ok ? reply : { ok: false, fault: wireFault(reply.fault) };
}

/** The same for a profile that was to be saved. */
export function wireSaved(
  result: SaveResult,
): Exclude<SaveResult, { readonly fault: StoreFault }> | { readonly ok: false; readonly fault: WireFault } {
  return !result.ok && 'fault' in result ? { ok: false, fault: wireFault(result.fault) } : result;
}

/** Why a stored profile cannot be run. */
export function startFaultOf(
  fault: Extract<ResolveResult, { readonly ok: false }>['fault'],
): ProfileObstacle {
  switch (fault.kind) {
    case 'profile_invalid':
      return { kind: 'profile_invalid', faults: fault.faults };
    case 'not_found':
      return { kind: 'profile_missing' };
    case 'secrets_unreadable':
    case 'not_writable':
    case 'disk_full':
    case 'io':
      return { kind: 'secrets_unreadable' };
  }
}
