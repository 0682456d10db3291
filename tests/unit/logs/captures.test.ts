import { describe, expect, it } from 'vitest';
import { logReport } from '../../../electron/service/log-report.ts';
import { openedLog, readLog } from './read-log.ts';

/** Where a log is stuck: `reached/stuck outcome code first cause`. */
function summary(text: string): string {
  const { reachedStep, stuckStep, outcome, code, causes } = logReport('log', openedLog(text));
  return [`${reachedStep}/${stuckStep ?? '-'}`, outcome, code, causes[0]?.id]
    .filter((each) => each != null)
    .join(' ');
}

const lines = (text: string): string => text.split(' | ').join('\n');
const UP =
  'AT | OK | AT+CPIN? | +CPIN: READY | OK | AT+CREG? | +CREG: 0,1 | OK | AT+CGATT? | +CGATT: 1 | OK | AT+CSTT="CMNET" | OK | AT+CIICR | OK | AT+CIFSR | 10.1.2.3';
const CONNECTED = `${UP} | AT+MCONFIG="gprs" | OK | AT+MIPSTART="h.example","1883" | OK | CONNECT OK | AT+MCONFIG="gprs","u","passw0rd" | OK`;
const IN_SESSION = `${CONNECTED} | AT+MCONNECT=1,20 | OK | CONNACK OK`;
const KICKED =
  'AT+MIPSTART="h.example","1883" | OK | CONNECT OK | AT+MCONNECT=1,60 | OK | CONNACK OK | AT+MSUB="t",0 | OK | SUBACK | CLOSED';

describe('a capture', () => {
  it.each([
    ['of a silent module', 'AT | AT | AT | AT', '1/1 failed no_answer module_unpowered'],
    [
      'of a firmware that talks in between',
      'AT | Module not responding, retry 1 | AT | Module not responding, retry 2 | AT',
      '1/1 failed no_answer module_unpowered',
    ],
    [
      'with quotation marks that a module cannot read',
      'AT+CSTT=“CMNET” | ERROR',
      '7/7 failed apn_refused apn_written_wrong',
    ],
    [
      'of a link that was left open',
      `${UP} | AT+MIPSTART="h.example","1883" | ERROR | ALREADY CONNECT`,
      '11/11 failed connect_failed link_left_open',
    ],
    [
      'of a firmware that writes MQTT itself',
      'AT+CIPSTART="TCP","h.example","1883" | OK | AT | OK | CONNECT FAIL',
      '11/11 failed connect_failed host_unknown',
    ],
    [
      'of a data link that was not there',
      'AT+CIPSTART="TCP","h.example","1883" | OK | STATE: IP INITIAL | CONNECT FAIL',
      '11/11 failed connect_failed bearer_not_up',
    ],
    [
      'of a broker that lost patience',
      `${CONNECTED} | CLOSED | AT+MCONNECT=1,20 | ERROR`,
      '13/13 failed link_closed too_slow_to_session',
    ],
    [
      'of a refusal in words with a number',
      `${CONNECTED} | AT+MCONNECT=1,20 | OK | CONNACK ERROR: 5`,
      '13/13 failed session_refused device_disabled',
    ],
    [
      'of a session that ends once',
      `${IN_SESSION} | CLOSED`,
      '13/13 failed link_closed broker_closed_session',
    ],
    [
      'of a session that ends again and again',
      `${KICKED} | ${KICKED}`,
      '15/13 failed link_closed client_id_in_use',
    ],
    [
      'without a SUBACK',
      `${IN_SESSION} | AT+MSUB="t",0 | OK`,
      '15/15 failed subscribe_timeout subscription_unconfirmed',
    ],
    [
      'of the other dialect with the credentials ahead',
      `${UP} | AT+MCONFIG="a","b","passw0rd" | OK | AT+MIPSTART="h.example",1883,4 | OK | +MIPSTART: FAILURE`,
      '11/11 failed foreign_dialect other_firmware',
    ],
    [
      'of a message that came back without an OK, as the document prints it',
      `${IN_SESSION} | AT+MSUB="test",0 | OK | SUBACK | AT+MPUB="test",0,0," 57495338303043" | +MSUB: 0 | AT+MQTTMSGGET | +MSUB: " test ",7 byte, 57495338303043 | OK`,
      '18/- passed',
    ],
    [
      'of a firmware that says what it waits for',
      'send cmd: AT+CIICR | wait: OK | recv: | ERROR',
      '8/8 failed bearer_refused no_data_service',
    ],
    [
      'of calls of a firmware',
      'gsm_send(AT) | OK | gsm_send(AT+CPIN?) | ERROR',
      '4/4 failed sim_missing card_not_seated',
    ],
    [
      'of commands in brackets',
      'Cmd[AT+CREG?] | +CREG: 0,3 | OK | Cmd[AT+CREG?] | +CREG: 0,3 | OK',
      '5/5 failed registration_denied card_barred',
    ],
  ])('%s', (_what, text, expected) => {
    expect(summary(lines(text))).toBe(expected);
  });
});

describe('a text that is no capture', () => {
  it.each([
    [
      'a program in C',
      '#include "gsm.h"\nstatic const char *all[] = {\n  "AT\\r\\n",\n  "AT+CPIN?\\r\\n",\n};\n',
    ],
    ['a sketch', 'void setup()\n{\n  sim.println("AT");\n  sim.println("AT+CSQ");\n}\n'],
    ['a program in Python', 'import serial\nfor cmd in ["AT", "AT+CPIN?"]:\n    ser.write(cmd)\n'],
    ['a novel', 'At last he came.\nAT THE DOOR stood a man.\nAT\nHe was at home.\n'],
    ['a sentence of one word', 'At\nnoon she left.\n'],
  ])('is %s', (_what, text) => {
    expect(readLog(text)).toEqual({ ok: false, refusal: 'no_dialogue' });
  });
});

describe('the secrets of a log', () => {
  const commands = [
    'AT+MCONFIG="id","user","S3cretPw9"',
    'AT+CSTT="apn","user","S3cretPw9"',
    'AT+CPIN=47110815',
  ];
  const ways: Readonly<Record<string, (command: string) => string>> = {
    'heard and not sent': (command) => `TX: AT\nRX: OK\nRX: ${command}\nRX: OK\n`,
    'in a remark': (command) => `AT\nOK\nnow sending ${command} to the module\nOK\n`,
    'behind an unknown mark': (command) => `AT\nOK\n<weird>${command}\nOK\nAT\nOK\n`,
    'between Chinese words': (command) => `AT\nOK\n发送${command}成功\nAT\nOK\n`,
    'behind noise': (command) => `AT\nOK\n\u00fe\u0001${command}\nOK\n`,
  };
  it.each(Object.keys(ways))('stand nowhere, be they %s', (way) => {
    for (const command of commands) {
      const log = openedLog(ways[way]?.(command) ?? '');
      expect(JSON.stringify([log.events, log.trace, logReport('log', log)])).not.toMatch(
        /S3cretPw9|47110815/,
      );
    }
  });
});

describe('a capture of answers alone', () => {
  const UP_TO_ADDRESS =
    'RDY | +CPIN: READY | OK | +CREG: 0,1 | OK | +CGATT: 1 | OK | OK | OK | 10.1.2.3 | OK';

  it.each([
    ['that connects', `${UP_TO_ADDRESS} | CONNECT OK | OK | CONNACK OK`, '13/- incomplete'],
    [
      'without a connection',
      `${UP_TO_ADDRESS} | OK | CONNECT FAIL`,
      '11/11 failed connect_failed host_unknown',
    ],
    [
      'that is refused',
      `${UP_TO_ADDRESS} | CONNECT OK | OK | CONNACK 4`,
      '13/13 failed session_refused credentials_wrong',
    ],
    [
      'without a card',
      'OK | OK | +CSQ: 0,0 | OK | +CME ERROR: SIM not inserted',
      '4/4 failed sim_missing card_not_seated',
    ],
    [
      'of a network that denies',
      '+CPIN: READY | OK | +CREG: 0,3 | OK | +CREG: 0,3 | OK',
      '5/5 failed registration_denied card_barred',
    ],
    [
      'that searches',
      '+CPIN: READY | OK | +CREG: 0,2 | OK | +CREG: 0,2 | OK',
      '5/5 failed registration_timeout antenna_missing',
    ],
  ])('%s', (_name, text, expected) => {
    expect(summary(lines(text))).toBe(expected);
  });

  it('shows the commands that it gives away in brackets: they stand in no line', () => {
    const { events } = openedLog(lines('+CPIN: READY | OK | +CREG: 0,1 | OK'));
    const commands = events.flatMap((event) => (event.type === 'at.exchanged' ? [event.command] : []));
    expect(commands).toEqual(['[AT+CPIN?]', '[AT+CREG?]']);
  });

  it.each([
    'OK | OK | ERROR',
    '+CSQ: 20,0 | +CSQ: 21,0',
    '10.1.2.3 | 10.1.2.4',
    'He said CONNECT OK to them.',
  ])('is none where nothing is given away: %s', (text) => {
    expect(readLog(lines(text))).toMatchObject({ ok: false, refusal: 'no_dialogue' });
  });

  it('is not made of answers once there is a command', () => {
    const { events } = openedLog(lines('+CPIN: READY | +CREG: 0,1 | AT | OK'));
    const commands = events.flatMap((event) => (event.type === 'at.exchanged' ? [event.command] : []));
    expect(commands).toEqual(['AT']);
  });
});
