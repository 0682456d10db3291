import { describe, expect, test } from 'vitest';
import { lines, openConsole } from './console.ts';

/** Opens a module with this fault at instant speed, echo off unless asked for. */
const withFault = (fault: string, echo = false) =>
  openConsole(`sim:?speed=instant&fault=${encodeURIComponent(fault)}`, { echo });

describe('a fault of the answer', () => {
  test('no-answer swallows the command it names and no other', async () => {
    const { ask } = await withFault('no-answer@CSQ');
    expect(await ask('AT+CSQ', 100_000)).toBe('');
    expect(await ask('AT')).toBe(lines('OK'));
  });

  test('no-answer without a name makes the module mute', async () => {
    const { ask } = await withFault('no-answer', true);
    expect(await ask('AT', 100_000)).toBe('AT\r');
  });

  test('error and cme-error refuse without carrying out, at the occurrence they name', async () => {
    const { ask } = await openConsole('sim:?speed=instant&fault=error@CSTT%231&fault=cme-error:30@CSTT%232');
    expect(await ask('AT+CSTT="a"')).toBe(lines('ERROR'));
    expect(await ask('AT+CSTT="b"')).toBe(lines('+CME ERROR: 30'));
    expect(await ask('AT+CIPSTATUS')).toContain('IP INITIAL');
    expect(await ask('AT+CSTT="c"')).toBe(lines('OK'));
  });

  test('cme-error is put into words with AT+CMEE=2', async () => {
    const { ask } = await withFault('cme-error:30@CSQ');
    await ask('AT+CMEE=2');
    expect(await ask('AT+CSQ')).toBe(lines('+CME ERROR: no network service'));
  });

  test('error@AT strikes the bare AT only', async () => {
    const { ask } = await withFault('error@AT');
    expect(await ask('AT')).toBe(lines('ERROR'));
    expect(await ask('ATI')).toContain('OK');
  });

  test('echo-stays answers OK and goes on echoing', async () => {
    const { ask } = await withFault('echo-stays', true);
    expect(await ask('ATE0')).toBe('ATE0\r\r\nOK\r\n');
    expect(await ask('AT')).toBe('AT\r\r\nOK\r\n');
  });

  test('garbage precedes the answer', async () => {
    const { ask } = await withFault('garbage@AT');
    const answer = await ask('AT');
    expect(answer).toMatch(/^[\x80-\xff]{7}\r\nOK\r\n$/);
    expect(await ask('AT+CMEE?')).toBe(lines('+CMEE: 0', 'OK'));
  });

  test('byte-by-byte delivers single bytes, echo and answer alike', async () => {
    const { ask, chunks } = await withFault('byte-by-byte', true);
    const before = chunks.length;
    expect(await ask('AT')).toBe('AT\r\r\nOK\r\n');
    expect(chunks.slice(before).map((each) => each.text)).toEqual('AT\r\r\nOK\r\n'.split(''));
  });

  test('unsolicited-inside stands between information and result', async () => {
    const { ask } = await withFault('unsolicited-inside@CREG');
    expect(await ask('AT+CREG?')).toMatch(
      /^\r\n\+CREG: 0,1\r\n\r\n\*PSUTTZ: .+\r\n\r\n\+CIEV: .+\r\n\r\nOK\r\n$/,
    );
    expect(await ask('AT')).toBe(lines('OK'));
  });

  test.each([
    ['cr', '\r'],
    ['lf', '\n'],
    ['crlf', '\r\n'],
    ['crcrlf', '\r\r\n'],
  ])('line-ending:%s frames answers and reports with it', async (value, ending) => {
    const { ask } = await withFault(`line-ending:${value}`);
    expect(await ask('AT+CMEE?')).toBe(['+CMEE: 0', 'OK'].map((each) => ending + each + ending).join(''));
    await ask('AT+CREG=1');
    expect(await ask('AT+CFUN=4')).toContain(`${ending}+CREG: 0${ending}`);
  });

  test('slow multiplies the time of a command', async () => {
    const { ask, listen } = await openConsole('sim:?fault=slow:10@AT');
    expect(await ask('AT', 49)).toBe('');
    expect(await listen(1)).toBe(lines('OK'));
  });

  test('late-answer delays the first match only, and holds back what follows', async () => {
    const { ask, listen } = await withFault('late-answer:3@CSQ');
    expect(await ask('AT+CSQ', 2999)).toBe('');
    expect(await ask('AT')).toBe('');
    expect(await listen(1)).toMatch(/^\r\n\+CSQ: .*\r\n\r\nOK\r\n\r\nOK\r\n$/);
    expect(await ask('AT+CSQ')).toContain('+CSQ');
  });

  test('late-answer is 12 s late unless told otherwise', async () => {
    const { ask, listen } = await withFault('late-answer@AT');
    expect(await ask('AT', 11_999)).toBe('');
    expect(await listen(1)).toBe(lines('OK'));
  });

  test('answer-twice repeats the answer after its gap', async () => {
    const { ask, listen } = await withFault('answer-twice:200@AT');
    expect(await ask('AT', 199)).toBe(lines('OK'));
    expect(await listen(1)).toBe(lines('OK'));
    expect(await listen(10_000)).toBe('');
  });

  test('missing-ok leaves CREG without a result code, but not its setting', async () => {
    const { ask } = await withFault('missing-ok');
    expect(await ask('AT+CREG?')).toBe(lines('+CREG: 0,1'));
    expect(await ask('AT+CREG=0')).toBe(lines('OK'));
    expect(await ask('AT+CGATT?')).toBe(lines('+CGATT: 1', 'OK'));
  });

  test('under-voltage is announced when the module begins to transmit', async () => {
    const { ask } = await withFault('under-voltage');
    await ask('AT+CSTT="a"');
    expect(await ask('AT+CIICR')).toBe(lines('UNDER-VOLTAGE WARNNING', 'OK'));
  });

  test('bad-imei has a wrong check digit and nothing else wrong', async () => {
    const good = await openConsole('sim:unit?speed=instant');
    const bad = await openConsole('sim:unit?speed=instant&fault=bad-imei');
    const right = await good.ask('AT+CGSN');
    const wrong = await bad.ask('AT+CGSN');
    expect(wrong).not.toBe(right);
    expect(wrong.slice(0, 16)).toBe(right.slice(0, 16));
  });
});

describe('a fault of the module', () => {
  test('ciicr-refused leaves PDP DEACT behind, which only CIPSHUT mends', async () => {
    const { ask } = await withFault('ciicr-refused#1');
    await ask('AT+CMEE=1');
    await ask('AT+CSTT="a"');
    expect(await ask('AT+CIICR')).toBe(lines('+CME ERROR: 133'));
    expect(await ask('AT+CIPSTATUS')).toBe(lines('OK', 'STATE: PDP DEACT'));
    expect(await ask('AT+CSTT="a"')).toBe(lines('+CME ERROR: 3'));
    expect(await ask('AT+CIPSHUT')).toBe(lines('SHUT OK'));
    await ask('AT+CSTT="a"');
    expect(await ask('AT+CIICR')).toBe(lines('OK'));
  });

  test('reboot answers nothing, announces itself at a fixed rate and has forgotten everything, once', async () => {
    const { ask } = await openConsole('sim:?speed=instant&baud=115200&fault=reboot@CSTT');
    expect(await ask('AT+CSTT="a"')).toBe(
      lines('RDY', '+CFUN: 1', '+CPIN: READY', 'Call Ready', 'SMS Ready'),
    );
    expect(await ask('AT+CSTT="a"')).toBe('AT+CSTT="a"\r\r\nOK\r\n');
  });

  test('reboot at realistic speed is deaf while it starts', async () => {
    const { ask, listen } = await openConsole('sim:?baud=115200&fault=reboot@AT');
    expect(await ask('AT', 2000)).toBe('');
    expect(await ask('AT', 100)).toBe('');
    expect(await listen(1000)).toContain('RDY');
  });

  test('reboot with autobaud is silent', async () => {
    const { ask } = await withFault('reboot@CSTT');
    expect(await ask('AT+CSTT="a"')).toBe('');
    expect(await ask('AT')).toBe('AT\r\r\nOK\r\n');
  });

  test('unplugged takes the port away once; plugged in again, the module has started afresh', async () => {
    const first = await withFault('unplugged@CSTT');
    const { clock, farm } = first;
    expect(await first.ask('AT+CSTT="a"')).toBe('');
    expect(first.lost).toEqual([{ kind: 'gone' }]);
    expect(await first.port.write(Uint8Array.of(65))).toEqual({ ok: false, fault: { kind: 'gone' } });
    const again = await openConsole('sim:?speed=instant&fault=unplugged%40CSTT', { clock, farm, echo: true });
    expect(await again.ask('AT')).toBe('AT\r\r\nOK\r\n');
    await again.ask('ATE0');
    expect(await again.ask('AT+CSTT="a"')).toBe(lines('OK'));
    expect(again.lost).toEqual([]);
  });

  test('pdp-dropped strikes before the command it names', async () => {
    const { ask } = await withFault('pdp-dropped@CIFSR');
    await ask('AT+CSTT="a"');
    await ask('AT+CIICR');
    expect(await ask('AT+CIFSR')).toBe(lines('+PDP: DEACT', 'ERROR'));
    expect(await ask('AT+CIPSTATUS')).toBe(lines('OK', 'STATE: PDP DEACT'));
  });

  test.each([
    ['connect-fails', 0],
    ['connect-fails-late', 75_000],
    ['connect-fails-late:9', 9000],
  ])('%s lets CONNECT FAIL come %i ms after OK', async (fault, ms) => {
    const { ask, listen } = await withFault(fault);
    for (const each of ['AT+CSTT="a"', 'AT+CIICR', 'AT+CIFSR', 'AT+MCONFIG="id"']) await ask(each);
    const first = await ask('AT+MIPSTART="host","1883"', Math.max(0, ms - 1));
    if (ms === 0) expect(first).toBe(lines('OK', 'CONNECT FAIL'));
    else {
      expect(first).toBe(lines('OK'));
      expect(await ask('AT+MIPSTART="host","1883"')).toBe(lines('ERROR'));
      expect(await listen(1)).toBe(lines('CONNECT FAIL'));
    }
    expect(await ask('AT+MQTTSTATU')).toBe(lines('+MQTTSTATU:0', 'OK'));
  });

  test('a scheme left in the host of a plain connection fails as a name nobody knows', async () => {
    const { ask } = await openConsole('sim:?speed=instant');
    for (const each of ['AT+CSTT="a"', 'AT+CIICR', 'AT+CIFSR', 'AT+MCONFIG="id"']) await ask(each);
    expect(await ask('AT+MIPSTART="ssl://host","1883"')).toBe(lines('OK', 'CONNECT FAIL'));
  });

  test('several act together', async () => {
    const { ask } = await openConsole(
      'sim:?speed=instant&fault=garbage&fault=line-ending:lf&fault=unsolicited-inside@CREG&fault=registration-denied',
    );
    expect(await ask('AT+CREG?')).toMatch(
      /^[\x80-\xff]{7}\n\+CREG: 0,3\n\n\*PSUTTZ: .+\n\n\+CIEV: .+\n\nOK\n$/,
    );
  });
});
