import { describe, expect, it } from 'vitest';
import { readProfile, readProfileText } from '../../../shared/profile-file.ts';
import { maskedProfile, type Profile, secretsOf } from '../../../shared/profile.ts';

const EXAMPLE = {
  name: 'bench',
  baudRate: 115200,
  apn: { name: 'CMNET', username: '', password: '' },
  broker: { host: '127.0.0.1', port: 1883, tls: false, sslPrefix: true },
  mqtt: {
    clientId: 'wis-{imei}',
    username: 'user',
    password: 'secret',
    cleanSession: true,
    keepAliveSeconds: 20,
    will: { topic: 'test', payload: 'OFFLINE', qos: 0, retain: false },
  },
  messages: { delivery: 'direct', encoding: 'hex' },
  subscribe: { topic: 'test', qos: 0 },
  publish: { topic: 'test', qos: 0, retain: false, payload: 'WIS800C' },
  timeouts: {},
  after: 'disconnect',
};

const SMALLEST = { name: 'n', broker: { host: 'h' }, mqtt: { clientId: 'c' } };

function profileOf(json: unknown): Profile {
  const reading = readProfile(json);
  if (!reading.ok) throw new Error(JSON.stringify(reading.faults));
  return reading.profile;
}

describe('a profile', () => {
  it('as the example has it is accepted and not changed', () => {
    const reading = readProfileText(JSON.stringify(EXAMPLE));
    expect(reading).toMatchObject({ ok: true, changes: [] });
    expect(profileOf(EXAMPLE)).toMatchObject(EXAMPLE);
  });

  it('gets every default that it leaves out', () => {
    expect(profileOf(SMALLEST)).toEqual({
      name: 'n',
      baudRate: 115200,
      optionalSteps: { echoOff: true, fixBaud: true },
      powerKey: { line: 'none' },
      recovery: { automatic: 'none' },
      sim: { pin: '' },
      apn: { name: 'CMNET', username: '', password: '' },
      broker: { host: 'h', port: 1883, tls: false, sslPrefix: true },
      mqtt: {
        clientId: 'c',
        username: '',
        password: '',
        cleanSession: true,
        keepAliveSeconds: 20,
        will: null,
      },
      messages: { delivery: 'direct', encoding: 'hex' },
      subscribe: { topic: 'test', qos: 0 },
      publish: { topic: 'test', qos: 0, retain: false, payload: 'WIS800C' },
      timeouts: {},
      after: 'disconnect',
    });
  });

  it('gets the defaults within parts that it has', () => {
    expect(profileOf({ ...SMALLEST, messages: { delivery: 'cached' }, publish: { qos: 2 } })).toMatchObject({
      messages: { delivery: 'cached', encoding: 'hex' },
      publish: { topic: 'test', qos: 2, payload: 'WIS800C' },
    });
    const will = { topic: 't', payload: '' };
    expect(profileOf({ ...SMALLEST, mqtt: { clientId: 'c', will } }).mqtt.will).toEqual({
      ...will,
      qos: 0,
      retain: false,
    });
  });

  it('read twice is the same', () => {
    const once = profileOf(EXAMPLE);
    expect(profileOf(once)).toEqual(once);
  });

  it('may begin with a byte order mark', () => {
    expect(readProfileText(`\ufeff${JSON.stringify(EXAMPLE)}`).ok).toBe(true);
  });

  it.each([
    ['quotation marks typed around a value', { apn: { name: '“CMNET”' } }, 'apn.name', 'CMNET'],
    ['the same mark on both sides', { apn: { name: '”CMNET”' } }, 'apn.name', 'CMNET'],
    ['full-width quotation marks', { subscribe: { topic: '＂a/b＂' } }, 'subscribe.topic', 'a/b'],
    ['double primes', { publish: { topic: '″a″' } }, 'publish.topic', 'a'],
    ['low quotation marks', { apn: { username: '„u“' } }, 'apn.username', 'u'],
  ] as const)('is mended and says so: %s', (_name, part, path, value) => {
    const reading = readProfile({ ...SMALLEST, ...part });
    expect(reading).toMatchObject({ ok: true, changes: [{ path, kind: 'quotes_removed' }] });
    expect(JSON.stringify(reading)).toContain(`:"${value}"`);
  });

  it('has the blanks and line ends of a copied host taken out', () => {
    const reading = readProfile({ ...SMALLEST, broker: { host: ' dpndjwf.mqtt.iot.gz. \n baidubce.com ' } });
    expect(reading).toMatchObject({
      ok: true,
      profile: { broker: { host: 'dpndjwf.mqtt.iot.gz.baidubce.com' } },
      changes: [{ path: 'broker.host', kind: 'blanks_removed' }],
    });
  });

  it('mends each part of the session by itself', () => {
    const mqtt = {
      clientId: '“c”',
      username: '“u”',
      password: '“p”',
      will: { topic: '“t”', payload: '“w”' },
    };
    const reading = readProfile({ ...SMALLEST, mqtt, messages: { encoding: 'ascii' } });
    expect(reading.ok && reading.changes.map(({ path }) => path).sort()).toEqual([
      'mqtt.clientId',
      'mqtt.password',
      'mqtt.username',
      'mqtt.will.payload',
      'mqtt.will.topic',
    ]);
    expect(reading.ok && reading.profile.mqtt).toMatchObject({
      clientId: 'c',
      username: 'u',
      password: 'p',
      will: { topic: 't', payload: 'w' },
    });
  });

  it.each(['“quoted”', 'a"b', 'line\r\nbreak', '\u0000\u001a\u001b', '{anything}', '温度 23 °C 😀', ''])(
    'may carry any payload in HEX, as it is: %j',
    (payload) => {
      const mqtt = { clientId: 'c', will: { topic: 't', payload } };
      const reading = readProfile({ ...SMALLEST, mqtt, publish: { payload } });
      expect(reading).toMatchObject({ ok: true, changes: [] });
      expect(reading.ok && reading.profile.publish.payload).toBe(payload);
      expect(reading.ok && reading.profile.mqtt.will?.payload).toBe(payload);
    },
  );

  it.each([
    { '5': 120 },
    { net_reg: 90.5 },
    { '11': { reply: 5, completion: 40, attempts: 1, pause: 0 } },
    { teardown: { total: 20 } },
    { registration_denied: 0 },
    { '1': 0, '19': 3600 },
  ])('may set its own time limits: %j', (timeouts) => {
    expect(profileOf({ ...SMALLEST, timeouts }).timeouts).toEqual(timeouts);
  });

  it.each(['0000', '1234', '12345678', ''])('may have the PIN %j', (pin) => {
    expect(profileOf({ ...SMALLEST, sim: { pin } }).sim.pin).toBe(pin);
  });

  it.each(['#', '+', 'a/#', '+/+/#', 'a/+/b', '/', '$SYS/#', 'a//b'])('may subscribe to %s', (topic) => {
    expect(profileOf({ ...SMALLEST, subscribe: { topic } }).subscribe.topic).toBe(topic);
  });
});

describe('the secrets of a profile', () => {
  const secret = profileOf({
    ...SMALLEST,
    sim: { pin: '1234' },
    apn: { name: 'a', username: 'u', password: 'p-1' },
    mqtt: { clientId: 'c', username: 'u', password: 'p-2' },
  });

  it('are the PIN and the passwords, where they are set', () => {
    expect(secretsOf(secret)).toEqual(['1234', 'p-1', 'p-2']);
    expect(secretsOf(profileOf(SMALLEST))).toEqual([]);
  });

  it('are masked for records and screens, and nothing else is', () => {
    const masked = maskedProfile(secret);
    expect(masked).toEqual({
      ...secret,
      sim: { pin: '***' },
      apn: { ...secret.apn, password: '***' },
      mqtt: { ...secret.mqtt, password: '***' },
    });
    expect(maskedProfile(profileOf(SMALLEST))).toEqual(profileOf(SMALLEST));
  });
});
