import { describe, expect, test } from 'vitest';
import { ESC, type Saying, table } from '../../support/scripted-port.ts';
import { openDialogue } from './dialogue.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('a command', () => {
  test('ends with its final result code and owns its lines', async () => {
    const { ask } = await openDialogue(table({ 'AT+CREG?': [120, '+CREG: 0,1', 'OK'] }));
    expect(await ask('registration', 'AT+CREG?')).toMatchObject({
      outcome: { kind: 'ok' },
      lines: ['+CREG: 0,1', 'OK'],
      information: ['+CREG: 0,1'],
      durationMs: 120,
      echoed: false,
      heard: true,
      finalMissing: false,
    });
  });

  test('that is refused in words carries the words and their code', async () => {
    const { ask } = await openDialogue(table({ 'AT+CPIN?': ['+CME ERROR: SIM not inserted'] }));
    expect((await ask('sim', 'AT+CPIN?')).outcome).toEqual({
      kind: 'cme_error',
      code: 10,
      text: 'SIM not inserted',
    });
  });

  test('that is not answered times out, having heard nothing', async () => {
    const { ask } = await openDialogue(() => []);
    expect(await ask('plain', 'AT+X')).toMatchObject({
      outcome: { kind: 'timeout', heard: false },
      durationMs: 5000,
    });
  });

  test('that hears noise alone times out, having heard something', async () => {
    const { ask } = await openDialogue((line) => (line === 'AT+X' ? [Uint8Array.of(0xff, 0x00)] : []));
    expect((await ask('plain', 'AT+X')).outcome).toEqual({ kind: 'timeout', heard: true });
  });

  test('with its echo on says so and does not own the echo', async () => {
    const { ask } = await openDialogue(() => ['AT+CSQ\r\r\n+CSQ: 18,0', 'OK']);
    expect(await ask('signal', 'AT+CSQ')).toMatchObject({
      outcome: { kind: 'ok' },
      echoed: true,
      lines: ['+CSQ: 18,0', 'OK'],
    });
  });

  test('knows its echo though noise is glued to it', async () => {
    const { ask, told } = await openDialogue(() => [bytes('\0\u00ff~xAT+CSQ\r\r\n+CSQ: 18,0\r\n\r\nOK\r\n')]);
    expect(await ask('signal', 'AT+CSQ')).toMatchObject({ echoed: true, lines: ['+CSQ: 18,0', 'OK'] });
    expect(told.all).toEqual(['AT+CSQ: ok']);
  });

  test('does not take a line that merely ends in AT for its echo', async () => {
    const { ask, told } = await openDialogue(() => ['WHAT', 'OK']);
    expect(await ask('plain', 'AT')).toMatchObject({ echoed: false, lines: ['OK'] });
    expect(told.all).toContain('unsolicited ? WHAT');
  });

  test('does not own a line that comes by itself inside its answer', async () => {
    const { ask, told, session } = await openDialogue(
      table({ 'AT+CSQ': ['+CREG: 5', '+CSQ: 18,0', '*PSUTTZ: 2020,12,9', 'OK'] }),
    );
    expect((await ask('signal', 'AT+CSQ')).lines).toEqual(['+CSQ: 18,0', 'OK']);
    expect(told.all).toEqual([
      'unsolicited registration +CREG: 5',
      'unsolicited network_time *PSUTTZ: 2020,12,9',
      'AT+CSQ: ok',
    ]);
    expect(session.unsolicited.mark).toBe(2);
  });

  test('does not take the unsolicited registration of a location code for its own', async () => {
    const { ask } = await openDialogue(
      table({ 'AT+CREG?': ['+CREG: 2,1A2B,0C3D', '+CREG: 2,1234,5678', '+CREG: 2,0', 'OK'] }),
    );
    expect((await ask('registration', 'AT+CREG?')).information).toEqual(['+CREG: 2,0']);
  });

  test.each(['CONNECT OK', 'CONNACK OK', 'SEND OK', 'SHUT OK', 'CLOSE OK', 'OKAY', 'NO ERROR'])(
    'is not ended by %s',
    async (text) => {
      const { ask } = await openDialogue((line) => (line === 'AT+X' ? [text] : []));
      expect((await ask('plain', 'AT+X')).outcome).toEqual({ kind: 'timeout', heard: true });
    },
  );

  test('whose answer comes one byte at a time is none the worse', async () => {
    const answer = bytes('\r\n+MSUB: "t",5 byte,a\r\nb!\r\n\r\nOK\r\n');
    const dribble: Saying[] = [...answer].flatMap((byte) => [2, Uint8Array.of(byte)]);
    const { ask } = await openDialogue(table({ 'AT+MQTTMSGGET': dribble }));
    const { outcome, messages } = await ask('readCache', 'AT+MQTTMSGGET');
    expect(outcome).toEqual({ kind: 'ok' });
    expect(messages).toMatchObject([{ topic: 't', length: 5, printed: bytes('a\r\nb!') }]);
  });

  test('whose result code lost its line end is answered when the line stays quiet', async () => {
    const { ask } = await openDialogue((line) => (line === 'AT+X' ? [bytes('\r\nOK')] : []));
    expect(await ask('plain', 'AT+X')).toMatchObject({ outcome: { kind: 'ok' }, durationMs: 1000 });
  });

  test('is not deafened by a message cut short, when the line stays quiet', async () => {
    const { ask, told } = await openDialogue((line) =>
      line === 'AT+X' ? [bytes('+MSUB: "t",500 byte,hel\r\n\r\nOK\r\n')] : [],
    );
    expect(await ask('plain', 'AT+X')).toMatchObject({ outcome: { kind: 'ok' } });
    expect(told.all[0]).toContain('+MSUB: "t",500 byte,hel');
  });

  test('is not deafened by a message cut short for ever, though the module never stops talking', async () => {
    const chatter: Saying[] = Array.from({ length: 100 }, () => [400, 'DST: 0']).flat();
    const { ask } = await openDialogue((line) =>
      line === 'AT+X' ? [bytes('+MSUB: "t",8000 byte,hel\r\n\r\nOK\r\n'), ...chatter] : [],
    );
    const result = await ask('plain', 'AT+X', { replyMs: 60_000 });
    expect(result).toMatchObject({ outcome: { kind: 'ok' } });
    expect(result.durationMs).toBeLessThanOrEqual(15_000);
  });

  test('has its prompt answered with ESC', async () => {
    const { ask, port } = await openDialogue(table({ 'AT+X': [bytes('\r\n> ')], [ESC]: ['ERROR'] }));
    expect((await ask('plain', 'AT+X')).outcome).toEqual({ kind: 'error' });
    expect(port.received).toEqual(['AT+X', ESC]);
  });

  test('does not answer a storm of prompts one by one', async () => {
    const { ask, port } = await openDialogue(table({ 'AT+X': [bytes('> '.repeat(10_000)), 'OK'] }));
    await ask('plain', 'AT+X');
    expect(port.received.filter((line) => line === ESC)).toHaveLength(1);
  });
});

describe('a command that must bring information', () => {
  test('does not believe an OK that comes before it', async () => {
    const { ask, told } = await openDialogue(table({ 'AT+CPIN?': ['OK', 300, '+CPIN: READY', 'OK'] }));
    expect(await ask('sim', 'AT+CPIN?')).toMatchObject({
      outcome: { kind: 'ok' },
      lines: ['+CPIN: READY', 'OK'],
      durationMs: 300,
    });
    expect(told.all).toEqual(['late OK for nobody', 'AT+CPIN?: ok']);
  });

  test('waits for its information behind an OK alone, then is done without it', async () => {
    const { ask } = await openDialogue(table({ 'AT+CPIN?': ['OK'] }));
    expect(await ask('sim', 'AT+CPIN?')).toMatchObject({
      outcome: { kind: 'ok' },
      information: [],
      finalMissing: false,
      durationMs: 2000,
    });
  });

  test('may do without its OK after +CREG', async () => {
    const { ask } = await openDialogue(table({ 'AT+CREG?': ['+CREG: 0,1'] }));
    expect(await ask('registration', 'AT+CREG?')).toMatchObject({
      outcome: { kind: 'ok' },
      finalMissing: true,
      durationMs: 1000,
    });
  });

  test('does not give the OK it did without to the next command', async () => {
    const { ask, told, clock } = await openDialogue(
      table({ 'AT+CIFSR': ['10.0.0.1', 900, 'OK'], 'AT+CSTT="x"': [50, 'ERROR'] }),
    );
    expect((await ask('localAddress', 'AT+CIFSR')).finalMissing).toBe(true);
    expect((await ask('plain', 'AT+CSTT="x"')).outcome).toEqual({ kind: 'error' });
    await clock.advance(5000);
    expect(told.all.filter((text) => text.startsWith('AT+CSTT'))).toEqual(['AT+CSTT="x": error']);
  });

  test('is refused by an error with or without information', async () => {
    const { ask } = await openDialogue(table({ 'AT+CREG?': ['+CREG: 0,1', 'ERROR'] }));
    expect((await ask('registration', 'AT+CREG?')).outcome).toEqual({ kind: 'error' });
  });
});

describe('a command with a success of its own', () => {
  test('ends with it', async () => {
    const { ask } = await openDialogue(table({ 'AT+CIPSHUT': [40, 'SHUT OK'] }));
    expect(await ask('shutBearer', 'AT+CIPSHUT')).toMatchObject({
      outcome: { kind: 'ok' },
      lines: ['SHUT OK'],
      durationMs: 40,
    });
  });

  test('does not give an OK behind it to the next command', async () => {
    const { ask, told } = await openDialogue(
      table({ 'AT+CIPSHUT': ['SHUT OK', 50, 'OK'], 'AT+CSTT="x"': [30, 'ERROR'] }),
    );
    await ask('shutBearer', 'AT+CIPSHUT');
    expect((await ask('plain', 'AT+CSTT="x"')).outcome).toEqual({ kind: 'error' });
    expect(told.all).toContain('late OK for nobody');
  });

  test('is not ended by the success of another', async () => {
    const { ask } = await openDialogue(table({ 'AT+CIPSHUT': ['CLOSE OK'] }));
    expect((await ask('shutBearer', 'AT+CIPSHUT')).outcome).toMatchObject({ kind: 'timeout' });
  });

  test('may be answered with OK alone', async () => {
    const { ask } = await openDialogue(table({ 'AT+CPOWD=1': ['OK', 500, 'NORMAL POWER DOWN'] }));
    expect((await ask('powerDown', 'AT+CPOWD=1')).outcome).toEqual({ kind: 'ok' });
  });
});
