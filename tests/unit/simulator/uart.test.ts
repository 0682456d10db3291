import { describe, expect, test } from 'vitest';
import { lines, openConsole } from './console.ts';

describe('echo', () => {
  test('is on at first, returns the bytes as received and goes with ATE0', async () => {
    const { ask } = await openConsole('sim:?speed=instant', { echo: true });
    expect(await ask('at')).toBe('at\r\r\nOK\r\n');
    expect(await ask('ATE0')).toBe('ATE0\r\r\nOK\r\n');
    expect(await ask('AT')).toBe(lines('OK'));
    expect(await ask('ATE1')).toBe(lines('OK'));
    expect(await ask('AT')).toBe('AT\r\r\nOK\r\n');
  });

  test('returns half a command before its end arrives', async () => {
    const { raw } = await openConsole('sim:?speed=instant', { echo: true });
    expect(await raw('AT+C')).toBe('AT+C');
    expect(await raw('SQ\r')).toMatch(/^SQ\r\r\n\+CSQ: \d+,0\r\n/);
  });

  test('does not return the LF of a CR LF pair', async () => {
    const { raw } = await openConsole('sim:?speed=instant', { echo: true });
    expect(await raw('AT\r\n')).toBe('AT\r\r\nOK\r\n');
  });
});

describe('command lines', () => {
  test('are carried out one after the other, however fast they come', async () => {
    const { raw } = await openConsole('sim:');
    expect(await raw('AT\rAT+CMEE?\rAT\r', 1000)).toBe(lines('OK', '+CMEE: 0', 'OK', 'OK'));
  });

  test('that are too long or unknown are an error', async () => {
    const { ask } = await openConsole('sim:?speed=instant');
    expect(await ask('AT+NOSUCH')).toBe(lines('ERROR'));
    expect(await ask('AT+NOSUCH?')).toBe(lines('ERROR'));
    expect(await ask('AT+CSQ=1')).toBe(lines('ERROR'));
    expect(await ask('ATX4Q7%')).toBe(lines('ERROR'));
    expect(await ask(`AT+${'X'.repeat(2000)}`)).toBe(lines('ERROR'));
    expect(await ask('AT')).toBe(lines('OK'));
  });

  test('without the prefix get no answer at all', async () => {
    const { ask } = await openConsole('sim:?speed=instant');
    expect(await ask('HELLO')).toBe('');
  });

  test('stop at the first command that fails, with one result code', async () => {
    const { ask } = await openConsole('sim:?speed=instant');
    expect(await ask('AT+CMEE=1;+CMEE?')).toBe(lines('+CMEE: 1', 'OK'));
    expect(await ask('AT+CMEE=0;+NOSUCH;+CMEE=2')).toBe(lines('ERROR'));
    expect(await ask('AT+CMEE?')).toBe(lines('+CMEE: 0', 'OK'));
  });

  test('take their time at realistic speed and answer not before', async () => {
    const { ask, listen } = await openConsole('sim:');
    expect(await ask('AT', 4)).toBe('');
    expect(await listen(1)).toBe(lines('OK'));
  });
});

describe('the rate', () => {
  test('is followed by a module with autobaud', async () => {
    const { ask, port } = await openConsole('sim:?speed=instant');
    expect(await ask('AT+IPR?')).toBe(lines('+IPR: 0', 'OK'));
    await port.setBaudRate(9600);
    expect(await ask('AT')).toBe(lines('OK'));
  });

  test('is taken from the A of a command only; bytes at another rate before it are not heard', async () => {
    const { raw, port } = await openConsole('sim:?speed=instant', { baudRate: 9600, echo: true });
    expect(await raw('xyz')).toBe('');
    expect(await raw('AT\r')).toBe('AT\r\r\nOK\r\n');
    await port.setBaudRate(115200);
    expect(await raw('xyz')).toBe('');
    expect(await raw('at\r')).toBe('at\r\r\nOK\r\n');
  });

  test('stays in use when autobaud is switched on, until another one is heard', async () => {
    const { ask } = await openConsole('sim:?baud=115200');
    expect(await ask('AT+CREG=1;+IPR=0', 2000)).toBe(lines('OK', '+CREG: 1'));
  });

  test('that is fixed answers at the old one, then listens at the new one only', async () => {
    const { ask, port } = await openConsole('sim:?speed=instant', { baudRate: 9600 });
    expect(await ask('AT+IPR=57600')).toBe(lines('OK'));
    expect(await ask('AT')).toBe('');
    await port.setBaudRate(57600);
    expect(await ask('AT+IPR?')).toBe(lines('+IPR: 57600', 'OK'));
  });

  test('garbles what a listener at another rate hears, in both directions, and recovers', async () => {
    const { ask, port } = await openConsole('sim:?speed=instant&baud=9600', { baudRate: 9600, echo: true });
    await port.setBaudRate(115200);
    const heard = await ask('AT');
    expect(heard).not.toBe('');
    expect(heard).not.toMatch(/[\r\nA-Za-z]/);
    await port.setBaudRate(9600);
    expect(await ask('AT')).toBe('AT\r\r\nOK\r\n');
  });

  test('leaves an answer readable that was sent at the old rate and arrives before the host changes', async () => {
    const { ask } = await openConsole('sim:?pace=1&baud=9600', { baudRate: 9600 });
    expect(await ask('AT+IPR=115200&W', 500)).toBe(lines('OK'));
  });

  test.each(['AT+IPR=115201', 'AT+IPR=', 'AT+IPR=115200&X', 'AT+IPR=115200 &W', 'AT+IPR', 'AT+IPR="9600"'])(
    '%s is refused and changes nothing',
    async (command) => {
      const { ask } = await openConsole('sim:?speed=instant');
      expect(await ask(command)).toBe(lines('ERROR'));
      expect(await ask('AT+IPR?')).toBe(lines('+IPR: 0', 'OK'));
    },
  );

  test.each([
    ['AT+IPR=19200&W', null, 19200],
    ['AT+IPR=19200;&W', null, 19200],
    ['AT+IPR=19200&w', null, 19200],
    ['AT+IPR=19200', 'AT&W', 19200],
    ['AT+IPR=19200', null, 0],
  ])('set by %s and %s is %i after a restart', async (command, save, expected) => {
    const { ask, port, listen } = await openConsole('sim:?speed=instant');
    await ask(command);
    await port.setBaudRate(19200);
    if (save) await ask(save);
    await ask('AT+CFUN=1,1');
    await listen(0);
    await ask('ATE0');
    expect(await ask('AT+IPR?')).toBe(lines(`+IPR: ${expected}`, 'OK'));
  });
});

describe('pace', () => {
  test('lets bytes take their time on the line in both directions', async () => {
    const { ask, listen, chunks, clock } = await openConsole('sim:?speed=instant&pace=1&baud=9600', {
      baudRate: 9600,
    });
    const before = clock.monotonic();
    // "AT\r" is 3 bytes in, "\r\nOK\r\n" is 6 bytes out: 9 × 10 bits at 9600 bit/s.
    expect(await ask('AT', 9)).toBe('');
    expect(await listen(1)).toBe(lines('OK'));
    expect((chunks.at(-1)?.atMs ?? 0) - before).toBeCloseTo(90_000 / 9600, 3);
  });
});
