import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { lines, openConsole } from './console.ts';

describe('hostile input', () => {
  test('of any bytes leaves a module that still answers', async () => {
    const { raw, ask } = await openConsole('sim:?speed=instant');
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), async (bytes) => {
        await raw(Buffer.from(bytes).toString('latin1'));
        await raw('\r');
        await ask('ATE0');
        expect(await ask('AT')).toMatch(/OK\r\n$/);
      }),
      { numRuns: 200 },
    );
  });

  test('that looks like commands never makes a handler fail', async () => {
    const { ask, raw } = await openConsole('sim:?speed=instant');
    const name = fc.constantFrom(
      'CPIN',
      'CREG',
      'CGATT',
      'CSTT',
      'CMEE',
      'CFUN',
      'MCONFIG',
      'MIPSTART',
      'SSLMIPSTART',
      'MCONNECT',
      'MSUB',
      'MUNSUB',
      'MPUB',
      'MQTTMSGSET',
      'MQTTMODE',
      'MQTTMSGGET',
      'CSQ',
      '__proto__',
      'constructor',
    );
    const argument = fc.oneof(
      fc.integer({ min: -5, max: 70_000 }).map(String),
      fc.string({ maxLength: 20 }).map((each) => `"${each}"`),
      fc.constantFrom('', '"', '&W', ';', '?', '=?'),
    );
    await fc.assert(
      fc.asyncProperty(name, fc.array(argument, { maxLength: 8 }), async (command, args) => {
        await ask(`AT+${command}=${args.join(',')}`);
        await raw('\x1b\r');
        await ask('ATE0');
        expect(await ask('AT')).toMatch(/OK\r\n$/);
      }),
      { numRuns: 300 },
    );
  });

  test('without an end is not kept', async () => {
    const { raw, ask, clock } = await openConsole('sim:?speed=instant');
    for (let at = 0; at < 50; at += 1) await raw('x'.repeat(100_000));
    for (let at = 0; at < 50; at += 1) await raw(`AT${'x'.repeat(100_000)}`);
    expect(await ask('')).toBe(lines('ERROR'));
    expect(await ask('AT')).toBe(lines('OK'));
    expect(clock.pending).toBe(0);
  });

  test('faster than commands are carried out is lost, not kept', async () => {
    const { raw, listen } = await openConsole('sim:');
    await raw('AT+CFUN=1\r'.repeat(100_000));
    const answers = await listen(3_600_000);
    expect(answers.split('OK').length).toBeLessThan(1000);
  });

  test('of many commands in one write is answered one by one', async () => {
    const { raw } = await openConsole('sim:?speed=instant');
    expect((await raw('AT\r'.repeat(20_000))).length).toBe(20_000 * lines('OK').length);
  });
});
