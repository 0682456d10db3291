import { describe, expect, test } from 'vitest';
import { unsolicitedLine } from '../../../electron/at/unsolicited.ts';
import { URCS } from '../../../shared/codes/unsolicited-lines.ts';

describe('a line that comes by itself', () => {
  test.each<[string, string, string?, number?]>([
    ['RDY', 'ready', 'restarted'],
    ['CONNECT OK', 'connect_ok'],
    ['connect ok', 'connect_ok'],
    ['7,CONNECT OK', 'connect_ok'],
    ['7, CONNECT OK', 'connect_ok'],
    ['CONNECT FAIL', 'connect_fail'],
    ['0, CONNECT FAIL', 'connect_fail'],
    ['CONNECT FAILED', 'connect_fail'],
    ['ALREADY CONNECT', 'already_connect'],
    ['CONNECT', 'data_mode'],
    ['CONNECT 115200', 'data_mode'],
    ['CONNACK OK', 'connack_ok'],
    ['CONNACK: OK', 'connack_ok'],
    ['CONNACK 0', 'connack_ok'],
    ['CONNACK: 0x00', 'connack_ok'],
    ['CONNACK', 'connack_refused'],
    ['CONNACK 1', 'connack_refused', 'none', 1],
    ['CONNACK:2', 'connack_refused', 'none', 2],
    ['CONNACK, 3', 'connack_refused', 'none', 3],
    ['CONNACK4', 'connack_refused', 'none', 4],
    ['CONNACK: 0x05', 'connack_refused', 'none', 5],
    ['CONNACK FAIL', 'connack_refused'],
    ['CONNACK ERROR', 'connack_refused'],
    ['CONNACK REFUSED: bad user', 'connack_refused'],
    ['CONNACK OKAY', 'connack_refused'],
    ['SUBACK', 'suback'],
    ['SUBACK 0', 'suback', 'none', 0],
    ['SUBACK: 1', 'suback', 'none', 1],
    ['SUBACK 128', 'suback_refused'],
    ['SUBACK: 0x80', 'suback_refused'],
    ['SUBACK FAIL', 'suback_refused'],
    ['UNSUBACK', 'unsuback'],
    ['PUBACK', 'puback'],
    ['PUBREC', 'pubrec'],
    ['PUBCOMP', 'pubcomp'],
    ['+MSUB: 0', 'message_notice', 'none', 0],
    ['+MSUB:3', 'message_notice', 'none', 3],
    ['CLOSED', 'closed', 'link_closed'],
    ['0, CLOSED', 'closed', 'link_closed'],
    ['+PDP: DEACT', 'bearer_lost', 'bearer_lost'],
    ['+PDP DEACT', 'bearer_lost', 'bearer_lost'],
    ['+SAPBR 1: DEACT', 'bearer_lost', 'bearer_lost'],
    ['+CGEV: NW PDN DEACT 1', 'bearer_lost', 'bearer_lost'],
    ['+CGEV: ME DEACT "IP"', 'bearer_lost', 'bearer_lost'],
    ['+CGEV: NW MODIFY 1', 'network_time'],
    ['STATE: IP INITIAL', 'bearer_state'],
    ['+MIPSTART: SUCCESS', 'foreign_dialect'],
    ['+MCONNECT: FAILURE', 'foreign_dialect'],
    ['+MSUB: SUCCESS', 'foreign_dialect'],
    ['+MQTT:DISCONNECTED', 'foreign_dialect'],
    ['NORMAL POWER DOWN', 'power_down', 'powered_down'],
    ['NORMAL POWER OFF', 'power_down', 'powered_down'],
    ['UNDER-VOLTAGE POWER DOWN', 'voltage_power_down', 'powered_down'],
    ['UNDER-VOLTAGE WARNNING', 'voltage_warning'],
    ['OVER-VOLTAGE WARNING', 'voltage_warning'],
    ['+CPIN: NOT INSERTED', 'sim_removed', 'sim_removed'],
    ['+CPIN: READY', 'sim_state'],
    ['+CFUN: 1', 'functionality'],
    ['Call Ready', 'start_up'],
    ['SMS READY', 'start_up'],
    ['PB DONE', 'start_up'],
    ['+CREG: 5', 'registration'],
    ['+CREG: 2,"1A2B","0C3D"', 'registration'],
    ['+CGREG: 1', 'registration'],
    ['*PSUTTZ: 2020,12,9,12,57,4,"+12",0', 'network_time'],
    ['DST: 0', 'network_time'],
    ['+CIEV: 10,"25001","MTS RUS","MTS RUS", 0, 0', 'network_time'],
    ['RING', 'call'],
    ['NO CARRIER', 'call'],
    ['+CMTI: "SM",3', 'short_message'],
    ['+CMTE: 1', 'temperature'],
    ['CHARGE-ONLY MODE', 'charge_only'],
    ['MQTT PINGRESP timeout', 'ping_response'],
    ['TCP ERROR:4', 'stack_error'],
  ])('%s is %s', (text, id, effect = 'none', number?) => {
    expect(unsolicitedLine(text, text)).toEqual({
      id,
      effect,
      text,
      number: number ?? null,
      message: null,
    });
  });

  test.each([
    'OK',
    'ERROR',
    '+CME ERROR: 3',
    'RDYX',
    'rdy',
    'x RDY',
    'SEND OK',
    'SHUT OK',
    'CLOSE OK',
    'CONNECT OKAY',
    'DISCONNECT OK',
    'CONNECT TIMEOUT',
    'CONNECT x',
    'CONNACKOK',
    'XCONNACK OK',
    'XSUBACK',
    'SUBACKS',
    'ENCLOSED',
    'CLOSED BY PEER',
    '+PDP: ACT',
    'STATE',
    'IP STATE: x',
    'ABNORMAL POWER DOWN',
    'NORMAL POWER',
    '+MSUB: "t"',
    '+MSUB: 1 2',
    '+CSQ: 18,0',
    '+CGATT: 1',
    '10.40.77.11',
    '861234567890123',
    'RINGING',
    '',
  ])('%j is not known', (text) => {
    expect(unsolicitedLine(text, text)).toMatchObject({ id: null, effect: 'none', number: null });
  });

  test('is matched as normalised and shown as it came', () => {
    expect(unsolicitedLine('CLOSED', '\0CLOSED ')).toMatchObject({ id: 'closed', text: '\0CLOSED ' });
  });

  test('has one row for each id', () => {
    const ids = URCS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  test('is looked up in a time that does not explode, whatever it is', () => {
    const started = performance.now();
    for (const start of URCS.map(({ id }) => id.toUpperCase()).concat(['CONNACK', '+CGEV:', 'STATE:', '9']))
      for (const filler of [' ', '9', ' 9', ',', ':', 'PINGRES'])
        unsolicitedLine(start + filler.repeat(4000), '');
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
