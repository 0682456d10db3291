import { execFile, spawn } from 'node:child_process';
import { mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  createSimulatorFarm,
  serveOverPty,
  serveOverTcp,
  type SimulatedModule,
  type SimulatorFarm,
} from '../../../electron/simulator/index.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import { socatAvailable, socatNote } from '../../support/socat.ts';
import { connectTerminal, openTerminal, startSession, terminalOver } from './terminal.ts';

let farm: SimulatorFarm;

beforeEach(() => {
  farm = createSimulatorFarm({ clock: systemClock });
});

afterEach(() => farm.close());

function moduleAt(address: string): SimulatedModule {
  const found = farm.module(address);
  if (!found.ok) throw new Error(found.fault.kind);
  return found.module;
}

async function serve(address: string) {
  const served = await serveOverTcp(moduleAt(address), { host: '127.0.0.1', port: 0, clock: systemClock });
  if (!served.ok) throw new Error(served.fault.code);
  return served.endpoint;
}

describe('a module served over TCP', () => {
  test('is the same module over raw bytes, one client after the other', async () => {
    const endpoint = await serve('sim:tcp?speed=instant');
    const first = await connectTerminal(endpoint.port);
    await startSession(first, 'over-tcp');
    await first.ask('AT+MSUB="t",0', /SUBACK\r\n/);
    await first.ask('AT+MPUB="t",0,0,"m"', /byte,m\r\n/);
    first.socket.destroy();
    await first.closed;
    const second = await connectTerminal(endpoint.port);
    expect(await second.ask('AT+MQTTSTATU')).toBe('\r\n+MQTTSTATU:1\r\n\r\nOK\r\n');
    second.socket.destroy();
    await endpoint.close();
  });

  test('hangs up on a second client and on whoever comes while the port is held', async () => {
    const endpoint = await serve('sim:tcp?speed=instant');
    const first = await connectTerminal(endpoint.port);
    await first.ask('AT');
    const second = await connectTerminal(endpoint.port);
    await second.closed;
    expect(await first.ask('AT')).toContain('OK');
    expect(
      await farm.openPort(
        'sim:tcp?speed=instant',
        { baudRate: 9600 },
        { data: () => undefined, lost: () => undefined },
      ),
    ).toEqual({ ok: false, fault: { kind: 'busy' } });
    await endpoint.close();
    await first.closed;
  });

  test('announces its start without knowing a rate, and rates make no difference', async () => {
    const endpoint = await serve('sim:tcp?speed=instant&baud=9600');
    const unit = await connectTerminal(endpoint.port);
    await unit.ask('AT+IPR=115200&W');
    await unit.ask('AT+CFUN=1,1', /SMS Ready\r\n/);
    expect(await unit.ask('AT+IPR?')).toContain('+IPR: 115200');
    await endpoint.close();
  });

  test('loses its client when it is unplugged', async () => {
    const endpoint = await serve('sim:tcp?speed=instant&fault=unplugged@CSQ');
    const unit = await connectTerminal(endpoint.port);
    unit.write('AT+CSQ\r');
    await unit.closed;
    await endpoint.close();
  });

  test('says when the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    expect(await serveOverTcp(moduleAt('sim:'), { host: '127.0.0.1', port, clock: systemClock })).toEqual({
      ok: false,
      fault: { kind: 'cannot_listen', code: 'EADDRINUSE' },
    });
    other.close();
  });

  test('bears a thousand clients that come and go', async () => {
    const endpoint = await serve('sim:tcp?speed=instant');
    for (let at = 0; at < 1000; at += 1) {
      const client = await connectTerminal(endpoint.port);
      client.write('AT+');
      client.socket.destroy();
      await client.closed;
    }
    await endpoint.close();
    const unit = await openTerminal(farm, 'sim:tcp?speed=instant');
    expect(await unit.ask('\x1bAT')).toContain('OK');
  }, 30_000);
});

describe.runIf(socatAvailable)(`a module served on a pseudo-terminal${socatNote}`, () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sim-pty-'));
  });

  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('answers whoever opens the device, also the second time', async () => {
    const path = join(folder, 'ttyWIS800C');
    const served = await serveOverPty(moduleAt('sim:pty?speed=instant'), { path, clock: systemClock });
    if (!served.ok) throw new Error(served.fault.kind);
    for (const expected of ['AT\r\r\nOK\r\n', 'AT\r\r\nOK\r\n']) {
      const reader = spawn('socat', ['STDIO', `${path},rawer`], { stdio: 'pipe' });
      const { terminal, feed } = terminalOver((text) => void reader.stdin.write(text, 'latin1'));
      reader.stdout.on('data', feed);
      expect(await terminal.ask('AT')).toBe(expected);
      const ended = new Promise((resolve) => reader.once('exit', resolve));
      reader.kill();
      await ended;
    }
    await served.endpoint.close();
    await expect(open(path)).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('does not take a path that is in use', async () => {
    const path = join(folder, 'precious');
    await writeFile(path, 'keep me');
    expect(await serveOverPty(moduleAt('sim:'), { path, clock: systemClock })).toEqual({
      ok: false,
      fault: { kind: 'path_taken' },
    });
  });

  test('is busy while somebody else holds the module', async () => {
    const unit = await openTerminal(farm, 'sim:');
    const path = join(folder, 'tty');
    expect(await serveOverPty(moduleAt('sim:'), { path, clock: systemClock })).toEqual({
      ok: false,
      fault: { kind: 'busy' },
    });
    await unit.port.close();
  });

  test('says when the device cannot be made', async () => {
    const path = join(folder, 'no', 'such', 'folder', 'tty');
    expect(await serveOverPty(moduleAt('sim:'), { path, clock: systemClock })).toMatchObject({
      ok: false,
      fault: { kind: 'failed' },
    });
  });
});

test('a missing socat is said so', async () => {
  const path = process.env['PATH'];
  process.env['PATH'] = '/nonexistent';
  try {
    expect(
      await serveOverPty(moduleAt('sim:'), { path: join(tmpdir(), 'no-pty'), clock: systemClock }),
    ).toEqual({
      ok: false,
      fault: { kind: 'no_socat' },
    });
  } finally {
    process.env['PATH'] = path;
  }
});

test('a process whose ports are closed ends by itself', async () => {
  const script = join(import.meta.dirname, 'open-and-close.ts');
  const began = performance.now();
  const { stdout } = await promisify(execFile)(process.execPath, [script], { timeout: 15_000 });
  expect(stdout).toBe('closed\n');
  expect(performance.now() - began).toBeLessThan(8000);
}, 20_000);
