import { describe, expect, test } from 'vitest';
import { type Saying, ScriptedPort, table } from '../../support/scripted-port.ts';
import { settle, VirtualClock } from '../../support/virtual-clock.ts';
import { openSession } from '../../../electron/session/open-session.ts';
import { NEVER, openDialogue, Told } from './dialogue.ts';

/** A final result code whose LF is still on its way. */
const OK_CR = new TextEncoder().encode('\r\nOK\r');
const CONNECT = 'AT+MIPSTART="h","1883"';

describe('an abort', () => {
  test('during the reply lets the caller go at once and keeps the slot until the answer', async () => {
    const { begin, ask, clock, told } = await openDialogue(
      table({ 'AT+A': [800, 'OK'], 'AT+B': [10, 'ERROR'] }),
    );
    const stop = new AbortController();
    const pending = begin('plain', 'AT+A', { signal: stop.signal });
    await clock.advance(500);
    stop.abort();
    expect((await pending).outcome).toEqual({ kind: 'abandoned' });
    expect(clock.monotonic()).toBe(500);
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'error' });
    expect(told.all).toEqual(['AT+A: abandoned', 'late OK for AT+A', 'AT+B: error']);
  });

  test('during the completion frees the slot, for the OK has come', async () => {
    const { begin, ask, clock, told, port } = await openDialogue(
      table({ [CONNECT]: ['OK', 900, 'CONNECT OK'], 'AT+B': [800, 'OK'] }),
    );
    const stop = new AbortController();
    const pending = begin('connectBroker', CONNECT, { signal: stop.signal });
    await clock.advance(500);
    stop.abort();
    expect((await pending).outcome).toEqual({ kind: 'abandoned' });
    expect(await ask('plain', 'AT+B')).toMatchObject({ outcome: { kind: 'ok' }, durationMs: 800 });
    expect(port.received).toEqual([CONNECT, 'AT+B']);
    expect(told.all).toContain('unsolicited connect_ok CONNECT OK');
  });

  test('while waiting for the slot sends nothing', async () => {
    const { begin, ask, clock, port } = await openDialogue(
      table({ 'AT+A': [], 'AT+B': ['OK'], 'AT+C': ['OK'] }),
    );
    await ask('plain', 'AT+A');
    const stop = new AbortController();
    const pending = begin('plain', 'AT+B', { signal: stop.signal });
    await clock.advance(100);
    stop.abort();
    expect((await pending).outcome).toEqual({ kind: 'abandoned' });
    expect((await ask('plain', 'AT+C')).outcome).toEqual({ kind: 'ok' });
    expect(port.received).toEqual(['AT+A', 'AT', 'AT+C']);
  });

  test('while waiting for another command sends nothing', async () => {
    const { begin, ask, port } = await openDialogue(table({ 'AT+A': [300, 'OK'], 'AT+C': ['OK'] }));
    const stop = new AbortController();
    const first = begin('plain', 'AT+A');
    const second = begin('plain', 'AT+B', { signal: stop.signal });
    stop.abort();
    expect((await second).outcome).toEqual({ kind: 'abandoned' });
    expect((await ask('plain', 'AT+C')).outcome).toEqual({ kind: 'ok' });
    expect((await first).outcome).toEqual({ kind: 'ok' });
    expect(port.received).toEqual(['AT+A', 'AT+C']);
  });

  test('before the beginning sends nothing', async () => {
    const { begin, session, port } = await openDialogue(() => ['OK']);
    const signal = AbortSignal.abort();
    expect((await begin('plain', 'AT+A', { signal })).outcome).toEqual({ kind: 'abandoned' });
    expect(await session.handshake(3, 1000, signal)).toEqual({ ready: false, heard: false });
    expect(port.received).toEqual([]);
  });

  test('of a handshake ends it at once, and the next one proves that nothing is owed', async () => {
    const { session, ask, greet, clock } = await openDialogue(
      table({
        AT: [
          [900, 'OK'],
          [900, 'OK'],
        ],
        'AT+B': [100, 'ERROR'],
      }),
    );
    const stop = new AbortController();
    const pending = session.handshake(3, 1000, stop.signal);
    await clock.advance(500);
    stop.abort();
    expect(await pending).toEqual({ ready: false, heard: false });
    expect((await greet()).ready).toBe(true);
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'error' });
  });

  test('between the handshake’s OK and the pause behind it leaves the slot in order', async () => {
    const { session, ask, clock } = await openDialogue(() => [20, 'OK']);
    const stop = new AbortController();
    const pending = session.handshake(3, 1000, stop.signal);
    await clock.advance(50);
    stop.abort();
    expect((await pending).ready).toBe(false);
    expect((await ask('plain', 'AT+A')).outcome).toEqual({ kind: 'ok' });
  });

  test('after the end changes nothing', async () => {
    const { ask, told } = await openDialogue(() => ['OK']);
    const stop = new AbortController();
    await ask('plain', 'AT+A', { signal: stop.signal });
    stop.abort();
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'ok' });
    expect(told.all).toEqual(['AT+A: ok', 'AT+B: ok']);
  });

  test('by the listener of an unsolicited line ends the command in the midst of a chunk', async () => {
    const { begin, told, clock } = await openDialogue(table({ 'AT+A': ['RDY', 'OK'] }));
    const stop = new AbortController();
    told.onTold = (text) => {
      if (text.startsWith('unsolicited ready')) stop.abort();
    };
    const result = await clock.runUntil(begin('plain', 'AT+A', { signal: stop.signal }));
    expect(result.outcome).toEqual({ kind: 'abandoned' });
    await clock.advance(10);
    expect(told.all).toEqual(['unsolicited ready RDY', 'AT+A: abandoned', 'late OK for AT+A']);
  });
});

describe('commands at the same time', () => {
  test('are sent one after the other, in their order', async () => {
    const { begin, clock, port } = await openDialogue((line) => [50, line === 'AT+B' ? 'ERROR' : 'OK']);
    const all = Promise.all(['AT+A', 'AT+B', 'AT+C'].map((line) => begin('plain', line)));
    const outcomes = (await clock.runUntil(all)).map(({ outcome }) => outcome.kind);
    expect(outcomes).toEqual(['ok', 'error', 'ok']);
    expect(port.received).toEqual(['AT+A', 'AT+B', 'AT+C']);
    expect(clock.monotonic()).toBe(150);
  });

  test('and handshakes, too', async () => {
    const { begin, session, clock, port } = await openDialogue(() => [50, 'OK']);
    const first = begin('plain', 'AT+A');
    const greetings = Promise.all([1, 2].map(() => session.handshake(3, 1000, NEVER)));
    const last = begin('plain', 'AT+B');
    expect((await clock.runUntil(last)).outcome).toEqual({ kind: 'ok' });
    expect((await first).outcome).toEqual({ kind: 'ok' });
    expect(await greetings).toEqual([
      { ready: true, heard: true },
      { ready: true, heard: true },
    ]);
    expect(port.received).toEqual(['AT+A', 'AT', 'AT', 'AT+B']);
  });

  test('and handshakes on a silent module, too', async () => {
    const { session, clock, port } = await openDialogue(() => []);
    const greetings = Promise.all([1, 2].map(() => session.handshake(1, 1000, NEVER)));
    await clock.runUntil(greetings);
    port.respond = () => ['OK'];
    const again = await clock.runUntil(Promise.all([1, 2].map(() => session.handshake(1, 1000, NEVER))));
    expect(again.map(({ ready }) => ready)).toEqual([true, true]);
  });

  test('from a module that answers twice still have their own answers', async () => {
    const { begin, greet, clock } = await openDialogue((line) => {
      const answer = line === 'AT+B' ? 'ERROR' : 'OK';
      return [answer, 20, answer];
    });
    await greet();
    const all = Promise.all(['AT+A', 'AT+B', 'AT+A', 'AT+B'].map((line) => begin('plain', line)));
    const outcomes = (await clock.runUntil(all)).map(({ outcome }) => outcome.kind);
    expect(outcomes).toEqual(['ok', 'error', 'ok', 'error']);
  });
});

describe.each(['unplug', 'close'] as const)('%s', (end) => {
  const states: readonly (readonly [string, Readonly<Record<string, readonly Saying[]>>, number])[] = [
    ['the reply is awaited', { 'AT+A': [] }, 100],
    ['the completion is awaited', { 'AT+A': ['OK'] }, 100],
    ['the command is abandoned', { 'AT+A': [] }, 5100],
    ['the dialogue is resynchronised', { 'AT+A': [], AT: [] }, 5600],
    ['silence settles', { 'AT+A': [], AT: ['OK'] }, 5600],
    ['the module is silent', { 'AT+A': [], AT: [] }, 60_000],
  ];

  test.each(states)('while %s lets everybody go and leaves no timer', async (_name, answers, atMs) => {
    const { begin, session, clock, port, told } = await openDialogue(table(answers));
    const waiting = [begin('connectBroker', 'AT+A'), begin('plain', 'AT+B')];
    const greeting = session.handshake(3, 1000, NEVER);
    const line = session.unsolicited.next(clock, 0, () => false, 3_600_000, NEVER);
    await clock.advance(atMs);
    if (end === 'unplug') port.unplug();
    else await session.close();
    const outcomes = (await Promise.all(waiting)).map(({ outcome }) => outcome.kind);
    expect(outcomes.at(-1)).toBe('link_lost');
    expect((await greeting).ready).toBe(false);
    expect(await line).toBeNull();
    expect(clock.pending).toBe(0);
    expect((await begin('plain', 'AT+C')).outcome).toEqual({ kind: 'link_lost' });
    expect(await session.handshake(1, 1, NEVER)).toEqual({ ready: false, heard: false });
    expect(await session.unsolicited.next(clock, 0, () => false, 3_600_000, NEVER)).toBeNull();
    expect(clock.pending).toBe(0);
    expect(told.all.filter((text) => text.startsWith('lost'))).toEqual(end === 'unplug' ? ['lost gone'] : []);
    expect(session.fault).toEqual(end === 'unplug' ? { kind: 'gone' } : null);
  });

  test('during a handshake ends it', async () => {
    const { session, clock, port } = await openDialogue(() => []);
    const greeting = session.handshake(3, 1000, NEVER);
    await clock.advance(100);
    if (end === 'unplug') port.unplug();
    else await session.close();
    expect(await greeting).toEqual({ ready: false, heard: false });
    expect(clock.pending).toBe(0);
  });

  test('keeps the lines that the command had already', async () => {
    const { begin, session, clock, port } = await openDialogue(table({ 'AT+CSQ': ['+CSQ: 18,0'] }));
    const pending = begin('signal', 'AT+CSQ');
    await clock.advance(40);
    if (end === 'unplug') port.unplug();
    else await session.close();
    expect(await pending).toMatchObject({
      outcome: { kind: 'link_lost' },
      lines: ['+CSQ: 18,0'],
      heard: true,
      durationMs: 40,
    });
  });
});

describe('a session', () => {
  test('tells once that the port is lost, however often it is lost', async () => {
    const { begin, port, told } = await openDialogue(() => []);
    port.writeResult = { ok: false, fault: { kind: 'io', code: 'EIO' } };
    expect((await begin('plain', 'AT+A')).outcome).toEqual({ kind: 'link_lost' });
    port.unplug();
    await settle();
    expect(told.all).toEqual(['AT+A: link_lost', 'lost io']);
  });

  test('tells nothing any more once it was closed in the midst of a chunk', async () => {
    const { begin, session, told, port, clock } = await openDialogue(() => []);
    const pending = begin('plain', 'AT+A');
    await settle();
    told.onTold = (text) => {
      if (text.includes('RDY')) void session.close();
    };
    port.push(new TextEncoder().encode('RDY\r\nCall Ready\r\nOK\r\nOK\r\n'));
    port.push(new TextEncoder().encode('SMS Ready\r\n'));
    expect((await pending).outcome).toEqual({ kind: 'link_lost' });
    await clock.advance(10_000);
    expect(told.all).toEqual(['unsolicited ready RDY', 'AT+A: link_lost']);
  });

  test('can be closed twice', async () => {
    const { session, port } = await openDialogue(() => []);
    await Promise.all([session.close(), session.close()]);
    await session.close();
    expect(port.closed).toBe(true);
  });

  test.each([
    ['until the LF of the last line has come', [5, Uint8Array.of(0x0a)], 5],
    ['no longer than a tenth of a second for an LF', [], 100],
    ['for nothing behind an LF', [Uint8Array.of(0x0a)], 0],
    ['for nothing behind the middle of a line', [Uint8Array.of(0x0a, 0x2b)], 0],
  ] as const)('that is closed waits %s', async (_what, then, ms) => {
    const { begin, session, clock, port } = await openDialogue(() => [OK_CR, ...then]);
    expect((await clock.runUntil(begin('plain', 'AT+A'))).outcome).toEqual({ kind: 'ok' });
    await clock.advance(0);
    const closed = session.close();
    if (ms > 0) {
      await clock.advance(ms - 1);
      expect(port.closed).toBe(false);
      await clock.advance(1);
    }
    await closed;
    expect([port.closed, clock.monotonic(), clock.pending]).toEqual([true, ms, 0]);
  });

  test('that loses its port while it is closed waits for nothing', async () => {
    const { ask, session, clock, port } = await openDialogue(() => [OK_CR]);
    await ask('plain', 'AT+A');
    const closed = session.close();
    port.unplug();
    await closed;
    expect([clock.monotonic(), clock.pending]).toEqual([0, 0]);
  });

  test('passes on the rate and the control lines', async () => {
    const { session, port } = await openDialogue(() => []);
    expect(session.hasBaudRate).toBe(true);
    expect(await session.setBaudRate(9600)).toBeNull();
    expect(await session.setControlLines({ dtr: true })).toBeNull();
    expect(port.baudRates).toEqual([115200, 9600]);
    expect(port.controlLines).toEqual([{ dtr: true }]);
  });

  test('is not had when the port is not', async () => {
    const clock = new VirtualClock();
    const fault = { kind: 'busy' } as const;
    const opened = await openSession(
      () => Promise.resolve({ ok: false, fault }),
      'x',
      9600,
      clock,
      new Told(),
    );
    expect(opened).toEqual({ ok: false, fault });
  });

  test('hears what came before it had its port', async () => {
    const clock = new VirtualClock();
    const told = new Told();
    const port = new ScriptedPort(clock, () => ['OK']);
    const opened = await openSession(
      (path, options, listener) => {
        const opening = port.open(path, options, listener);
        port.push(new TextEncoder().encode('\r\nRDY\r\n+CFU'));
        return opening;
      },
      'x',
      9600,
      clock,
      told,
    );
    expect(opened.ok).toBe(true);
    port.push(new TextEncoder().encode('N: 1\r\n'));
    expect(told.all).toEqual(['unsolicited ready RDY', 'unsolicited functionality +CFUN: 1']);
  });
});
