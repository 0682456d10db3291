import type { PortInfo } from '../../shared/port.ts';
import { listLinuxPorts } from './list-linux.ts';
import { listNative } from './native.ts';
import { type SystemPaths, systemPaths } from './system-paths.ts';

/**
 * The serial ports of this machine, with the reason where one cannot be opened just now. Opens none of them.
 * Pseudo-terminals are not listed. Never rejects: where nothing can be learned the list is empty.
 */
export async function listSerialPorts(
  platform: NodeJS.Platform = process.platform,
  paths: SystemPaths = systemPaths,
): Promise<readonly PortInfo[]> {
  return platform === 'linux' ? listLinuxPorts(paths) : listNative(platform);
}
