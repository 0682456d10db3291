import { describe, expect, test } from 'vitest';
import { lines, openConsole } from './console.ts';

const BOOT = 5000;

describe('power', () => {
  test('goes off with AT+CPOWD=1: a notice, no OK, then silence', async () => {
    const { ask } = await openConsole('sim:');
    expect(await ask('AT+CPOWD=1', 1000)).toBe(lines('NORMAL POWER DOWN'));
    expect(await ask('AT', 10_000)).toBe('');
  });

  test('goes off without a word with AT+CPOWD=0', async () => {
    const { ask } = await openConsole('sim:');
    expect(await ask('AT+CPOWD=0', 1000)).toBe('');
    expect(await ask('AT', 10_000)).toBe('');
  });

  test('stays on with any other argument', async () => {
    const { ask } = await openConsole('sim:');
    expect(await ask('AT+CPOWD=2', 1000)).toBe(lines('ERROR'));
    expect(await ask('AT', 100)).toBe(lines('OK'));
  });

  test.each(['dtr', 'rts'] as const)('comes with a pulse of a second on %s', async (line) => {
    const { ask, port, listen } = await openConsole('sim:?off=1');
    expect(await ask('AT', 1000)).toBe('');
    await port.setControlLines({ [line]: true });
    await listen(1000);
    await port.setControlLines({ [line]: false });
    expect(await ask('AT', 500)).toBe('');
    expect(await listen(BOOT)).toBe('');
    expect(await ask('AT', 100)).toBe('AT\r\r\nOK\r\n');
  });

  test('does not come with a short pulse', async () => {
    const { ask, port, listen } = await openConsole('sim:?off=1');
    await port.setControlLines({ dtr: true });
    await listen(500);
    await port.setControlLines({ dtr: false });
    await listen(BOOT);
    expect(await ask('AT', 1000)).toBe('');
  });

  test('goes with the same pulse on a running module', async () => {
    const { ask, port, listen } = await openConsole('sim:');
    await port.setControlLines({ dtr: true });
    expect(await listen(1000)).toBe(lines('NORMAL POWER DOWN'));
    await port.setControlLines({ dtr: false });
    expect(await ask('AT', BOOT)).toBe('');
  });

  test('is switched once by a line that stays low', async () => {
    const { ask, port, listen } = await openConsole('sim:?off=1');
    await port.setControlLines({ dtr: true });
    await listen(10_000);
    await port.setControlLines({ dtr: true });
    await listen(10_000);
    expect(await ask('AT', 100)).toContain('OK');
  });

  test('lets a module with a fixed rate announce itself', async () => {
    const { port, listen } = await openConsole('sim:?off=1&baud=115200');
    await port.setControlLines({ dtr: true });
    await listen(1000);
    await port.setControlLines({ dtr: false });
    expect(await listen(BOOT)).toBe(lines('RDY', '+CFUN: 1', '+CPIN: READY', 'Call Ready', 'SMS Ready'));
  });

  test.each([
    ['no-sim', '+CPIN: NOT INSERTED'],
    ['sim-pin', '+CPIN: SIM PIN'],
  ])('lets a module with %s say so', async (fault, line) => {
    const { port, listen } = await openConsole(`sim:?off=1&baud=115200&fault=${fault}`);
    await port.setControlLines({ rts: true });
    expect(await listen(BOOT)).toBe(lines('RDY', '+CFUN: 1', line));
  });

  test('lost and regained means starting over', async () => {
    const { ask, listen } = await openConsole('sim:?speed=instant');
    for (const each of ['AT+CMEE=2', 'AT+CREG=2', 'AT+MQTTMODE=1', 'AT+MQTTMSGSET=1', 'AT+CSTT="x"']) {
      expect(await ask(each)).toBe(lines('OK'));
    }
    expect(await ask('AT+CFUN=1,1')).toBe(lines('OK'));
    await listen(0);
    expect(await ask('ATE0')).toBe('ATE0\r\r\nOK\r\n');
    expect(await ask('AT+CMEE?')).toBe(lines('+CMEE: 0', 'OK'));
    expect(await ask('AT+CREG?')).toBe(lines('+CREG: 0,1', 'OK'));
    expect(await ask('AT+MQTTMODE?')).toBe(lines('+MQTTMODE: 0', 'OK'));
    expect(await ask('AT+MQTTMSGSET?')).toBe(lines('+MQTTMSGSET: 0', 'OK'));
    expect(await ask('AT+CIPSTATUS')).toBe(lines('OK', 'STATE: IP INITIAL'));
    expect(await ask('AT+CSTT?')).toContain('"CMNET"');
  });
});
