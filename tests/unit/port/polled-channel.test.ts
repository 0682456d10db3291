import { EventEmitter } from 'node:events';
import { beforeEach, describe, expect, test } from 'vitest';
import { PolledChannel } from '../../../electron/port/polled-channel.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';

const READABLE = 1;
const BOTH = 3;

const systemError = (code: string) => Object.assign(new Error('no text is read'), { code });

/** What the device does next: bytes or a system error for reads, a count or a system error for writes. */
class FakeDevice extends EventEmitter {
  watched = 0;
  readonly reads: (string | Error)[] = [];
  readonly writes: (number | Error)[] = [];
  written = '';
  isStopped = false;

  poll(flags: number): void {
    if (this.isStopped) throw new Error('watched after stop');
    this.watched = flags;
  }
  stop(): void {
    this.isStopped = true;
    this.emit('readable', new Error('canceled'));
    this.emit('writable', new Error('canceled'));
  }
  read(buffer: Uint8Array): number {
    const next = this.reads.shift() ?? systemError('EAGAIN');
    if (next instanceof Error) throw next;
    return new TextEncoder().encodeInto(next, buffer).written;
  }
  write(bytes: Uint8Array): number {
    const next = this.writes.shift() ?? bytes.length;
    if (next instanceof Error) throw next;
    this.written += new TextDecoder().decode(bytes.subarray(0, next));
    return Math.min(next, bytes.length);
  }
}

let device: FakeDevice;
let clock: VirtualClock;
let log: unknown[];
let channel: PolledChannel;

beforeEach(() => {
  device = new FakeDevice();
  clock = new VirtualClock();
  log = [];
  channel = new PolledChannel(
    7,
    device,
    clock,
    {
      bytes: (bytes, atMs) => log.push([new TextDecoder().decode(bytes), atMs]),
      ended: (fault) => log.push(fault),
    },
    { read: (_fd, buffer) => device.read(buffer), write: (_fd, bytes) => device.write(bytes) },
  );
});

async function readable(...reads: (string | Error)[]): Promise<void> {
  device.reads.push(...reads);
  for (const _ of reads) device.emit('readable', null);
  await settle();
}

const send = (text: string) => channel.write(new TextEncoder().encode(text));
const FAILED = { ok: false, fault: { kind: 'gone' } };

describe('receiving', () => {
  test('watches for bytes from the start and goes on watching', async () => {
    expect(device.watched).toBe(READABLE);
    device.watched = 0;
    await readable('OK');
    expect(device.watched).toBe(READABLE);
  });

  test('stamps bytes with the time of reading and hands over copies', async () => {
    await clock.advance(5);
    device.reads.push('one', 'two');
    device.emit('readable', null);
    device.emit('readable', null);
    await clock.advance(7);
    expect(log).toEqual([
      ['one', 5],
      ['two', 5],
    ]);
  });

  test.each(['EAGAIN', 'EINTR'])('%s is no end', async (code) => {
    await readable(systemError(code), 'OK');
    expect(log).toEqual([['OK', 0]]);
  });

  test('one empty read is another reader, two in a row are the end of the line', async () => {
    await readable('', 'a', '');
    expect(log).toEqual([['a', 0]]);
    await readable('');
    expect(log).toEqual([['a', 0], { kind: 'gone' }]);
    expect(device.isStopped).toBe(true);
  });

  test.each([
    ['EIO', { kind: 'gone' }],
    ['ENODEV', { kind: 'gone' }],
    ['ENXIO', { kind: 'gone' }],
    ['ENOMEM', { kind: 'io', code: 'ENOMEM' }],
  ])('%s ends it as %j, once', async (code, fault) => {
    await readable('last', systemError(code), systemError(code), 'never');
    expect(log).toEqual([['last', 0], fault]);
  });

  test('a failing watch means that the device is gone', async () => {
    device.emit('readable', new Error('whatever'));
    device.emit('writable', new Error('whatever'));
    await settle();
    expect(log).toEqual([{ kind: 'gone' }]);
  });

  test('after stop nothing is reported, not even what was read already', async () => {
    device.reads.push('late');
    device.emit('readable', null);
    channel.stop();
    device.emit('readable', null);
    await settle();
    expect(log).toEqual([]);
    expect(device.listenerCount('readable') + device.listenerCount('writable')).toBe(0);
  });
});

describe('sending', () => {
  test('what the driver takes at once is written in the same turn', async () => {
    const result = send('AT\r');
    expect(device.written).toBe('AT\r');
    expect(device.watched).toBe(READABLE);
    expect(await result).toEqual({ ok: true });
  });

  test('the rest waits for room while reception goes on, and order is kept', async () => {
    device.writes.push(2, 1, systemError('EAGAIN'));
    const results = Promise.all([send('abcd'), send('ef')]);
    expect(device.written).toBe('ab');
    expect(device.watched).toBe(BOTH);
    device.emit('writable', null);
    await readable('x');
    expect(device.watched).toBe(BOTH);
    expect(log).toEqual([['x', 0]]);
    device.emit('writable', null);
    expect(device.written).toBe('abc');
    device.emit('writable', null);
    expect(device.written).toBe('abcdef');
    expect(device.watched).toBe(READABLE);
    expect(await results).toEqual([{ ok: true }, { ok: true }]);
  });

  test('an empty write succeeds', async () => {
    expect(await send('')).toEqual({ ok: true });
  });

  test('a device that fails while sending is lost, and so are the writes that wait', async () => {
    device.writes.push(systemError('EAGAIN'), systemError('EIO'));
    const results = Promise.all([send('a'), send('b')]);
    device.emit('writable', null);
    expect(await results).toEqual([FAILED, FAILED]);
    await settle();
    expect(log).toEqual([{ kind: 'gone' }]);
    expect(await send('c')).toEqual(FAILED);
  });

  test('stopping fails the writes that wait and later ones', async () => {
    device.writes.push(systemError('EAGAIN'));
    const waiting = send('a');
    channel.stop();
    expect(await waiting).toEqual(FAILED);
    expect(await send('b')).toEqual(FAILED);
    expect(device.written).toBe('');
  });
});
