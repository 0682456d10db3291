import { beforeEach, expect, test } from 'vitest';
import type { ByteChannel } from '../../../electron/port/byte-channel.ts';
import { openOverlappedChannel } from '../../../electron/port/overlapped-channel.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';

interface Call {
  readonly text: string;
  readonly done: () => void;
  readonly fail: () => void;
}

let log: unknown[];
let writes: Call[];
let answerRead: (text: string | Error) => void;
let clock: VirtualClock;
let channel: ByteChannel;

beforeEach(() => {
  log = [];
  writes = [];
  clock = new VirtualClock();
  channel = openOverlappedChannel(
    {
      read: (buffer) =>
        new Promise((resolve, reject) => {
          answerRead = (text) =>
            text instanceof Error ? reject(text) : resolve({ bytesRead: buffer.write(text) });
        }),
      write: (bytes) =>
        new Promise((resolve, reject) => {
          writes.push({ text: bytes.toString(), done: resolve, fail: () => reject(new Error('any')) });
        }),
    },
    clock,
    {
      bytes: (bytes, atMs) => log.push([new TextDecoder().decode(bytes), atMs]),
      ended: (fault) => log.push(fault),
    },
  );
});

const send = (text: string) => channel.write(new TextEncoder().encode(text));
const FAILED = { ok: false, fault: { kind: 'gone' } };

async function receive(text: string | Error): Promise<void> {
  answerRead(text);
  await settle();
}

test('bytes are handed over as they come, and a read is always under way', async () => {
  await receive('one');
  await clock.advance(3);
  await receive('two');
  expect(log).toEqual([
    ['one', 0],
    ['two', 3],
  ]);
});

test('an empty read is nothing', async () => {
  await receive('');
  await receive('a');
  expect(log).toEqual([['a', 0]]);
});

test('a failing read ends it once', async () => {
  await receive(new Error('any'));
  expect(log).toEqual([{ kind: 'gone' }]);
  expect(await send('x')).toEqual(FAILED);
});

test('writes wait for each other', async () => {
  const results = Promise.all([send('a'), send('b')]);
  await settle();
  expect(writes.map((write) => write.text)).toEqual(['a']);
  writes[0]?.done();
  await settle();
  expect(writes.map((write) => write.text)).toEqual(['a', 'b']);
  writes[1]?.done();
  expect(await results).toEqual([{ ok: true }, { ok: true }]);
});

test('a failing write ends it, and the writes behind it fail', async () => {
  const results = Promise.all([send('a'), send('b')]);
  await settle();
  writes[0]?.fail();
  expect(await results).toEqual([FAILED, FAILED]);
  expect(log).toEqual([{ kind: 'gone' }]);
});

test('after stop nothing is reported: neither bytes nor the reads that the system cancels', async () => {
  channel.stop();
  await receive('late');
  await receive(new Error('canceled'));
  expect(log).toEqual([]);
  expect(await send('x')).toEqual(FAILED);
});
