import { constants } from 'node:fs';
import { access, readFile, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { errorCode } from './errno.ts';
import { findLock, majorNumber, minorNumber, type HolderSearch, type PortHolder } from './holder.ts';
import type { SystemPaths } from './system-paths.ts';

/** What can be seen of a device file without opening it; opening would raise DTR and RTS. */
export type DeviceEvidence =
  | { readonly found: false; readonly code: string }
  | {
      readonly found: true;
      readonly isCharacterDevice: boolean;
      readonly gid: number;
      readonly mode: number;
      /** `granted`, or the error code of access(2) for reading and writing. */
      readonly access: string;
      /** Whether a driver with hardware serves the device; `unknown` where the system does not tell. */
      readonly driver: 'present' | 'absent' | 'unknown';
      readonly isInUse: boolean;
      readonly holder?: PortHolder;
      /** Whether a holder could have stayed invisible to this user. */
      readonly holderMayHide: boolean;
    };

/** Gathers the evidence about `path`, a device file or a symbolic link to one. */
export async function gatherEvidence(
  path: string,
  search: HolderSearch,
  paths: SystemPaths,
): Promise<DeviceEvidence> {
  const looked = await stat(path).then(
    (stats) => ({ ok: true, stats }) as const,
    (thrown: unknown) => ({ ok: false, code: errorCode(thrown) }) as const,
  );
  if (!looked.ok) return { found: false, code: looked.code };
  const { stats } = looked;
  const isPseudo = stats.isCharacterDevice() && isPseudoTerminal(stats.rdev);
  const lock = await findLock(stats.dev, stats.ino, paths);
  // The program that made a pseudo-terminal usually keeps its far end open too: that is no competitor.
  const opener = isPseudo ? undefined : search.holders.get(await resolveDevice(path));
  const holder = lock.holder ?? opener;
  return {
    found: true,
    isCharacterDevice: stats.isCharacterDevice(),
    gid: stats.gid,
    mode: stats.mode,
    access: await accessOf(path),
    driver: isPseudo ? 'present' : await driverOf(stats.rdev, paths),
    isInUse: lock.isLocked || opener !== undefined,
    ...(holder ? { holder } : {}),
    holderMayHide: !search.complete,
  };
}

/** The path behind symbolic links, as /proc shows it in the open files of a process. */
export async function resolveDevice(path: string): Promise<string> {
  return realpath(path).catch(() => path);
}

async function accessOf(path: string): Promise<string> {
  return access(path, constants.R_OK | constants.W_OK).then(() => 'granted', errorCode);
}

/** Unix 98 pseudo-terminals have the major numbers 136 to 143 (kernel, admin-guide/devices.txt). */
function isPseudoTerminal(rdev: number): boolean {
  return majorNumber(rdev) >= 136 && majorNumber(rdev) <= 143;
}

/**
 * A registered device has an entry in /sys/dev/char. For a UART the attribute `type` 0 says that no hardware
 * was found at its address (kernel, serial_core.h, PORT_UNKNOWN): most of the customary ttyS0 to ttyS31.
 */
async function driverOf(rdev: number, paths: SystemPaths): Promise<'present' | 'absent' | 'unknown'> {
  const registry = join(paths.sys, 'dev', 'char');
  const entry = join(registry, `${majorNumber(rdev)}:${minorNumber(rdev)}`);
  const seen = (path: string) =>
    access(path).then(
      () => true,
      () => false,
    );
  if (!(await seen(registry))) return 'unknown';
  if (!(await seen(entry))) return 'absent';
  const type = await readFile(join(entry, 'type'), 'utf8').catch(() => '');
  return type.trim() === '0' ? 'absent' : 'present';
}
