import { describe, expect, test } from 'vitest';
import { type Respond, type Saying, table } from '../../support/scripted-port.ts';
import { openDialogue } from './dialogue.ts';

/** Answers `AT` at once and everything else as told; a module that works on one line after the other. */
function serial(answers: Readonly<Record<string, readonly Saying[]>>, answerAt = true): Respond {
  let busyUntil = 0;
  let queue: Saying[] = [];
  return (line, port) => {
    const answer = answers[line] ?? (line === 'AT' && answerAt ? ['OK'] : []);
    const now = port.nowMs;
    const wait = Math.max(0, busyUntil - now);
    queue = [wait, ...answer];
    busyUntil = now + queue.reduce<number>((sum, each) => sum + (typeof each === 'number' ? each : 0), 0);
    return queue;
  };
}

describe('a late answer', () => {
  test('is noted, and the next command gets its own', async () => {
    const { ask, told, port } = await openDialogue(serial({ 'AT+A': [5200, 'OK'], 'AT+B': [100, 'ERROR'] }));
    expect((await ask('plain', 'AT+A')).outcome).toEqual({ kind: 'timeout', heard: false });
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'error' });
    expect(told.all).toEqual(['AT+A: timeout', 'late OK for AT+A', 'AT+B: error']);
    expect(port.received).toEqual(['AT+A', 'AT+B']);
  });

  test('that comes after the resynchronising AT was sent is not the next command’s either', async () => {
    const { ask } = await openDialogue(serial({ 'AT+A': [5900, 'OK'], 'AT+B': [100, 'ERROR'] }));
    await ask('plain', 'AT+A');
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'error' });
  });

  test('followed by a slow answer to the resynchronising AT is not the next command’s either', async () => {
    const { ask } = await openDialogue(
      serial({ 'AT+A': [5900, 'OK'], AT: [900, 'OK'], 'AT+B': [100, 'ERROR'] }),
    );
    await ask('plain', 'AT+A');
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'error' });
  });

  test('that is an error is not the next command’s either', async () => {
    const { ask } = await openDialogue(serial({ 'AT+A': [5900, '+CME ERROR: 3'], 'AT+B': [100, 'OK'] }));
    await ask('plain', 'AT+A');
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'ok' });
  });

  test('that comes in a handshake after silence does not end the handshake too early', async () => {
    const { ask, greet } = await openDialogue(
      serial({ 'AT+A': [20_000, 'OK'], AT: [700, 'OK'], 'AT+B': [100, 'ERROR'] }),
    );
    await ask('plain', 'AT+A');
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'link_lost' });
    expect(await greet(30)).toEqual({ ready: true, heard: true });
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'error' });
  });

  test('with information leaves none of it to the next command of its kind', async () => {
    const answers = {
      'AT+CGSN': [5100, '861234567890123', 300, 'OK'],
      'AT+CIMI': [50, '460001234567890', 'OK'],
    };
    const { ask, session } = await openDialogue(serial(answers));
    await ask('imei', 'AT+CGSN');
    expect((await ask('imsi', 'AT+CIMI')).information).toEqual(['460001234567890']);
    expect(session.unsolicited.since(0)).toMatchObject([{ text: '861234567890123' }]);
  });
});

describe('a secret', () => {
  test('is sent, and shown nowhere: not in the result told, not when its answer is late', async () => {
    const { session, port, told, clock } = await openDialogue(table({ 'AT+CPIN="1234"': [700, 'OK'] }));
    const command = { line: 'AT+CPIN="1234"', shown: 'AT+CPIN="***"' };
    const request = { kind: 'plain', command, replyMs: 500, completionMs: 0 } as const;
    await clock.runUntil(session.execute(request, new AbortController().signal));
    await clock.advance(1000);
    expect(port.received).toEqual(['AT+CPIN="1234"']);
    expect(told.all).toEqual(['AT+CPIN="***": timeout', 'late OK for AT+CPIN="***"']);
  });
});

describe('resynchronising', () => {
  test('is done with exactly one OK when the command is never answered', async () => {
    const { ask, told, port } = await openDialogue(table({ 'AT+A': [], 'AT+B': ['OK'] }));
    await ask('plain', 'AT+A');
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'ok' });
    expect(port.received).toEqual(['AT+A', 'AT', 'AT+B']);
    expect(told.all).toEqual(['AT+A: timeout', 'probed ok', 'AT+B: ok']);
  });

  test('ends in silence after five unanswered ATs, and nothing more is sent', async () => {
    const { ask, told, port } = await openDialogue(() => []);
    await ask('plain', 'AT+A');
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'link_lost' });
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'link_lost' });
    expect(port.received).toEqual(['AT+A', ...Array.from({ length: 5 }, () => 'AT')]);
    expect(told.all.filter((text) => text === 'probed timeout')).toHaveLength(5);
  });

  test('comes even to a module that never stops talking', async () => {
    const chatter: Saying[] = Array.from({ length: 200 }, () => [300, 'DST: 0']).flat();
    const { ask, clock } = await openDialogue(table({ 'AT+A': chatter, 'AT+B': ['OK'] }));
    expect((await ask('plain', 'AT+A')).outcome).toEqual({ kind: 'timeout', heard: true });
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'ok' });
    expect(clock.monotonic()).toBeLessThan(20_000);
  });

  test('gives up a module that never stops saying OK', async () => {
    const storm: Saying[] = Array.from({ length: 2000 }, () => [100, 'OK']).flat();
    const { ask, session } = await openDialogue(table({ 'AT+A': [5500, ...storm], 'AT+B': ['OK'] }));
    await ask('plain', 'AT+A');
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'link_lost' });
    expect(session.fault).toBeNull();
  });
});

describe('a module that answers everything twice', () => {
  const twice =
    (answers: Readonly<Record<string, string>>): Respond =>
    (line) => {
      const answer = answers[line] ?? 'OK';
      return [answer, 30, answer];
    };

  test('has each command answered by its own answer once it was greeted', async () => {
    const { ask, greet } = await openDialogue(twice({ 'AT+B': 'ERROR' }));
    expect((await greet()).ready).toBe(true);
    for (let round = 0; round < 3; round += 1) {
      expect((await ask('plain', 'AT+A')).outcome).toEqual({ kind: 'ok' });
      expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'error' });
    }
  });

  test('costs a module that does not nothing', async () => {
    const { ask, greet, clock } = await openDialogue(() => ['OK']);
    await greet();
    const before = clock.monotonic();
    for (let round = 0; round < 20; round += 1) await ask('plain', 'AT+A');
    expect(clock.monotonic()).toBe(before);
  });

  test('is given up when it never stops', async () => {
    const storm: Saying[] = Array.from({ length: 100 }, () => [50, 'OK']).flat();
    const { ask, clock } = await openDialogue(table({ 'AT+A': ['OK', ...storm], 'AT+B': ['OK'] }));
    await ask('plain', 'AT+A');
    await clock.advance(1000);
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'link_lost' });
  });
});

describe('a handshake', () => {
  test('is ready with the first OK', async () => {
    const { greet, port, clock } = await openDialogue(() => [20, 'OK']);
    expect(await greet()).toEqual({ ready: true, heard: true });
    expect(port.received).toEqual(['AT']);
    expect(clock.monotonic()).toBeLessThan(200);
  });

  test('finds silence', async () => {
    const { greet, port } = await openDialogue(() => []);
    expect(await greet()).toEqual({ ready: false, heard: false });
    expect(port.received).toEqual(['AT', 'AT', 'AT']);
  });

  test('tells noise from silence', async () => {
    const { greet } = await openDialogue(() => [Uint8Array.of(0xfe, 0xff)]);
    expect(await greet()).toEqual({ ready: false, heard: true });
  });

  test('tells a shorted line from a module', async () => {
    const { greet } = await openDialogue((line) => [new TextEncoder().encode(`${line}\r\n`)]);
    expect(await greet()).toEqual({ ready: false, heard: false });
  });

  test('takes an OK with garbage before it, and one behind an ERROR', async () => {
    const noisy = await openDialogue(() => [new TextEncoder().encode('\0\ufffd\r\nOK\r\n')]);
    expect((await noisy.greet()).ready).toBe(true);
    const halfLine = await openDialogue(table({ AT: [['ERROR'], ['OK']] }));
    expect((await halfLine.greet()).ready).toBe(true);
  });

  test('does not take ERROR alone', async () => {
    const { greet } = await openDialogue(() => ['ERROR']);
    expect(await greet()).toEqual({ ready: false, heard: true });
  });

  test('of a module that starts up meanwhile waits for what it may owe', async () => {
    const { greet, ask } = await openDialogue(
      table({ AT: [[], [], [1900, 'OK'], ['OK']], 'AT+B': ['ERROR'] }),
    );
    expect((await greet(10)).ready).toBe(true);
    expect((await ask('plain', 'AT+B')).outcome).toEqual({ kind: 'error' });
  });

  test('may follow a handshake that failed', async () => {
    const { greet, port } = await openDialogue(() => []);
    await greet();
    expect(await greet()).toEqual({ ready: false, heard: false });
    port.respond = () => ['OK'];
    expect((await greet()).ready).toBe(true);
    expect((await greet()).ready).toBe(true);
  });
});
