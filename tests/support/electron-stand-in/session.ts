import type { PageHandler } from './contents.ts';

/** Worlds of pages: who serves private schemes in them, and what pages in them may do. */

interface Scheme {
  readonly scheme: string;
  readonly privileges: Readonly<Record<string, boolean>>;
}

type Asked = (contents: unknown, permission: string, answer: (may: boolean) => void, details: object) => void;
type Checked = (contents: unknown, permission: string, origin: string, details: object) => boolean;
type Device = (details: object) => boolean;

class World {
  readonly handlers = new Map<string, PageHandler>();
  readonly protocol = {
    handle: (scheme: string, handler: PageHandler): void => {
      if (this.handlers.has(scheme)) throw new Error(`the scheme ${scheme} is handled already`);
      this.handlers.set(scheme, handler);
    },
  };
  /** Electron's answer to what no handler was set for is yes. */
  asked: Asked = (_contents, _permission, answer) => answer(true);
  checked: Checked = () => true;
  device: Device = () => true;

  setPermissionRequestHandler(handler: Asked): void {
    this.asked = handler;
  }

  setPermissionCheckHandler(handler: Checked): void {
    this.checked = handler;
  }

  setDevicePermissionHandler(handler: Device): void {
    this.device = handler;
  }
}

const defaultSession = new World();
const partitions = new Map<string, World>();

/** The world of a partition; none is the window's. */
export function worldOf(partition: string | undefined): World {
  if (partition === undefined) return defaultSession;
  const world = partitions.get(partition) ?? new World();
  partitions.set(partition, world);
  return world;
}

export const session = { defaultSession, fromPartition: worldOf };

export const protocol = {
  schemes: [] as readonly Scheme[],
  registerSchemesAsPrivileged(schemes: readonly Scheme[]): void {
    this.schemes = schemes;
  },
  handle: defaultSession.protocol.handle,
};
