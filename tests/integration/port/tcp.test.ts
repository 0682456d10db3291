import { createServer, type Server, Socket } from 'node:net';
import { networkInterfaces } from 'node:os';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createOpenPort } from '../../../electron/port/index.ts';
import { openTcpPort } from '../../../electron/port/tcp.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import type { PortFault } from '../../../shared/port.ts';
import { VirtualClock } from '../../support/virtual-clock.ts';

let server: Server;
let accepted: Promise<Socket>;

async function listen(host: string): Promise<number> {
  server = createServer();
  accepted = new Promise((resolve) => server.once('connection', resolve));
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

async function open(path: string) {
  const lost: PortFault[] = [];
  let heard = '';
  let onData = () => {};
  let onLost = () => {};
  const untilLost = new Promise<void>((resolve) => {
    onLost = resolve;
  });
  const openPort = createOpenPort({ clock: systemClock });
  const opened = await openPort(
    path,
    { baudRate: 115_200 },
    {
      data: (bytes) => {
        heard += Buffer.from(bytes).toString('latin1');
        onData();
      },
      lost: (fault) => {
        lost.push(fault);
        onLost();
      },
    },
  );
  if (!opened.ok) throw new Error(`not opened: ${JSON.stringify(opened.fault)}`);
  const hears = (length: number) =>
    new Promise<string>((resolve) => {
      onData = () => {
        if (heard.length >= length) resolve(heard);
      };
      onData();
    });
  return { port: opened.port, lost, untilLost, hears, heard: () => heard };
}

const read = (socket: Socket, length: number) =>
  new Promise<string>((resolve) => {
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
      if (text.length >= length) resolve(text);
    });
  });

describe('a serial device server', () => {
  let path: string;
  beforeEach(async () => {
    path = `tcp://127.0.0.1:${await listen('127.0.0.1')}`;
  });
  afterEach(async () => {
    (await accepted).destroy();
    server.close();
  });

  test('bytes go both ways, in order', async () => {
    const { port, hears } = await open(path);
    const far = await accepted;
    const arriving = read(far, 100_000);
    const writes = Array.from({ length: 100 }, (_, i) => port.write(Buffer.alloc(1_000, i)));
    for (const result of await Promise.all(writes)) expect(result).toEqual({ ok: true });
    const all = Array.from({ length: 100 }, (_, i) => String.fromCharCode(i).repeat(1_000)).join('');
    expect((await arriving) === all).toBe(true);
    far.write('\r\nOK\r\n');
    expect(await hears(6)).toBe('\r\nOK\r\n');
    await port.close();
  });

  test('it has neither a rate nor control lines', async () => {
    const { port } = await open(path);
    expect(port).toMatchObject({ path, hasBaudRate: false });
    const unsupported = (setting: string) => ({ ok: false, fault: { kind: 'unsupported', setting } });
    expect(await port.setBaudRate(9_600)).toEqual(unsupported('baud_rate'));
    expect(await port.setControlLines({ dtr: true })).toEqual(unsupported('control_lines'));
    await port.close();
  });

  test.each([
    ['ends the connection', (far: Socket) => far.end()],
    ['resets it', (far: Socket) => far.resetAndDestroy()],
  ])('is lost, once, when the far end %s', async (_name, leave) => {
    const { port, lost, untilLost, hears } = await open(path);
    const far = await accepted;
    far.write('last');
    await hears(4);
    leave(far);
    await untilLost;
    expect(lost).toEqual([{ kind: 'gone' }]);
    expect(await port.write(Buffer.from('x'))).toEqual({ ok: false, fault: { kind: 'gone' } });
    await port.close();
    expect(lost).toEqual([{ kind: 'gone' }]);
  });

  test('closing delivers what was written, then ends; nothing is heard afterwards', async () => {
    const { port, lost, heard } = await open(path);
    const far = await accepted;
    const arriving = read(far, 300_000);
    void port.write(Buffer.alloc(300_000, 'x'));
    const closing = port.close();
    far.write('late');
    expect(await arriving).toHaveLength(300_000);
    await closing;
    await port.close();
    expect(await port.write(Buffer.from('x'))).toEqual({ ok: false, fault: { kind: 'gone' } });
    expect(lost).toEqual([]);
    expect(heard()).toBe('');
  });

  test('a closed connection can be opened again at once', async () => {
    const first = await open(path);
    await first.port.close();
    const second = await open(path);
    await second.port.close();
  });
});

const hasIpv6 = Object.values(networkInterfaces()).some((all) => all?.some((each) => each.address === '::1'));
test.skipIf(!hasIpv6)(
  `an IPv6 literal stands in brackets${hasIpv6 ? '' : ' [SKIPPED: no ::1 here]'}`,
  async () => {
    const { port } = await open(`tcp://[::1]:${await listen('::1')}`);
    await port.close();
    server.close();
  },
);

const openWith = (clock: VirtualClock) => createOpenPort({ clock });
const NOBODY = { data: () => {}, lost: () => {} };

test('a port nobody listens on is unreachable with the code of the system, and no timer is left', async () => {
  const free = await listen('127.0.0.1');
  await new Promise((resolve) => server.close(resolve));
  const clock = new VirtualClock();
  expect(await openWith(clock)(`tcp://127.0.0.1:${free}`, { baudRate: 9_600 }, NOBODY)).toEqual({
    ok: false,
    fault: { kind: 'unreachable', code: 'ECONNREFUSED' },
  });
  expect(clock.pending).toBe(0);
});

test('a host that does not answer is given up after 10 s, and no earlier', async () => {
  const clock = new VirtualClock();
  const silent = new Socket();
  let result: unknown;
  void openTcpPort('tcp://192.0.2.1:4001', NOBODY, clock, () => silent).then((opened) => {
    result = opened;
  });
  await clock.advance(9_999);
  expect(result).toBeUndefined();
  await clock.advance(1);
  expect(result).toEqual({ ok: false, fault: { kind: 'unreachable', code: 'ETIMEDOUT' } });
  expect(silent.destroyed).toBe(true);
  expect(clock.pending).toBe(0);
});
