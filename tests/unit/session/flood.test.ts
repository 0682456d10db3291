import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';
import { Session, type SessionListener } from '../../../electron/session/session.ts';
import { table } from '../../support/scripted-port.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';
import { openDialogue } from './dialogue.ts';

const CHUNK = 65_536;
const MEGABYTES = 10;

setFlagsFromString('--expose-gc');
const exposed: unknown = runInNewContext('gc');

function collectGarbage(): void {
  if (typeof exposed === 'function') exposed();
}

/** A chunk filled with a text again and again. */
function chunkOf(text: string): Uint8Array {
  const piece = new TextEncoder().encode(text);
  return Uint8Array.from({ length: CHUNK }, (_, index) => piece[index % piece.length] ?? 0);
}

const DEAF: SessionListener = {
  exchanged: () => {},
  probed: () => {},
  unsolicitedLine: () => {},
  late: () => {},
  lost: () => {},
};

/** Bytes in use after `MEGABYTES` of this text, more than before. */
async function growth(text: string): Promise<number> {
  const session = new Session(new VirtualClock(), DEAF);
  const chunk = chunkOf(text);
  const total = (MEGABYTES * 1_000_000) / CHUNK;
  for (let count = 0; count < 20; count += 1) session.data(chunk, count);
  await settle();
  collectGarbage();
  const before = process.memoryUsage();
  for (let count = 0; count < total; count += 1) session.data(chunk, count);
  await settle();
  collectGarbage();
  const after = process.memoryUsage();
  expect(session.unsolicited.since(0).length).toBeLessThanOrEqual(512);
  return after.heapUsed + after.arrayBuffers - before.heapUsed - before.arrayBuffers;
}

describe('a flood', () => {
  test.each([
    ['of lines nobody knows', 'what is this\r\n'],
    ['of result codes', 'OK\r\n'],
    ['of long lines', `${'x'.repeat(16_000)}\r\n`],
    ['without a line end', 'x'],
    ['of prompts', '> '],
    ['of messages', '+MSUB: "t",200 byte,a\r\nb\r\n'],
    ['of bytes that are no text', '\u0000\u00ff'],
  ])(
    '%s leaves no more than a few megabytes behind',
    async (_name, text) => {
      expect(await growth(text)).toBeLessThan(15_000_000);
    },
    60_000,
  );
});

describe('a flood inside an answer', () => {
  test('is bounded, and the answer comes out', async () => {
    const { begin, session, port, clock } = await openDialogue(() => []);
    const pending = begin('firmware', 'AT+CGMR');
    await settle();
    const chunk = new TextEncoder().encode('WIS800C_V1\r\n'.repeat(5000));
    for (let count = 0; count < 200; count += 1) port.push(chunk);
    port.push(new TextEncoder().encode('OK\r\n'));
    const { outcome, lines } = await pending;
    expect(outcome).toEqual({ kind: 'ok' });
    expect(lines.length).toBeLessThan(300);
    expect(lines.at(-1)).toBe('OK');
    expect(clock.pending).toBeLessThan(3);
    await session.close();
    expect(clock.pending).toBe(0);
  });

  test('of lines for others leaves the answer alone', async () => {
    const flood = new TextEncoder().encode('DST: 0\r\n'.repeat(50_000));
    const { ask, session } = await openDialogue(table({ 'AT+CSQ': [flood, '+CSQ: 18,0', flood, 'OK'] }));
    expect(await ask('signal', 'AT+CSQ')).toMatchObject({
      outcome: { kind: 'ok' },
      lines: ['+CSQ: 18,0', 'OK'],
    });
    expect(session.unsolicited.since(0)).toHaveLength(512);
    expect(session.unsolicited.mark).toBe(100_000);
  });
});
