import { readdir, readFile, realpath } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { PortInfo } from '../../shared/port.ts';
import { resolveDevice } from './evidence.ts';
import { diagnoseListedDevice } from './fault.ts';
import { findHolders } from './holder.ts';
import type { SystemPaths } from './system-paths.ts';

type UsbIdentity = Pick<PortInfo, 'vendorId' | 'productId' | 'manufacturer' | 'product' | 'serialNumber'>;

interface TtyEntry {
  readonly path: string;
  readonly identity: UsbIdentity;
}

/**
 * The serial ports that the kernel knows, USB adapters first, then by name in natural order. Reads
 * /sys/class/tty (kernel, ABI/testing/sysfs-tty); runs no program and opens no device.
 */
export async function listLinuxPorts(paths: SystemPaths): Promise<readonly PortInfo[]> {
  const folder = join(paths.sys, 'class', 'tty');
  const names = await readdir(folder).catch(() => []);
  const looked = await Promise.all(names.map((name) => readEntry(folder, name, paths)));
  const entries = looked.filter((entry) => entry !== undefined);
  const devices = await Promise.all(entries.map((entry) => resolveDevice(entry.path)));
  const search = await findHolders(new Set(devices), paths);
  const rows = entries.map(async ({ path, identity }): Promise<PortInfo> => {
    const fault = await diagnoseListedDevice(path, search, paths);
    return { path, kind: 'serial', ...identity, ...(fault ? { fault } : {}) };
  });
  return (await Promise.all(rows)).toSorted(byUsbThenName);
}

/** Virtual consoles, ptmx and the like have no `device`; a UART of `type` 0 is an address without hardware. */
async function readEntry(folder: string, name: string, paths: SystemPaths): Promise<TtyEntry | undefined> {
  const device = await realpath(join(folder, name, 'device')).catch(() => undefined);
  if (device === undefined || (await attribute(join(folder, name), 'type')) === '0') return undefined;
  // The kernel writes `!` for `/` in names of devices that live in a sub-folder of /dev.
  const path = join(paths.dev, name.replaceAll('!', '/'));
  return { path, identity: await readUsbIdentity(device, await realpath(paths.sys)) };
}

/** Walks up from an interface to the USB device, the folder with `idVendor`; without one nothing is known. */
async function readUsbIdentity(device: string, top: string): Promise<UsbIdentity> {
  for (let folder = device; folder.startsWith(`${top}/`); folder = dirname(folder)) {
    const vendorId = await attribute(folder, 'idVendor');
    if (vendorId === undefined) continue;
    const [productId, manufacturer, product, serialNumber] = await Promise.all(
      ['idProduct', 'manufacturer', 'product', 'serial'].map((name) => attribute(folder, name)),
    );
    return {
      vendorId,
      ...(productId ? { productId } : {}),
      ...(manufacturer ? { manufacturer } : {}),
      ...(product ? { product } : {}),
      ...(serialNumber ? { serialNumber } : {}),
    };
  }
  return {};
}

/** A sysfs attribute without its line end; absent or unreadable = undefined. */
async function attribute(folder: string, name: string): Promise<string | undefined> {
  return readFile(join(folder, name), 'utf8').then(
    (text) => text.trim(),
    () => undefined,
  );
}

const naturalOrder = new Intl.Collator('en', { numeric: true });

function byUsbThenName(a: PortInfo, b: PortInfo): number {
  const usbFirst = Number(b.vendorId !== undefined) - Number(a.vendorId !== undefined);
  return usbFirst || naturalOrder.compare(a.path, b.path);
}
