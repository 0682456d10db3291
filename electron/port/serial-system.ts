import type { PortFault } from '../../shared/port.ts';
import { diagnoseDevice, diagnoseFailedOpen } from './fault.ts';
import { listNative, type NativeDevice, openNative } from './native.ts';
import { systemPaths } from './system-paths.ts';

/** What opening a serial port needs of the machine. */
export interface SerialSystem {
  /** A reason not to open `path` at all, seen without touching the device. */
  before(path: string): Promise<PortFault | undefined>;
  /** @throws when the system refuses. */
  open(path: string, baudRate: number): Promise<NativeDevice>;
  /** Why `open` just failed. */
  after(path: string): Promise<PortFault>;
  /** Whether DTR and RTS are asserted by opening alone; see native.ts. */
  readonly raisesLines: boolean;
}

const unixSystem: SerialSystem = {
  // Looking first spares the process that holds the port: the binding changes its line settings before it
  // tries the lock. It also finds holders that never lock, with whom the replies would be shared out at random.
  before: async (path) => (isDevicePath(path) ? diagnoseDevice(path, systemPaths) : { kind: 'not_found' }),
  open: openNative,
  after: (path) => diagnoseFailedOpen(path, systemPaths),
  raisesLines: true,
};

const windowsSystem: SerialSystem = {
  before: async (path) => (isDevicePath(path) ? { kind: 'not_found' } : undefined),
  open: openNative,
  // Windows opens a COM port for one process only, so a port that is listed and refused is in use.
  after: async (path) => {
    const listed = (await listNative('win32')).some((port) => port.path.toUpperCase() === path);
    return listed ? { kind: 'busy' } : { kind: 'not_found' };
  },
  raisesLines: false,
};

/** A path of the Unix kind, as opposed to `COMn`. */
const isDevicePath = (path: string): boolean => path.startsWith('/');

export const serialSystem: SerialSystem = process.platform === 'win32' ? windowsSystem : unixSystem;
