import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { commandLine, LINE_LENGTH, number, secret, text } from '../../../shared/command-line.ts';
import {
  expandProfile,
  missingPlaceholder,
  placeholdersIn,
  profilePlaceholders,
  type UnitIdentity,
} from '../../../shared/placeholders.ts';
import { type Profile, type ProfileInput, profileSchema } from '../../../shared/profile.ts';
import {
  COMMANDS,
  connectBroker,
  enterPin,
  fixBaudForms,
  openSession,
  publish,
  readCacheSlot,
  setApn,
  setClientId,
  setCredentials,
  setDelivery,
  setEncoding,
  subscribe,
  unsubscribe,
} from '../../../shared/step-commands.ts';

const base: ProfileInput = { name: 'n', broker: { host: 'h.example' }, mqtt: { clientId: 'cid' } };
const profileOf = (part: Partial<ProfileInput> = {}): Profile => profileSchema.parse({ ...base, ...part });
const lineOf = (command: (profile: Profile) => { line: string }, part: Partial<ProfileInput> = {}) =>
  command(profileOf(part)).line;

describe('a command line', () => {
  it('quotes texts and leaves numbers bare', () => {
    expect(commandLine('AT+X', [text('a'), number(1), secret('s')])).toEqual({
      line: 'AT+X="a",1,"s"',
      shown: 'AT+X="a",1,"***"',
    });
    expect(commandLine('AT+X')).toEqual({ line: 'AT+X', shown: 'AT+X' });
  });

  it('shows an empty secret empty: there is nothing to hide', () => {
    expect(commandLine('AT+X', [secret('')]).shown).toBe('AT+X=""');
  });

  it('shows no secret whatever it is, and sends it whole', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, unit: 'binary' }), (value) => {
        const { line, shown } = commandLine('AT+X', [text('known'), secret(value)]);
        expect(shown).toBe('AT+X="known","***"');
        expect(line).toBe(`AT+X="known","${value}"`);
      }),
    );
  });

  it('is refused above a length it is doubtful at', () => {
    expect(LINE_LENGTH.doubtfulAbove).toBeLessThan(LINE_LENGTH.refusedAbove);
  });
});

describe('the command lines of the steps', () => {
  it('3: three forms, the one of the document first', () => {
    expect(fixBaudForms(9600).map((form) => form.map(({ line }) => line))).toEqual([
      ['AT+IPR=9600&W'],
      ['AT+IPR=9600;&W'],
      ['AT+IPR=9600', 'AT&W'],
    ]);
  });

  it('4: the PIN is masked', () => {
    expect(enterPin('0123')).toEqual({ line: 'AT+CPIN="0123"', shown: 'AT+CPIN="***"' });
  });

  it.each([
    [{ name: 'CMNET' }, 'AT+CSTT="CMNET"', 'AT+CSTT="CMNET"'],
    [{ name: '' }, 'AT+CSTT=""', 'AT+CSTT=""'],
    [{ name: 'p', username: 'u' }, 'AT+CSTT="p","u",""', 'AT+CSTT="p","u",""'],
    [{ name: 'p', username: 'u', password: 'w' }, 'AT+CSTT="p","u","w"', 'AT+CSTT="p","u","***"'],
    [{ name: 'p', password: 'w' }, 'AT+CSTT="p","","w"', 'AT+CSTT="p","","***"'],
  ])('7: %j', (apn, line, shown) => {
    expect(setApn(profileOf({ apn }))).toEqual({ line, shown });
  });

  it('10', () => {
    expect(lineOf(setClientId)).toBe('AT+MCONFIG="cid"');
  });

  it.each([
    [{ host: 'h', port: 1883 }, 'AT+MIPSTART="h","1883"'],
    [{ host: 'h', port: 1883, sslPrefix: true }, 'AT+MIPSTART="h","1883"'],
    [{ host: 'h', port: 1884, tls: true }, 'AT+SSLMIPSTART="ssl://h","1884"'],
    [{ host: 'h', port: 8883, tls: true, sslPrefix: false }, 'AT+SSLMIPSTART="h","8883"'],
  ])('11: %j', (broker, line) => {
    expect(connectBroker(profileOf({ broker }))).toEqual({ line, shown: line });
  });

  const mqtt = { clientId: 'cid', username: 'u', password: 'w' };
  const will = { topic: 'test', payload: 'OFFLINE' };
  it.each([
    ['no will', mqtt, 'hex', 'AT+MCONFIG="cid","u","w"'],
    ['no credentials', { clientId: 'cid' }, 'hex', 'AT+MCONFIG="cid","",""'],
    ['a will in ASCII', { ...mqtt, will }, 'ascii', 'AT+MCONFIG="cid","u","w",0,0,"test","OFFLINE"'],
    ['a will in HEX', { ...mqtt, will }, 'hex', 'AT+MCONFIG="cid","u","w",0,0,"test","4F46464C494E45"'],
    [
      'a retained will of QoS 2',
      { ...mqtt, will: { ...will, qos: 2, retain: true } },
      'ascii',
      'AT+MCONFIG="cid","u","w",2,1,"test","OFFLINE"',
    ],
    [
      'an empty will',
      { ...mqtt, will: { ...will, payload: '' } },
      'hex',
      'AT+MCONFIG="cid","u","w",0,0,"test",""',
    ],
  ] as const)('12: %s', (_name, part, encoding, line) => {
    const command = setCredentials(profileOf({ mqtt: part, messages: { encoding } }));
    expect(command.line).toBe(line);
    expect(command.shown).toBe(line.replace('"w"', '"***"'));
  });

  it.each([
    [{ cleanSession: true, keepAliveSeconds: 20 }, 'AT+MCONNECT=1,20'],
    [{ cleanSession: false, keepAliveSeconds: 65535 }, 'AT+MCONNECT=0,65535'],
  ])('13: %j', (part, line) => {
    expect(lineOf(openSession, { mqtt: { clientId: 'cid', ...part } })).toBe(line);
  });

  it.each([
    ['direct', 'AT+MQTTMSGSET=0'],
    ['cached', 'AT+MQTTMSGSET=1'],
  ] as const)('14: %s', (delivery, line) => {
    expect(lineOf(setDelivery, { messages: { delivery } })).toBe(line);
  });

  it.each([0, 1, 2] as const)('15 and its undoing: QoS %i', (qos) => {
    expect(lineOf(subscribe, { subscribe: { topic: 'a/#', qos } })).toBe(`AT+MSUB="a/#",${qos}`);
    expect(lineOf(unsubscribe, { subscribe: { topic: 'a/#', qos } })).toBe('AT+MUNSUB="a/#"');
  });

  it.each([
    ['ascii', 'AT+MQTTMODE=0'],
    ['hex', 'AT+MQTTMODE=1'],
  ] as const)('16: %s', (encoding, line) => {
    expect(lineOf(setEncoding, { messages: { encoding } })).toBe(line);
  });

  it.each([
    [{}, 'hex', 'AT+MPUB="test",0,0,"57495338303043"'],
    [{}, 'ascii', 'AT+MPUB="test",0,0,"WIS800C"'],
    [{ topic: 'a', qos: 1, retain: true, payload: 'x' }, 'ascii', 'AT+MPUB="a",1,1,"x"'],
    [{ qos: 2, payload: '"\r\n' }, 'hex', 'AT+MPUB="test",2,0,"220D0A"'],
    [{ payload: '度😀' }, 'hex', 'AT+MPUB="test",0,0,"E5BAA6F09F9880"'],
    [{ payload: '' }, 'hex', 'AT+MPUB="test",0,0,""'],
  ] as const)('17: %j in %s', (part, encoding, line) => {
    expect(lineOf(publish, { publish: part, messages: { encoding } })).toBe(line);
  });

  it('18 by slot', () => {
    expect([0, 1, 2, 3].map((slot) => readCacheSlot(slot).line)).toEqual([
      'AT+MQTTMSGGET=0',
      'AT+MQTTMSGGET=1',
      'AT+MQTTMSGGET=2',
      'AT+MQTTMSGGET=3',
    ]);
  });

  it('without values hold nothing but printable ASCII', () => {
    for (const { line, shown } of Object.values(COMMANDS)) {
      expect(line).toMatch(/^AT[!-~]*$/);
      expect(shown).toBe(line);
    }
  });
});

describe('placeholders', () => {
  const KNOWN: UnitIdentity = { imei: '111', iccid: '222', serial: '333' };
  const used = profileOf({
    mqtt: {
      clientId: '{imei}-{imei}',
      username: '{serial}',
      password: 'p{iccid}',
      will: { topic: 'w/{imei}', payload: '{serial}' },
    },
    subscribe: { topic: 's/{iccid}/#' },
    publish: { topic: 'p/{serial}', payload: '{imei}{iccid}{serial}{other}' },
  });

  it('are filled in wherever they stand', () => {
    const { mqtt, subscribe: sub, publish: pub } = expandProfile(used, KNOWN);
    expect(mqtt).toMatchObject({ clientId: '111-111', username: '333', password: 'p222' });
    expect(mqtt.will).toMatchObject({ topic: 'w/111', payload: '333' });
    expect(sub.topic).toBe('s/222/#');
    expect(pub).toMatchObject({ topic: 'p/333', payload: '111222333{other}' });
  });

  it('stay where nothing is known, and the missing one is named', () => {
    expect(expandProfile(used, { imei: null, iccid: null, serial: null })).toEqual(used);
    expect(missingPlaceholder(used, { ...KNOWN, iccid: null })).toBe('iccid');
    expect(missingPlaceholder(used, KNOWN)).toBeNull();
    expect(missingPlaceholder(profileOf(), { imei: null, iccid: null, serial: null })).toBeNull();
  });

  it('are not filled in twice: a serial number may look like one', () => {
    const { mqtt } = expandProfile(used, { ...KNOWN, serial: '{imei}$&' });
    expect(mqtt.username).toBe('{imei}$&');
  });

  it('are found', () => {
    expect(placeholdersIn('{imei}{imei}{serial} {IMEI} {x}')).toEqual(['imei', 'serial']);
    expect(profilePlaceholders(used)).toEqual(['imei', 'iccid', 'serial']);
    expect(profilePlaceholders(profileOf())).toEqual([]);
  });

  it('do not change a profile that has none', () => {
    const plain = profileOf({ mqtt: { clientId: 'c', will: { topic: 't', payload: 'p' } } });
    expect(expandProfile(plain, KNOWN)).toEqual(plain);
  });
});
