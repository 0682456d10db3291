import { describe, expect, test } from 'vitest';
import { openConsole, lines } from './console.ts';

const READY = 5000;

describe('what the module says about itself', () => {
  test.each([
    ['AT+CGSN', /^\r\n\d{15}\r\n\r\nOK\r\n$/],
    ['AT+GSN', /^\r\n\d{15}\r\n\r\nOK\r\n$/],
    ['AT+ICCID', /^\r\n\+ICCID: 898600\d{14}\r\n\r\nOK\r\n$/],
    ['AT+CCID', /^\r\n898600\d{14}\r\n\r\nOK\r\n$/],
    ['AT+CIMI', /^\r\n46000\d{10}\r\n\r\nOK\r\n$/],
    ['ATI', /^\r\nWIS800C .*simulated.*\r\n\r\nOK\r\n$/],
    ['AT+CGMM', /^\r\nWIS800C\r\n\r\nOK\r\n$/],
    ['AT+CGMR', /^\r\n.*SIMULATED\r\n\r\nOK\r\n$/],
    ['AT+COPS?', /^\r\n\+COPS: 0,0,"CHINA MOBILE"\r\n\r\nOK\r\n$/],
    ['AT+CFUN?', /^\r\n\+CFUN: 1\r\n\r\nOK\r\n$/],
    ['AT+CSQ', /^\r\n\+CSQ: (1\d|2\d|3[01]),0\r\n\r\nOK\r\n$/],
    ['AT+SPIC', /^\r\n\+SPIC: 3,10,3,10\r\n\r\nOK\r\n$/],
    ['AT+CSQ=?', /^\r\nOK\r\n$/],
  ])('%s', async (command, expected) => {
    const { ask } = await openConsole('sim:?speed=instant');
    expect(await ask(command)).toMatch(expected);
  });

  test('the signal moves', async () => {
    const { ask } = await openConsole('sim:?speed=instant');
    const seen = new Set<string>();
    for (let at = 0; at < 12; at += 1) seen.add(await ask('AT+CSQ'));
    expect(seen.size).toBeGreaterThan(3);
  });

  test('the IMEI can be dictated', async () => {
    const { ask } = await openConsole('sim:?speed=instant&imei=490154203237518');
    expect(await ask('AT+CGSN')).toBe(lines('490154203237518', 'OK'));
  });
});

describe('errors', () => {
  test('are shown as AT+CMEE has it', async () => {
    const { ask } = await openConsole('sim:?speed=instant');
    expect(await ask('AT+CIFSR')).toBe(lines('ERROR'));
    await ask('AT+CMEE=1');
    expect(await ask('AT+CIFSR')).toBe(lines('+CME ERROR: 3'));
    await ask('AT+CMEE=2');
    expect(await ask('AT+CIFSR')).toBe(lines('+CME ERROR: operation not allowed'));
    expect(await ask('AT+CMEE=3')).toBe(lines('+CME ERROR: invalid input value'));
    expect(await ask('AT+CMEE?')).toBe(lines('+CMEE: 2', 'OK'));
  });
});

describe('registration', () => {
  test('takes a while, then GPRS attaches', async () => {
    const { ask } = await openConsole('sim:');
    expect(await ask('AT+CREG?', 50)).toBe(lines('+CREG: 0,2', 'OK'));
    expect(await ask('AT+CGATT?', 50)).toBe(lines('+CGATT: 0', 'OK'));
    expect(await ask('AT+CREG?', 1400)).toBe(lines('+CREG: 0,2', 'OK'));
    expect(await ask('AT+CREG?', 50)).toBe(lines('+CREG: 0,1', 'OK'));
    expect(await ask('AT+CGATT?', 400)).toBe(lines('+CGATT: 0', 'OK'));
    expect(await ask('AT+CGATT?', 50)).toBe(lines('+CGATT: 1', 'OK'));
  });

  test.each([
    [1, '+CREG: 1', '+CREG: 1,1'],
    [2, '+CREG: 1,"24D1","5E3A"', '+CREG: 2,1,"24D1","5E3A"'],
  ])('is reported unasked with AT+CREG=%i', async (n, report, answer) => {
    const { ask } = await openConsole('sim:');
    expect(await ask(`AT+CREG=${n}`, 2000)).toBe(lines('OK', report));
    expect(await ask('AT+CREG?', 50)).toBe(lines(answer, 'OK'));
    expect(await ask('AT+CREG=3', 50)).toBe(lines('ERROR'));
  });

  test('ends and begins again with the radio', async () => {
    const { ask } = await openConsole('sim:');
    await ask('AT+CREG=1', READY);
    expect(await ask('AT+CFUN=4', 100)).toBe(lines('+CREG: 0', 'OK'));
    expect(await ask('AT+CSQ', 50)).toBe(lines('+CSQ: 99,99', 'OK'));
    expect(await ask('AT+CGATT?', 50)).toBe(lines('+CGATT: 0', 'OK'));
    expect(await ask('AT+CFUN=1', READY)).toBe(lines('+CREG: 2', 'OK', '+CREG: 1'));
    expect(await ask('AT+CFUN=7', 100)).toBe(lines('ERROR'));
  });

  test('never comes with fault never-registers, and the antenna looks missing', async () => {
    const { ask } = await openConsole('sim:?speed=instant&fault=never-registers');
    expect(await ask('AT+CREG?', 600_000)).toBe(lines('+CREG: 0,2', 'OK'));
    expect(await ask('AT+CREG?')).toBe(lines('+CREG: 0,2', 'OK'));
    expect(await ask('AT+CSQ')).toBe(lines('+CSQ: 0,0', 'OK'));
    expect(await ask('AT+COPS?')).toBe(lines('+COPS: 0', 'OK'));
  });

  test('is denied with fault registration-denied', async () => {
    const { ask } = await openConsole('sim:?speed=instant&fault=registration-denied');
    expect(await ask('AT+CREG?')).toBe(lines('+CREG: 0,3', 'OK'));
  });

  test('does not attach with fault not-attached, not even when asked', async () => {
    const { ask } = await openConsole('sim:?speed=instant&fault=not-attached');
    expect(await ask('AT+CREG?')).toBe(lines('+CREG: 0,1', 'OK'));
    expect(await ask('AT+CGATT?')).toBe(lines('+CGATT: 0', 'OK'));
    expect(await ask('AT+CGATT=1')).toBe(lines('ERROR'));
    await ask('AT+CSTT="CMNET"');
    expect(await ask('AT+CIICR')).toBe(lines('ERROR'));
  });

  test('can be detached and attached by command', async () => {
    const { ask } = await openConsole('sim:?speed=instant');
    expect(await ask('AT+CGATT=0')).toBe(lines('OK'));
    expect(await ask('AT+CGATT?')).toBe(lines('+CGATT: 0', 'OK'));
    expect(await ask('AT+CGATT=1')).toBe(lines('OK'));
    expect(await ask('AT+CGATT?')).toBe(lines('+CGATT: 1', 'OK'));
    expect(await ask('AT+CGATT=2')).toBe(lines('ERROR'));
  });
});

describe('the SIM card', () => {
  test('is ready', async () => {
    const { ask } = await openConsole('sim:?speed=instant');
    expect(await ask('AT+CPIN?')).toBe(lines('+CPIN: READY', 'OK'));
    expect(await ask('AT+CPIN="1234"')).toBe(lines('ERROR'));
  });

  test('is missing with fault no-sim', async () => {
    const { ask } = await openConsole('sim:?speed=instant&fault=no-sim');
    expect(await ask('AT+CPIN?')).toBe(lines('ERROR'));
    await ask('AT+CMEE=2');
    expect(await ask('AT+CPIN?')).toBe(lines('+CME ERROR: SIM not inserted'));
    expect(await ask('AT+CIMI')).toBe(lines('+CME ERROR: SIM not inserted'));
    expect(await ask('AT+ICCID')).toBe(lines('+CME ERROR: SIM not inserted'));
    expect(await ask('AT+CPIN="1234"')).toBe(lines('+CME ERROR: SIM not inserted'));
    expect(await ask('AT+SPIC')).toBe(lines('+CME ERROR: SIM not inserted'));
    expect(await ask('AT+CREG?')).toBe(lines('+CREG: 0,0', 'OK'));
    expect(await ask('AT+CGSN')).toMatch(/\d{15}/);
  });

  test('asks for its PIN, is unlocked by it and only then registers', async () => {
    const { ask } = await openConsole('sim:?fault=sim-pin:0042');
    expect(await ask('AT+CPIN?', 50)).toBe(lines('+CPIN: SIM PIN', 'OK'));
    expect(await ask('AT+CREG?', READY)).toBe(lines('+CREG: 0,0', 'OK'));
    expect(await ask('AT+CIMI', 50)).toBe(lines('ERROR'));
    expect(await ask('AT+ICCID', 50)).toMatch(/ICCID/);
    expect(await ask('AT+CPIN=0042', 1000)).toBe(lines('OK', '+CPIN: READY'));
    expect(await ask('AT+CPIN?', READY)).toBe(lines('+CPIN: READY', 'OK'));
    expect(await ask('AT+CREG?', 50)).toBe(lines('+CREG: 0,1', 'OK'));
  });

  test('is blocked after three wrong PINs, also after a restart', async () => {
    const { ask, listen } = await openConsole('sim:?speed=instant&fault=sim-pin');
    await ask('AT+CMEE=1');
    for (let left = 3; left > 0; left -= 1) {
      expect(await ask('AT+SPIC')).toBe(lines(`+SPIC: ${left},10,3,10`, 'OK'));
      expect(await ask('AT+CPIN="9999"')).toBe(lines('+CME ERROR: 16'));
    }
    expect(await ask('AT+SPIC')).toBe(lines('+SPIC: 0,10,3,10', 'OK'));
    expect(await ask('AT+CPIN="1234"')).toBe(lines('+CME ERROR: 12'));
    expect(await ask('AT+CPIN?')).toBe(lines('+CPIN: SIM PUK', 'OK'));
    await ask('AT+CFUN=1,1');
    await listen(0);
    await ask('ATE0');
    expect(await ask('AT+CPIN?')).toBe(lines('+CPIN: SIM PUK', 'OK'));
  });
});

describe('the data context', () => {
  test('goes through its states as documented', async () => {
    const { ask } = await openConsole('sim:?speed=instant');
    const state = async () => /STATE: (.+)\r\n$/.exec(await ask('AT+CIPSTATUS'))?.[1];
    expect(await ask('AT+CIPSTATUS')).toBe(lines('OK', 'STATE: IP INITIAL'));
    expect(await ask('AT+CSTT?')).toBe(lines('+CSTT: "CMNET","",""', 'OK'));
    expect(await ask('AT+CIICR')).toBe(lines('ERROR'));
    expect(await ask('AT+CSTT="private.apn","me","secret"')).toBe(lines('OK'));
    expect(await state()).toBe('IP START');
    expect(await ask('AT+CSTT?')).toBe(lines('+CSTT: "private.apn","me","secret"', 'OK'));
    expect(await ask('AT+CSTT="CMNET"')).toBe(lines('ERROR'));
    expect(await ask('AT+CIFSR')).toBe(lines('ERROR'));
    expect(await ask('AT+CIICR')).toBe(lines('OK'));
    expect(await state()).toBe('IP GPRSACT');
    expect(await ask('AT+CIICR')).toBe(lines('ERROR'));
    expect(await ask('AT+CIFSR')).toMatch(/^\r\n10\.\d+\.\d+\.\d+\r\n\r\nOK\r\n$/);
    expect(await state()).toBe('IP STATUS');
    expect(await ask('AT+CIFSR')).toMatch(/10\./);
    expect(await ask('AT+CIPSHUT')).toBe(lines('SHUT OK'));
    expect(await state()).toBe('IP INITIAL');
    expect(await ask('AT+CIFSR')).toBe(lines('ERROR'));
  });

  test.each([
    'AT+CSTT=CMNET',
    'AT+CSTT=""',
    'AT+CSTT',
    'AT+CSTT="a","b","c","d"',
    `AT+CSTT="${'a'.repeat(64)}"`,
  ])('%s is refused', async (command) => {
    const { ask } = await openConsole('sim:?speed=instant');
    expect(await ask(command)).toBe(lines('ERROR'));
    expect(await ask('AT+CIPSTATUS')).toContain('IP INITIAL');
  });

  test('takes a while to activate', async () => {
    const { ask, listen } = await openConsole('sim:');
    await listen(READY);
    await ask('AT+CSTT="CMNET"', 100);
    expect(await ask('AT+CIICR', 299)).toBe('');
    expect(await listen(1)).toBe(lines('OK'));
  });
});

describe('MQTT commands without a connection', () => {
  test.each([
    ['AT+MCONFIG="id"', 'OK'],
    ['AT+MCONFIG="id","user","pw"', 'OK'],
    ['AT+MCONFIG="id","user","pw",0,0,"test","OVERLINER"', 'OK'],
    ['AT+MCONFIG=""', '+CME ERROR: 765'],
    ['AT+MCONFIG="id","user"', '+CME ERROR: 765'],
    ['AT+MCONFIG="id","user","pw",3,0,"t","m"', '+CME ERROR: 765'],
    ['AT+MCONFIG="id","user","pw",0,2,"t","m"', '+CME ERROR: 765'],
    ['AT+MCONFIG="id","user","pw",0,0,"","m"', '+CME ERROR: 765'],
    [`AT+MCONFIG="${'i'.repeat(257)}"`, '+CME ERROR: 765'],
    ['AT+MCONFIG=\xe2\x80\x9cid\xe2\x80\x9d', '+CME ERROR: 765'],
    ['AT+MIPSTART="host","1883"', '+CME ERROR: 3'],
    ['AT+MIPSTART="host","0"', '+CME ERROR: 765'],
    ['AT+MIPSTART="host","65536"', '+CME ERROR: 765'],
    ['AT+MIPSTART="host"', '+CME ERROR: 765'],
    ['AT+MCONNECT=1,20', '+CME ERROR: 767'],
    ['AT+MCONNECT=2,20', '+CME ERROR: 765'],
    ['AT+MCONNECT=1,0', '+CME ERROR: 765'],
    ['AT+MCONNECT=1', '+CME ERROR: 765'],
    ['AT+MSUB="t",0', '+CME ERROR: 767'],
    ['AT+MSUB="t",3', '+CME ERROR: 765'],
    ['AT+MSUB="t"', '+CME ERROR: 765'],
    ['AT+MUNSUB="t"', '+CME ERROR: 767'],
    ['AT+MPUB="t",0,0,"m"', '+CME ERROR: 767'],
    ['AT+MPUB="t",0,0,m', '+CME ERROR: 765'],
    ['AT+MPUB="",0,0,"m"', '+CME ERROR: 765'],
    ['AT+MDISCONNECT', '+CME ERROR: 767'],
    ['AT+MIPCLOSE', '+CME ERROR: 767'],
    ['AT+MQTTMSGGET', 'OK'],
    ['AT+MQTTMSGGET=0', '+CME ERROR: 4'],
    ['AT+MQTTMSGSET=2', '+CME ERROR: 765'],
    ['AT+MQTTMODE=2', '+CME ERROR: 765'],
  ])('%s is answered with %s', async (command, expected) => {
    const { ask } = await openConsole('sim:?speed=instant');
    await ask('AT+CMEE=1');
    expect(await ask(command)).toBe(lines(expected));
  });

  test('modes are set and read back', async () => {
    const { ask } = await openConsole('sim:?speed=instant');
    expect(await ask('AT+MQTTMSGSET?')).toBe(lines('+MQTTMSGSET: 0', 'OK'));
    expect(await ask('AT+MQTTMSGSET=1')).toBe(lines('OK'));
    expect(await ask('AT+MQTTMSGSET?')).toBe(lines('+MQTTMSGSET: 1', 'OK'));
    expect(await ask('AT+MQTTMODE?')).toBe(lines('+MQTTMODE: 0', 'OK'));
    expect(await ask('AT+MQTTMODE=1')).toBe(lines('OK'));
    expect(await ask('AT+MQTTMODE?')).toBe(lines('+MQTTMODE: 1', 'OK'));
    expect(await ask('AT+MQTTSTATU')).toBe(lines('+MQTTSTATU:0', 'OK'));
    expect(await ask('AT+MQTTMSGGET?')).toBe(
      lines(...[0, 1, 2, 3].map((slot) => `+MQTTMSGGET: ${slot},INVALID`), 'OK'),
    );
  });

  test('in HEX mode the will and the message have to be pairs of hexadecimal digits', async () => {
    const { ask } = await openConsole('sim:?speed=instant');
    await ask('AT+CMEE=1');
    await ask('AT+MQTTMODE=1');
    expect(await ask('AT+MCONFIG="id","u","p",0,0,"t","4F4b"')).toBe(lines('OK'));
    expect(await ask('AT+MCONFIG="id","u","p",0,0,"t","OVERLINER"')).toBe(lines('+CME ERROR: 765'));
    expect(await ask('AT+MPUB="t",0,0,"123"')).toBe(lines('+CME ERROR: 765'));
    expect(await ask('AT+MPUB="t",0,0," 5749"')).toBe(lines('+CME ERROR: 765'));
    expect(await ask('AT+MPUB="t",0,0,"5749"')).toBe(lines('+CME ERROR: 767'));
  });
});
