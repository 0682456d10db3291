import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { listLinuxPorts } from '../../../electron/port/list-linux.ts';
import { listSerialPorts } from '../../../electron/port/index.ts';
import { makeSystem } from './fixture-system.ts';

let remove = async () => {};
afterEach(() => remove());

async function list(files: Readonly<Record<string, string>>) {
  const made = await makeSystem(files);
  remove = made.remove;
  const rows = await listLinuxPorts(made.paths);
  return rows.map((row) => ({ ...row, path: row.path.replace(`${made.root}/`, '') }));
}

/** A USB-UART bridge as sysfs shows it: the tty below the interface below the USB device. */
const usbSerial = (name: string, device: string): Record<string, string> => ({
  [`sys/devices/pci0/usb1/${device}/idVendor`]: '10c4\n',
  [`sys/devices/pci0/usb1/${device}/idProduct`]: 'ea60\n',
  [`sys/devices/pci0/usb1/${device}/manufacturer`]: 'Silicon Labs\n',
  [`sys/devices/pci0/usb1/${device}/product`]: 'CP2102 USB to UART Bridge Controller\n',
  [`sys/devices/pci0/usb1/${device}/serial`]: '0001\n',
  [`sys/devices/pci0/usb1/${device}/${device}:1.0/${name}/tty/${name}/device`]: `-> ROOT/sys/devices/pci0/usb1/${device}/${device}:1.0/${name}`,
  [`sys/class/tty/${name}`]: `-> ROOT/sys/devices/pci0/usb1/${device}/${device}:1.0/${name}/tty/${name}`,
  [`dev/${name}`]: '-> /dev/null',
});
const REGISTRY = { 'sys/dev/char/1:3/uevent': '' };

test('a USB adapter is listed with what it says about itself', async () => {
  expect(await list({ ...REGISTRY, ...usbSerial('ttyUSB0', '1-2') })).toEqual([
    {
      path: 'dev/ttyUSB0',
      kind: 'serial',
      vendorId: '10c4',
      productId: 'ea60',
      manufacturer: 'Silicon Labs',
      product: 'CP2102 USB to UART Bridge Controller',
      serialNumber: '0001',
    },
  ]);
});

test('a USB adapter without texts is listed with its numbers only', async () => {
  const device = 'sys/devices/usb1/1-1';
  const rows = await list({
    ...REGISTRY,
    [`${device}/idVendor`]: '1a86\n',
    [`${device}/idProduct`]: '7523\n',
    [`${device}/1-1:1.0/tty/ttyACM0/device`]: `-> ROOT/${device}/1-1:1.0`,
    'sys/class/tty/ttyACM0': `-> ROOT/${device}/1-1:1.0/tty/ttyACM0`,
    'dev/ttyACM0': '-> /dev/null',
  });
  expect(rows).toEqual([{ path: 'dev/ttyACM0', kind: 'serial', vendorId: '1a86', productId: '7523' }]);
});

test('virtual consoles and UARTs without hardware are left out', async () => {
  const rows = await list({
    ...REGISTRY,
    'sys/devices/virtual/tty/tty1/dev': '4:1\n',
    'sys/class/tty/tty1': '-> ROOT/sys/devices/virtual/tty/tty1',
    'sys/devices/virtual/tty/ptmx/dev': '5:2\n',
    'sys/class/tty/ptmx': '-> ROOT/sys/devices/virtual/tty/ptmx',
    'sys/devices/platform/serial8250/tty/ttyS1/type': '0\n',
    'sys/devices/platform/serial8250/tty/ttyS1/device': '-> ROOT/sys/devices/platform/serial8250',
    'sys/class/tty/ttyS1': '-> ROOT/sys/devices/platform/serial8250/tty/ttyS1',
    'sys/devices/platform/serial8250/tty/ttyS0/type': '4\n',
    'sys/devices/platform/serial8250/tty/ttyS0/device': '-> ROOT/sys/devices/platform/serial8250',
    'sys/class/tty/ttyS0': '-> ROOT/sys/devices/platform/serial8250/tty/ttyS0',
    'dev/ttyS0': '-> /dev/null',
    'dev/ttyS1': '-> /dev/null',
  });
  expect(rows).toEqual([{ path: 'dev/ttyS0', kind: 'serial' }]);
});

test('USB adapters come first and numbers count as numbers', async () => {
  const rows = await list({
    ...REGISTRY,
    'sys/devices/platform/uart/tty/ttyAMA0/device': '-> ROOT/sys/devices/platform/uart',
    'sys/class/tty/ttyAMA0': '-> ROOT/sys/devices/platform/uart/tty/ttyAMA0',
    'dev/ttyAMA0': '-> /dev/null',
    ...usbSerial('ttyUSB10', '1-4'),
    ...usbSerial('ttyUSB2', '1-3'),
  });
  expect(rows.map((row) => row.path)).toEqual(['dev/ttyUSB2', 'dev/ttyUSB10', 'dev/ttyAMA0']);
});

test('a port in use says who has it, and a port without device file that it is not there', async () => {
  const rows = await list({
    ...REGISTRY,
    ...usbSerial('ttyUSB0', '1-2'),
    ...usbSerial('ttyUSB1', '1-3'),
    'dev/ttyUSB1': '-> ROOT/dev/removed',
    'proc/77/comm': 'ModemManager\n',
    'proc/77/fd/9': '-> /dev/null',
  });
  expect(rows.map(({ path, fault }) => ({ path, fault }))).toEqual([
    { path: 'dev/ttyUSB0', fault: { kind: 'busy', holder: { pid: 77, command: 'ModemManager' } } },
    { path: 'dev/ttyUSB1', fault: { kind: 'not_found' } },
  ]);
});

test('a name with an exclamation mark stands for a device in a sub-folder', async () => {
  const rows = await list({
    ...REGISTRY,
    'sys/devices/platform/rf/tty/rf!0/device': '-> ROOT/sys/devices/platform/rf',
    'sys/class/tty/rf!0': '-> ROOT/sys/devices/platform/rf/tty/rf!0',
    'dev/rf/0': '-> /dev/null',
  });
  expect(rows).toEqual([{ path: 'dev/rf/0', kind: 'serial' }]);
});

test('a system without sysfs has an empty list', async () => {
  const made = await makeSystem({});
  remove = made.remove;
  expect(await listLinuxPorts({ ...made.paths, sys: join(made.root, 'nonexistent') })).toEqual([]);
});

test('the binding is never asked on a system it has no list for', async () => {
  expect(await listSerialPorts('freebsd')).toEqual([]);
});
