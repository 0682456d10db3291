import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import type { NativeDevice } from '../../../electron/port/native.ts';
import { openSerialPort } from '../../../electron/port/serial.ts';
import type { SerialSystem } from '../../../electron/port/serial-system.ts';
import type { PortFault } from '../../../shared/port.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';

/** A device of the Windows kind: reads stay open until the test answers, everything else is noted. */
class FakeDevice implements NativeDevice {
  readonly fd = 3;
  readonly calls: unknown[] = [];
  actualBaudRate: number | 'untold' | undefined;
  failing = new Set<string>();
  failRead: () => void = () => {};

  async read(): Promise<{ bytesRead: number }> {
    return new Promise((_resolve, reject) => {
      this.failRead = () => reject(new Error('any'));
    });
  }
  write = async (bytes: Buffer) => this.#note('write', bytes.toString());
  drain = async () => this.#note('drain');
  update = async ({ baudRate }: { baudRate: number }) => {
    this.#note('update', baudRate);
    this.actualBaudRate ??= baudRate;
  };
  getBaudRate = async () => {
    if (this.actualBaudRate === 'untold') throw new Error('any');
    return { baudRate: this.actualBaudRate ?? 115_200 };
  };
  set = async (lines: object) => this.#note('set', lines);
  close = async () => this.#note('close');

  #note(name: string, ...details: unknown[]): void {
    this.calls.push([name, ...details]);
    if (this.failing.has(name)) throw new Error('any');
  }
}

const BUSY: PortFault = { kind: 'busy', holder: { pid: 1, command: 'minicom' } };

async function open(
  device: FakeDevice,
  {
    path = '/dev/ttyUSB0',
    baudRate = 115_200,
    ...system
  }: Partial<SerialSystem> & { path?: string; baudRate?: number } = {},
) {
  const lost: PortFault[] = [];
  const opened: unknown[] = [];
  const result = await openSerialPort(
    path,
    { baudRate },
    { data: () => {}, lost: (fault) => lost.push(fault) },
    new VirtualClock(),
    {
      before: async () => undefined,
      open: async (...given) => {
        opened.push(given);
        return device;
      },
      after: async () => ({ kind: 'not_found' }),
      raisesLines: true,
      ...system,
    },
  );
  return { result, lost, opened };
}

async function openOk(device: FakeDevice, settings: Parameters<typeof open>[1] = {}) {
  const { result, lost } = await open(device, settings);
  if (!result.ok) throw new Error(`not opened: ${result.fault.kind}`);
  return { port: result.port, lost };
}

const encode = (text: string) => new TextEncoder().encode(text);
const GONE = { ok: false, fault: { kind: 'gone' } };

test('the address is given to the system in its own form and kept as the caller wrote it', async () => {
  const { result, opened } = await open(new FakeDevice(), { path: ' com5', baudRate: 9_600 * 12 });
  expect(opened).toEqual([['COM5', 115_200]]);
  expect(result).toMatchObject({ ok: true, port: { path: ' com5', hasBaudRate: true } });
});

test.each([
  ['nonsense', { kind: 'invalid_address', rule: 'unknown_form', part: 'nonsense' }],
  ['tcp://host:1', { kind: 'invalid_address', rule: 'unknown_form', part: 'tcp://host:1' }],
])('%s is refused without asking the system', async (path, fault) => {
  const { result, opened } = await open(new FakeDevice(), { path });
  expect(result).toEqual({ ok: false, fault });
  expect(opened).toEqual([]);
});

test.each([0, -9_600, 9_600.5, Number.NaN, Number.POSITIVE_INFINITY])(
  'no port opens at %d bit/s',
  async (baudRate) => {
    const { result, opened } = await open(new FakeDevice(), { baudRate });
    expect(result).toEqual({ ok: false, fault: { kind: 'unsupported', setting: `baud_rate ${baudRate}` } });
    expect(opened).toEqual([]);
  },
);

test('an obstacle seen beforehand keeps the device from being opened', async () => {
  const { result, opened } = await open(new FakeDevice(), { before: async () => BUSY });
  expect(result).toEqual({ ok: false, fault: BUSY });
  expect(opened).toEqual([]);
});

test('a refused open is explained afterwards', async () => {
  const { result } = await open(new FakeDevice(), {
    open: async () => {
      throw new Error('any');
    },
    after: async () => BUSY,
  });
  expect(result).toEqual({ ok: false, fault: BUSY });
});

test('a driver that runs at another rate than asked gives the port back and names the setting', async () => {
  const device = new FakeDevice();
  device.actualBaudRate = 9_600;
  const { result } = await open(device);
  expect(result).toEqual({ ok: false, fault: { kind: 'unsupported', setting: 'baud_rate 115200' } });
  expect(device.calls).toEqual([['close']]);
});

test.each([117_000, 'untold' as const])(
  'a rate of %s in answer to 115200 is taken for good',
  async (actual) => {
    const device = new FakeDevice();
    device.actualBaudRate = actual;
    expect((await open(device)).result.ok).toBe(true);
  },
);

test('a change of rate waits for what was written, and later writes wait for it', async () => {
  const device = new FakeDevice();
  const { port } = await openOk(device);
  const results = Promise.all([
    port.write(encode('AT+IPR=9600\r')),
    port.setBaudRate(9_600),
    port.write(encode('AT\r')),
  ]);
  expect(await results).toEqual([{ ok: true }, { ok: true }, { ok: true }]);
  expect(device.calls).toEqual([['write', 'AT+IPR=9600\r'], ['drain'], ['update', 9_600], ['write', 'AT\r']]);
});

test.each(['drain', 'update'])('a rate that fails at %s is unsupported', async (name) => {
  const device = new FakeDevice();
  const { port } = await openOk(device);
  device.failing.add(name);
  expect(await port.setBaudRate(9_600)).toEqual({
    ok: false,
    fault: { kind: 'unsupported', setting: 'baud_rate 9600' },
  });
});

test('a rate that the driver silently replaces is unsupported', async () => {
  const device = new FakeDevice();
  const { port } = await openOk(device);
  device.actualBaudRate = 115_200;
  expect(await port.setBaudRate(9_600)).toMatchObject({ fault: { kind: 'unsupported' } });
  expect(await port.setBaudRate(-1)).toMatchObject({
    fault: { kind: 'unsupported', setting: 'baud_rate -1' },
  });
});

test('a control line that is not named stays as opening left it', async () => {
  const device = new FakeDevice();
  const { port } = await openOk(device);
  expect(await port.setControlLines({ dtr: false })).toEqual({ ok: true });
  await port.setControlLines({ rts: false });
  await port.setControlLines({});
  expect(device.calls).toEqual([
    ['set', { dtr: false, rts: true, brk: false }],
    ['set', { dtr: false, rts: false, brk: false }],
    ['set', { dtr: false, rts: false, brk: false }],
  ]);
});

test('where opening raises no lines, naming one does not raise the other', async () => {
  const device = new FakeDevice();
  const { port } = await openOk(device, { raisesLines: false });
  await port.setControlLines({ dtr: true });
  expect(device.calls).toEqual([['set', { dtr: true, rts: false, brk: false }]]);
});

test('a device without control lines says so, and the lines count as unchanged', async () => {
  const device = new FakeDevice();
  const { port } = await openOk(device);
  device.failing.add('set');
  expect(await port.setControlLines({ dtr: false })).toEqual({
    ok: false,
    fault: { kind: 'unsupported', setting: 'control_lines' },
  });
  device.failing.clear();
  await port.setControlLines({ rts: false });
  expect(device.calls.at(-1)).toEqual(['set', { dtr: true, rts: false, brk: false }]);
});

test('closing twice closes once, and everything asked afterwards fails', async () => {
  const device = new FakeDevice();
  const { port, lost } = await openOk(device);
  await Promise.all([port.close(), port.close()]);
  await port.close();
  expect(device.calls).toEqual([['close']]);
  expect(await port.write(encode('x'))).toEqual(GONE);
  expect(await port.setBaudRate(9_600)).toEqual(GONE);
  expect(await port.setControlLines({ dtr: true })).toEqual(GONE);
  device.failRead();
  await settle();
  expect(lost).toEqual([]);
});

test('a lost port is reported once and given back to the system without being asked', async () => {
  const device = new FakeDevice();
  const { port, lost } = await openOk(device);
  device.failing.add('close');
  device.failRead();
  await settle();
  expect(lost).toEqual([{ kind: 'gone' }]);
  expect(device.calls).toEqual([['close']]);
  await port.close();
  expect(device.calls).toEqual([['close']]);
  expect(lost).toHaveLength(1);
  expect(await port.write(encode('x'))).toEqual(GONE);
});

test('a device with a readiness watcher is read through it', async () => {
  const poller = Object.assign(new EventEmitter(), { poll: () => {}, stop: () => {} });
  const device = Object.assign(new FakeDevice(), { poller });
  const { lost } = await openOk(device);
  poller.emit('readable', new Error('any'));
  await settle();
  expect(lost).toEqual([{ kind: 'gone' }]);
});
