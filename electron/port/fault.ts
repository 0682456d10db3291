import type { PortFault } from '../../shared/port.ts';
import { type DeviceEvidence, gatherEvidence, resolveDevice } from './evidence.ts';
import { permissionFault } from './group.ts';
import { findHolders, type HolderSearch } from './holder.ts';
import type { SystemPaths } from './system-paths.ts';

/** Looks at a serial device file (or a link to one) for a reason why it cannot be used; none = undefined. */
export async function diagnoseDevice(path: string, paths: SystemPaths): Promise<PortFault | undefined> {
  const search = await findHolders(new Set([await resolveDevice(path)]), paths);
  return judgeDevice(await gatherEvidence(path, search, paths), paths.groupFile);
}

/** The same for a device whose open just failed: then there is a reason, seen or unseen. */
export async function diagnoseFailedOpen(path: string, paths: SystemPaths): Promise<PortFault> {
  const search = await findHolders(new Set([await resolveDevice(path)]), paths);
  const evidence = await gatherEvidence(path, search, paths);
  return (await judgeDevice(evidence, paths.groupFile)) ?? judgeUnexplained(evidence);
}

/** As `diagnoseDevice`, with the holders of all devices already looked up. */
export async function diagnoseListedDevice(
  path: string,
  search: HolderSearch,
  paths: SystemPaths,
): Promise<PortFault | undefined> {
  return judgeDevice(await gatherEvidence(path, search, paths), paths.groupFile);
}

/** The most telling fault that the evidence shows, from the outside in: name, device, right, driver, holder. */
export async function judgeDevice(
  evidence: DeviceEvidence,
  groupFile: string,
): Promise<PortFault | undefined> {
  if (!evidence.found) return faultOfStat(evidence.code);
  if (!evidence.isCharacterDevice) return { kind: 'no_driver' };
  if (evidence.access === 'EACCES' || evidence.access === 'EPERM')
    return permissionFault(evidence.gid, evidence.mode, groupFile);
  if (evidence.access !== 'granted') return { kind: 'io', code: evidence.access };
  if (evidence.driver === 'absent') return { kind: 'no_driver' };
  if (!evidence.isInUse) return undefined;
  return { kind: 'busy', ...(evidence.holder ? { holder: evidence.holder } : {}) };
}

function faultOfStat(code: string): PortFault {
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return { kind: 'not_found' };
    case 'EACCES':
      return { kind: 'no_permission' };
    default:
      return { kind: 'io', code };
  }
}

/**
 * A device that exists, is served by a driver and may be opened by us refuses all the same. If some process
 * could hide its open files from us, such a process has it in exclusive use (TIOCEXCL, as ModemManager
 * does); if none could, the hardware failed.
 */
export function judgeUnexplained(evidence: DeviceEvidence): PortFault {
  return evidence.found && evidence.holderMayHide ? { kind: 'busy' } : { kind: 'io', code: 'UNKNOWN' };
}
