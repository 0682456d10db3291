import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CATALOGUE, type CommandKind, commandRow } from '../../../electron/at/catalogue.ts';
import {
  attached,
  carries,
  firmware,
  functionality,
  iccid,
  imei,
  imsi,
  ipv4,
  mqttState,
  operator,
  pinTries,
  registrationStat,
  signal,
  simState,
} from '../../../electron/at/replies.ts';
import { bearerWord } from '../../../shared/codes/bearer.ts';
import { SIM_STATES } from '../../../shared/codes/sim.ts';
import { bytes } from './framing.ts';

type Decoder = (lines: readonly string[]) => unknown;

/** What each decoder reads, and what it must not read. */
const VECTORS: readonly {
  readonly name: string;
  readonly kind: CommandKind;
  readonly decode: Decoder;
  readonly reads: readonly (readonly [string, unknown])[];
  readonly refuses: readonly string[];
}[] = [
  {
    name: 'the SIM state',
    kind: 'sim',
    decode: simState,
    reads: [
      ['+CPIN: READY', 'ready'],
      ['+CPIN:READY', 'ready'],
      ['+CPIN : ready', 'ready'],
      ['+CPIN: "SIM PIN"', 'pin_required'],
      ['+CPIN: NOT INSERTED', 'not_inserted'],
      ['+CPIN: SIM REMOVED', 'not_inserted'],
    ],
    refuses: ['+CPIN: READY NOW', '+CPIN:', '+CPIN READY', 'READY', '+CPINX: READY', '+CPIN: SIM'],
  },
  {
    name: 'the registration',
    kind: 'registration',
    decode: registrationStat,
    reads: [
      ['+CREG: 0,1', 1],
      ['+CREG:0,5', 5],
      ['+CREG : 2 , 2', 2],
      ['+CREG: 2,1,"1A2B","0C3D"', 1],
      ['+CREG: 0,10', 10],
    ],
    refuses: [
      '+CREG: 1',
      '+CREG: 5,"1A2B","0C3D"',
      '+CREG: 2,1A2B,0C3D',
      '+CREG: 2,1234,5678',
      '+CREG: 0,',
      '+CREG: ,1',
      '+CREG: 12,1',
      '+CGREG: 0,1',
      '+CREG 0,1',
    ],
  },
  {
    name: 'the attach flag',
    kind: 'attach',
    decode: attached,
    reads: [
      ['+CGATT: 1', true],
      ['+CGATT:0', false],
    ],
    refuses: ['+CGATT: 2', '+CGATT:', '+CGATT: 11', '+CGATT: 1,0', 'CGATT: 1', '1'],
  },
  {
    name: 'the signal',
    kind: 'signal',
    decode: signal,
    reads: [
      ['+CSQ: 18,0', { rssi: 18, ber: 0 }],
      ['+CSQ:31,7', { rssi: 31, ber: 7 }],
      ['+CSQ: 99,99', { rssi: 99, ber: 99 }],
      ['+CSQ: 0, 0', { rssi: 0, ber: 0 }],
    ],
    refuses: [
      '+CSQ: 32,0',
      '+CSQ: 98,0',
      '+CSQ: 18,8',
      '+CSQ: -1,0',
      '+CSQ: 18',
      '+CSQ: 18,0,0',
      '+CESQ: 18,0',
    ],
  },
  {
    name: 'the IMEI',
    kind: 'imei',
    decode: imei,
    reads: [
      ['861234567890123', '861234567890123'],
      ['+CGSN: "861234567890123"', '861234567890123'],
      ['+GSN: 861234567890123', '861234567890123'],
      ['"861234567890123"', '861234567890123'],
    ],
    refuses: [
      '86123456789012',
      '8612345678901234',
      '86123456789012X',
      'IMEI: 861234567890123',
      '+CIMI: 861234567890123',
      '',
    ],
  },
  {
    name: 'the ICCID',
    kind: 'iccid',
    decode: iccid,
    reads: [
      ['+ICCID: 89860012345678901234', '89860012345678901234'],
      ['+CCID: "8986001234567890123"', '8986001234567890123'],
      ['8986001234567890123F', '8986001234567890123'],
      ['8986001234567890123f', '8986001234567890123'],
      ['898600D1234567890123', '898600D1234567890123'],
      ['898600123456789012', '898600123456789012'],
    ],
    refuses: [
      'FFFFFFFFFFFFFFFFFFFF',
      '89860012345678FFFFFF',
      '8986001234567890123412',
      '89860012345678901',
      '8986001234567890123G',
      '+ICCID:',
      'SIM 89860012345678901234',
    ],
  },
  {
    name: 'the IMSI',
    kind: 'imsi',
    decode: imsi,
    reads: [
      ['460001234567890', '460001234567890'],
      ['46000123456789', '46000123456789'],
      ['+CIMI: 460001234567890', '460001234567890'],
    ],
    refuses: ['4600012345678', '4600012345678901', '46000123456789A', 'IMSI 460001234567890'],
  },
  {
    name: 'the MQTT state',
    kind: 'mqttState',
    decode: mqttState,
    reads: [
      ['+MQTTSTATU:1', 1],
      ['+MQTTSTATU :0', 0],
      ['+MQTTSTATU: 2', 2],
      ['+MQTTSTATUS: 1', 1],
    ],
    refuses: ['+MQTTSTATU: 3', '+MQTTSTATU: 12', '+MQTTSTATU:', '+MQTTSTAT: 1', 'MQTTSTATU: 1'],
  },
  {
    name: 'the functionality',
    kind: 'functionality',
    decode: functionality,
    reads: [
      ['+CFUN: 1', 1],
      ['+CFUN:0', 0],
      ['+CFUN : 4', 4],
    ],
    refuses: ['+CFUN:', '+CFUN: full', '+CFUN: 1,0', '+CFUN: -1', 'CFUN: 1'],
  },
  {
    name: 'the operator',
    kind: 'operator',
    decode: operator,
    reads: [
      ['+COPS: 0,0,"CHINA MOBILE"', 'CHINA MOBILE'],
      ['+COPS:0,2,"46000"', '46000'],
      ['+COPS: 0,2,46001', '46001'],
      ['+COPS: 1,0,"CHN-UNICOM",0', 'CHN-UNICOM'],
    ],
    refuses: ['+COPS: 0', '+COPS: 2', '+COPS: 0,0,""', '+COPS: 0,0', '+COPS:', 'CHINA MOBILE'],
  },
  {
    name: 'the tries left for the PIN',
    kind: 'pinTries',
    decode: pinTries,
    reads: [
      ['+SPIC: 3,10,3,10', 3],
      ['+SPIC:2,10,0,10', 2],
      ['+SPIC: 0,10,3,10', 0],
      ['+SPIC: 1', 1],
    ],
    refuses: ['+SPIC:', '+SPIC: ,10', '+SPIC: three', 'SPIC: 3,10,3,10', '+SPIC: 300,10'],
  },
  {
    name: 'the address',
    kind: 'localAddress',
    decode: ipv4,
    reads: [
      ['10.40.77.11', '10.40.77.11'],
      ['"100.86.47.178"', '100.86.47.178'],
      ['+CIFSR: 10.0.0.1', '10.0.0.1'],
      ['255.255.255.255', '255.255.255.255'],
    ],
    refuses: [
      '0.0.0.0',
      '000.000.000.000',
      '256.1.1.1',
      '10.40.77',
      '10.40.77.11.5',
      '1010.40.77.11',
      'IP 10.40.77.11',
      'ERROR',
    ],
  },
];

describe.each(VECTORS)('$name', ({ kind, decode, reads, refuses }) => {
  const { owns } = commandRow(kind);

  test.each(reads)('is read from %s, and the command owns the line', (text, value) => {
    expect(decode([text])).toEqual(value);
    expect(owns instanceof RegExp && owns.test(text)).toBe(true);
  });

  test.each(refuses)('is not read from %j', (text) => {
    expect(decode([text])).toBeNull();
  });

  test('is not read from nothing', () => {
    expect(decode([])).toBeNull();
  });

  test('is what the last line that says it says', () => {
    const [first, ...rest] = reads;
    const [text, value] = rest.at(-1) ?? first ?? ['', null];
    expect(decode([first?.[0] ?? '', 'x', text, 'y'])).toEqual(value);
  });

  test('is never read into a line that the command does not own', () => {
    const near = fc.mixedCase(
      fc
        .tuple(
          fc.constantFrom(...reads.map(([text]) => text), ...refuses),
          fc.nat({ max: 30 }),
          fc.constantFrom('', ' ', ',', '0', 'x', '"'),
        )
        .map(([text, at, inserted]) => text.slice(0, at) + inserted + text.slice(at)),
    );
    fc.assert(
      fc.property(near, (text) => {
        fc.pre(owns instanceof RegExp && !owns.test(text));
        expect(decode([text])).toBeNull();
      }),
    );
  });
});

describe('other readings', () => {
  test.each(SIM_STATES)('the SIM word $word is known', ({ word, state }) => {
    expect(simState([`+CPIN: ${word}`])).toBe(state);
  });

  test.each([
    ['STATE: IP INITIAL', 'IP INITIAL'],
    ['STATE:IP START', 'IP START'],
    ['STATE: ip status  ', 'IP STATUS'],
    ['STATE：PDP DEACT', 'PDP DEACT'],
    ['OK', null],
    ['STATE:', null],
    ['STATE:   ', null],
    ['STATE IP', null],
  ])('the bearer state in %j is %s', (text, state) => {
    expect(bearerWord(text)).toBe(state);
  });

  test.each<[readonly string[], string | null]>([
    [['Revision:1418B05SIM800C24'], '1418B05SIM800C24'],
    [['+CGMR: V1.0', 'build 7'], 'V1.0 build 7'],
    [['WIS800C_V1'], 'WIS800C_V1'],
    [['+GMR: V2'], 'V2'],
    [['+LONG: a line of some module', 'WIS800C_V1', '+FLOOD: 7'], 'WIS800C_V1'],
    [['+WIS800C V1.0'], '+WIS800C V1.0'],
    [['+LONG: a line of some module'], null],
    [['', '+CGMR:'], null],
    [[], null],
  ])('the firmware in %j is %s', (lines, text) => {
    expect(firmware(lines)).toBe(text);
  });

  test.each<[string, number, string, string, boolean]>([
    ['the same bytes', 7, 'WIS800C', 'WIS800C', true],
    ['its HEX digits', 7, '57495338303043', 'WIS800C', true],
    ['its HEX digits behind a blank', 7, ' 57495338303043', 'WIS800C', true],
    ['its HEX digits in lower case', 2, 'abcd', '\u00ab\u00cd', false],
    ['digits counted as digits', 14, '57495338303043', 'WIS800C', false],
    ['other bytes', 7, 'WIS800D', 'WIS800C', false],
    ['bytes cut short', 7, 'WIS800', 'WIS800C', false],
    ['bytes with a tail', 7, 'WIS800C!', 'WIS800C', false],
    ['digits cut short', 7, '5749533830304', 'WIS800C', false],
    ['nothing for nothing', 0, '', '', true],
    ['nothing for something', 0, '', 'x', false],
    ['UTF-8', 6, '四度', '四度', true],
  ])('a message of %s is judged', (_name, length, printed, expected, same) => {
    expect(carries({ length, printed: bytes(printed) }, bytes(expected))).toBe(same);
  });

  test.each(Object.keys(CATALOGUE))('the row %s says where it comes from', (kind) => {
    const row = Object.entries(CATALOGUE).find(([name]) => name === kind)?.[1];
    expect(row?.source).not.toBe('');
  });
});
