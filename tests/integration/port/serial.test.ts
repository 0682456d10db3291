import { spawn, spawnSync } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { systemClock } from '../../../electron/system-clock.ts';
import { createOpenPort } from '../../../electron/port/index.ts';
import type { Port, PortFault } from '../../../shared/port.ts';
import { type PtyPair, socatAvailable, socatNote, startPtyPair } from '../../support/socat.ts';

const openPort = createOpenPort({ clock: systemClock });

/** An open port together with all it ever told, and ways to wait for it. */
interface Heard {
  readonly port: Port;
  readonly lost: PortFault[];
  readonly times: number[];
  /** Resolves with everything received so far, once that is `count` bytes. */
  bytes(count: number): Promise<Buffer>;
  readonly untilLost: Promise<void>;
}

async function open(path: string, baudRate = 115_200): Promise<Heard> {
  const chunks: Uint8Array[] = [];
  const times: number[] = [];
  const lost: PortFault[] = [];
  let onChange = () => {};
  let onLost = () => {};
  const untilLost = new Promise<void>((resolve) => {
    onLost = resolve;
  });
  const opened = await openPort(
    path,
    { baudRate },
    {
      data: (bytes, atMs) => {
        chunks.push(bytes);
        times.push(atMs);
        onChange();
      },
      lost: (fault) => {
        lost.push(fault);
        onLost();
      },
    },
  );
  if (!opened.ok) throw new Error(`${path} did not open: ${JSON.stringify(opened.fault)}`);
  const bytes = (count: number) =>
    new Promise<Buffer>((resolve) => {
      onChange = () => {
        const all = Buffer.concat(chunks);
        if (all.length >= count) resolve(all);
      };
      onChange();
    });
  return { port: opened.port, lost, times, bytes, untilLost };
}

const NOBODY = { data: () => {}, lost: () => {} };
const refusal = async (path: string, baudRate = 115_200) => {
  const opened = await openPort(path, { baudRate }, NOBODY);
  if (opened.ok) await opened.port.close();
  return opened.ok ? 'opened' : opened.fault;
};

const flockAvailable = spawnSync('flock', ['--version'], { stdio: 'ignore' }).error === undefined;
const flockNote = flockAvailable ? '' : ' [SKIPPED: flock is not installed]';

/** Starts a program that says a line when it holds the port, and ends after being sent one. */
async function startHolder(program: string, args: readonly string[]) {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  await new Promise((resolve) => child.stdout.once('data', resolve));
  const end = async () => {
    child.stdin.end('\n');
    await exited;
  };
  return { pid: child.pid, end };
}

describe.skipIf(!socatAvailable)(`a serial port over a real terminal device${socatNote}`, () => {
  let pair: PtyPair;
  let near: Heard;
  let far: Heard;

  beforeEach(async () => {
    pair = await startPtyPair();
    near = await open(pair.a);
    far = await open(pair.b);
  });
  afterEach(async () => {
    await Promise.all([near.port.close(), far.port.close()]);
    await pair.stop();
  });

  test('bytes of every value go both ways unchanged and are stamped as they arrive', async () => {
    const all = Uint8Array.from({ length: 256 }, (_, i) => i);
    const before = systemClock.monotonic();
    expect(await near.port.write(all)).toEqual({ ok: true });
    expect(await far.bytes(256)).toEqual(Buffer.from(all));
    expect(await far.port.write(all)).toEqual({ ok: true });
    expect(await near.bytes(256)).toEqual(Buffer.from(all));
    for (const atMs of near.times) {
      expect(atMs).toBeGreaterThanOrEqual(before);
      expect(atMs).toBeLessThanOrEqual(systemClock.monotonic());
    }
  });

  test('100 kB arrive complete and in order, though written in many pieces at once', async () => {
    const sent = Buffer.from(Uint8Array.from({ length: 100_000 }, (_, i) => (i * 7 + (i >> 8)) & 0xff));
    const results = [];
    for (let at = 0; at < sent.length; at += 999) results.push(near.port.write(sent.subarray(at, at + 999)));
    expect(new Set((await Promise.all(results)).map((result) => result.ok))).toEqual(new Set([true]));
    expect((await far.bytes(sent.length)).equals(sent)).toBe(true);
  });

  test('100 kB in both directions at once do not block each other', async () => {
    const sent = Buffer.alloc(100_000, 'abcdefg');
    const writes = Promise.all([near.port.write(sent), far.port.write(sent)]);
    const [atNear, atFar] = await Promise.all([near.bytes(sent.length), far.bytes(sent.length)]);
    expect(await writes).toEqual([{ ok: true }, { ok: true }]);
    expect(atNear.equals(sent) && atFar.equals(sent)).toBe(true);
  });

  test('the rate of an open port changes, to unusual ones too, and bytes go on passing', async () => {
    for (const baudRate of [9_600, 460_800, 123_456, 115_200])
      expect(await near.port.setBaudRate(baudRate)).toEqual({ ok: true });
    await near.port.write(Buffer.from('AT\r'));
    expect((await far.bytes(3)).toString()).toBe('AT\r');
    expect(near.lost).toEqual([]);
  });

  test('a pseudo-terminal has no control lines and says so', async () => {
    expect(await near.port.setControlLines({ dtr: true })).toEqual({
      ok: false,
      fault: { kind: 'unsupported', setting: 'control_lines' },
    });
  });

  test('a second open is refused and names this process, by link and by device', async () => {
    const busy = { kind: 'busy', holder: expect.objectContaining({ pid: process.pid }) };
    expect(await refusal(pair.a)).toEqual(busy);
    expect(await refusal(await realpath(pair.a))).toEqual(busy);
    await near.port.write(Buffer.from('still mine'));
    expect((await far.bytes(10)).toString()).toBe('still mine');
  });

  test.skipIf(!flockAvailable)(
    `a port locked by another process is refused and names it, until that ends${flockNote}`,
    async () => {
      await near.port.close();
      const holder = await startHolder('flock', [pair.a, 'sh', '-c', 'echo locked; read _']);
      expect(await refusal(pair.a)).toEqual({ kind: 'busy', holder: { pid: holder.pid, command: 'flock' } });
      await holder.end();
      expect(await refusal(pair.a)).toBe('opened');
    },
  );

  test.skipIf(!flockAvailable)(
    `a lock whose taker has ended is in use by nobody known${flockNote}`,
    async () => {
      await near.port.close();
      const script = 'exec 3<>"$0"; flock -x 3; echo locked; read _';
      const holder = await startHolder('bash', ['-c', script, pair.a]);
      expect(await refusal(pair.a)).toEqual({ kind: 'busy' });
      await holder.end();
      expect(await refusal(pair.a)).toBe('opened');
    },
  );

  test('a closed port opens again at once, fifty times over, and hears only what comes later', async () => {
    for (let i = 0; i < 50; i += 1) {
      await near.port.close();
      near = await open(pair.a);
    }
    await far.port.write(Buffer.from('hello'));
    expect((await near.bytes(5)).toString()).toBe('hello');
  });

  test('nothing is heard after close, and writing fails', async () => {
    await near.port.close();
    expect(await near.port.write(Buffer.from('x'))).toEqual({ ok: false, fault: { kind: 'gone' } });
    await far.port.write(Buffer.from('too late'));
    await pair.unplug();
    await far.untilLost;
    expect(near.times).toEqual([]);
    expect(near.lost).toEqual([]);
  });

  test('an unplugged line is lost, once, and cannot be opened again', async () => {
    await pair.unplug();
    await Promise.all([near.untilLost, far.untilLost]);
    expect(await near.port.write(Buffer.from('x'))).toEqual({ ok: false, fault: { kind: 'gone' } });
    await near.port.close();
    expect(near.lost).toEqual([{ kind: 'gone' }]);
    expect(await refusal(pair.a)).toEqual({ kind: 'not_found' });
  });

  test('an unplug in the middle of traffic is noticed as well', async () => {
    for (let i = 0; i < 20; i += 1) void near.port.write(Buffer.alloc(5_000, 'x'));
    await far.bytes(10_000);
    await pair.unplug();
    await Promise.all([near.untilLost, far.untilLost]);
    expect([near.lost, far.lost]).toEqual([[{ kind: 'gone' }], [{ kind: 'gone' }]]);
  });
});

test.skipIf(process.platform === 'win32')('a device node that is no terminal does not open', async () => {
  expect(await refusal('/dev/null')).not.toBe('opened');
});
