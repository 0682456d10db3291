import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BEARER_STATES } from '../../../../shared/codes/bearer.ts';
import { type Meaning, meaningOf } from '../../../../shared/codes/meaning.ts';
import { CME_ERRORS, CMS_ERRORS } from '../../../../shared/codes/mobile-errors.ts';
import { REGISTRATION } from '../../../../shared/codes/network.ts';
import { SIM_STATES } from '../../../../shared/codes/sim.ts';

const urc = (id: Extract<Meaning, { kind: 'urc' }>['id']): Meaning => ({ kind: 'urc', id });
const registration = (stat: keyof typeof REGISTRATION): Meaning => ({ kind: 'registration', stat });

describe('the meaning of a received line', () => {
  it.each<[string, Meaning]>([
    ['+CME ERROR: 3', { kind: 'cme', code: 3 }],
    ['+CME ERROR:767', { kind: 'cme', code: 767 }],
    ['+cme error : 14', { kind: 'cme', code: 14 }],
    ['\r\n+CME ERROR: 10\r\n', { kind: 'cme', code: 10 }],
    ['+CME ERROR：148', { kind: 'cme', code: 148 }],
    ['+CME ERROR: SIM not inserted', { kind: 'cme', code: 10 }],
    ['+CME ERROR: Operation Not Allowed', { kind: 'cme', code: 3 }],
    ['+CMS ERROR: 500', { kind: 'cms', code: 500 }],
    ['+CMS ERROR: SIM not inserted', { kind: 'cms', code: 310 }],
    ['+CMS ERROR: unknown', { kind: 'cme', code: 100 }],

    ['+CREG: 0,1', registration(1)],
    ['+CREG: 0,3', registration(3)],
    ['+CREG：0，5'.replace('，', ','), registration(5)],
    ['+CREG:0,10', registration(10)],
    ['+creg : 2 , 2', registration(2)],
    ['+CREG: 2,1,"1A2B","0C3D"', registration(1)],
    ['+CREG: 5', registration(5)],
    ['+CREG: 1,"1A2B","0C3D"', registration(1)],
    ['+CREG: 2,1A2B,0C3D', registration(2)],
    ['+CGREG: 0,2', registration(2)],
    ['+CGREG: 3', registration(3)],

    ['+CPIN: READY', { kind: 'sim', state: 'ready' }],
    ['+CPIN：READY', { kind: 'sim', state: 'ready' }],
    ['+CPIN: "SIM PIN"', { kind: 'sim', state: 'pin_required' }],
    ['+cpin:not inserted', { kind: 'sim', state: 'not_inserted' }],

    ['+CGATT: 0', { kind: 'attach', attached: false }],
    ['+CGATT :1', { kind: 'attach', attached: true }],
    ['+CSQ: 18,0', { kind: 'signal', signal: { rssi: 18, ber: 0 } }],
    ['+CSQ:99,99', { kind: 'signal', signal: { rssi: 99, ber: 99 } }],
    ['+CFUN: 1', { kind: 'functionality', level: 1 }],
    ['+CFUN:4', { kind: 'functionality', level: 4 }],

    ['STATE: IP INITIAL', { kind: 'bearer', state: 'initial' }],
    ['state：ip gprsact', { kind: 'bearer', state: 'active' }],
    ['STATE: CONNECT OK', { kind: 'bearer', state: 'connected' }],
    ['STATE:PDP DEACT', { kind: 'bearer', state: 'taken_away' }],

    ['+MQTTSTATU :1', { kind: 'mqtt', value: 1 }],
    ['+MQTTSTATU:0', { kind: 'mqtt', value: 0 }],
    ['+MQTTSTATUS: 2', { kind: 'mqtt', value: 2 }],
    ['CONNACK 5', { kind: 'connack', code: 5 }],
    ['CONNACK: 4', { kind: 'connack', code: 4 }],
    ['CONNACK,0x02', { kind: 'connack', code: 2 }],
    ['connack3', { kind: 'connack', code: 3 }],
    ['CONNACK OK', urc('connack_ok')],
    ['CONNACK: 0', urc('connack_ok')],
    ['CONNACK REFUSED', urc('connack_refused')],
    ['CONNACK 77', urc('connack_refused')],
    ['SUBACK', urc('suback')],
    ['SUBACK 1', { kind: 'granted', qos: 1 }],
    ['SUBACK: 0x80', urc('suback_refused')],
    ['SUBACK 128', urc('suback_refused')],
    ['SUBACK 17', urc('suback')],
    ['+MSUB: 3', { kind: 'cached', slot: 3 }],

    ['RDY', urc('ready')],
    ['CONNECT OK', urc('connect_ok')],
    ['7, CONNECT FAIL', urc('connect_fail')],
    ['ALREADY CONNECT', urc('already_connect')],
    ['CLOSED', urc('closed')],
    ['+PDP: DEACT', urc('bearer_lost')],
    ['+PDP DEACT', urc('bearer_lost')],
    ['NORMAL POWER DOWN', urc('power_down')],
    ['UNDER-VOLTAGE WARNNING', { kind: 'voltage', side: 'under', isOff: false }],
    ['UNDER-VOLTAGE POWER DOWN', { kind: 'voltage', side: 'under', isOff: true }],
    ['Over-Voltage Warnning', { kind: 'voltage', side: 'over', isOff: false }],
    ['OVER-VOLTAGE POWER DOWN', { kind: 'voltage', side: 'over', isOff: true }],
    ['+CMTE: 1', urc('temperature')],
    ['TCP ERROR:4', urc('stack_error')],
    ['SMS Ready', urc('start_up')],
    ['+MIPSTART: SUCCESS', urc('foreign_dialect')],
    ['+MQTT:DISCONNECTED', urc('foreign_dialect')],
  ])('is read from %j', (line, meaning) => {
    expect(meaningOf(line)).toEqual(meaning);
  });

  it.each([
    '',
    ' ',
    '\r\n',
    'OK',
    'ERROR',
    '10.7.161.21',
    '866104020123454',
    'SHUT OK',
    // echoes
    'AT+CREG?',
    'AT+CREG=2',
    'AT+CME ERROR: 3',
    'AT+CPIN="1234"',
    'AT+MCONNECT=1,20',
    'AT+MSUB="t",0',
    'AT+MPUB="t",0,0,"+CREG: 0,3"',
    'AT+CREG?+CREG: 0,3',
    // a code within something else
    'x+CREG: 0,1',
    '+CREG: 0,1 and more',
    'temperature +CSQ: 18,0',
    '+MSUB: "t",10 byte,+CREG: 0,3',
    '+MSUB: "t",13 byte,+CME ERROR: 3',
    '{"state":"STATE: IP INITIAL"}',
    'it CLOSED',
    'CLOSED?',
    // codes that no table has
    '+CME ERROR: 9999',
    '+CME ERROR: no idea',
    '+CME ERROR:',
    '+CME ERROR: -1',
    '+CMS ERROR: 9999',
    '+CREG: 0,77',
    '+CREG: 77',
    '+CREG: 9,1',
    '+CREG:',
    '+CREG: ,1',
    '+CREG: (0-2)',
    '+CPIN: READY NOW',
    '+CPIN:',
    '+CGATT: 2',
    '+CGATT: (0,1)',
    '+CSQ: 32,0',
    '+CSQ: 18',
    '+CSQ: -77,0',
    '+CFUN: 9',
    '+CFUN: (0,1,4),(0,1)',
    'STATE: IP PARADISE',
    'STATE:',
    '+MQTTSTATU: 3',
    '+MQTTSTATU: 12',
    '+MQTTSTATU:',
    '+MSUB: "3"',
    '+CREGX: 1',
    '+CMTI',
  ])('is not read into %j', (line) => {
    expect(meaningOf(line)).toBeNull();
  });

  it('is there for every code of every table', () => {
    for (const { code, text } of CME_ERRORS) {
      expect(meaningOf(`+CME ERROR: ${code}`)).toEqual({ kind: 'cme', code });
      expect(meaningOf(`+CME ERROR: ${text}`)?.kind).toBe('cme');
    }
    for (const { code, text } of CMS_ERRORS) {
      expect(meaningOf(`+CMS ERROR: ${code}`)).toEqual({ kind: 'cms', code });
      expect(meaningOf(`+CMS ERROR: ${text}`)).toEqual({ kind: 'cms', code });
    }
    for (const { word, state } of SIM_STATES)
      expect(meaningOf(`+CPIN: ${word}`)).toEqual({ kind: 'sim', state });
    for (const { word, state } of BEARER_STATES)
      expect(meaningOf(`STATE: ${word}`)).toEqual({ kind: 'bearer', state });
    for (const stat of Object.keys(REGISTRATION))
      expect(meaningOf(`+CREG: 0,${stat}`)).toEqual({ kind: 'registration', stat: Number(stat) });
  });

  it('cannot be made to throw, and is the same for noise around the line', () => {
    const pieces = fc.constantFrom(
      '+CREG',
      '+CME ERROR',
      ':',
      '：',
      ' ',
      ',',
      '0',
      '3',
      '"',
      'CONNACK',
      'STATE',
      '\u0000',
      '\ufffd',
      '温',
      '\r\n',
    );
    const line = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.array(pieces, { maxLength: 12 }).map((all) => all.join('')),
    );
    fc.assert(
      fc.property(line, (text) => {
        expect(meaningOf(`\r\n\u0000 ${text} \ufffd\r\n`)).toEqual(meaningOf(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('is known at once also of a line that is made to be slow', () => {
    const before = performance.now();
    for (const start of [
      '+CREG: ',
      '+CREG',
      '+CPIN: "',
      '+PDP',
      '+CME ERROR',
      'STATE',
      'CONNACK',
      'SUBACK ',
      '1',
      'PINGRES',
      '',
    ])
      for (const fill of [' ', '1', ',', 'A', ':', '"', '：', '\u0000'])
        expect(meaningOf(`${start}${fill.repeat(64_000)}!`)).toBeNull();
    expect(performance.now() - before).toBeLessThan(1000);
  });
});
