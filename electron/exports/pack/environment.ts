import { hostname, platform, release } from 'node:os';
import { arch, versions } from 'node:process';
import type { PortInfo } from '../../../shared/port.ts';

/** The computer that makes a pack; nothing personal beyond its name. */
export interface Environment {
  readonly station: string;
  readonly node: string;
  /** Null where it is no desktop. */
  readonly electron: string | null;
  readonly system: string;
  readonly systemRelease: string;
  readonly architecture: string;
  readonly timeZone: string;
}

export function environment(): Environment {
  return {
    station: hostname(),
    node: versions.node,
    electron: versions['electron'] ?? null,
    system: platform(),
    systemRelease: release(),
    architecture: arch,
    timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  };
}

/** What the system knows of a port; null where it is not there now. */
export function portDetails(address: string, ports: readonly PortInfo[]): object | null {
  const known = ports.find(({ path }) => path === address);
  if (known === undefined) return null;
  const { kind, vendorId, productId, manufacturer, product } = known;
  return { kind, vendorId, productId, manufacturer, product };
}
