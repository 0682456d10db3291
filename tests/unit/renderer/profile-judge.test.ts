import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formOf, jsonOf, newForm, type ProfileForm } from '../../../renderer/views/profile/form.ts';
import { judge } from '../../../renderer/views/profile/judge.ts';
import {
  freeLimits,
  limitRowsOf,
  limitsOf,
  newLimitRow,
} from '../../../renderer/views/profile/limit-rows.ts';
import { fieldsOfPlatform, portFor } from '../../../renderer/views/profile/platform-choice.ts';
import { ALL_KEPT, NOTHING_SET, typedSecret } from '../../../renderer/views/profile/secret-drafts.ts';
import { SECTIONS, sectionOf } from '../../../shared/profile-sections.ts';
import { formWarnings } from '../../../renderer/views/profile/warnings.ts';
import { fieldLabel } from '../../../shared/messages/field-words.ts';
import { faultSentence } from '../../../renderer/views/profile/words.ts';
import { translator } from '../../../shared/messages/index.ts';
import { platformRow } from '../../../shared/presets.ts';
import { readProfile } from '../../../shared/profile-file.ts';
import { type ProfileInput, profileSchema } from '../../../shared/profile.ts';
import { STEPS } from '../../../shared/plan.ts';
import { applyOverride, TIMINGS } from '../../../shared/timing.ts';

const BASE: ProfileInput = { name: 'n', broker: { host: 'h.example' }, mqtt: { clientId: 'c' } };
const profileOf = (part: Partial<ProfileInput> = {}) => profileSchema.parse({ ...BASE, ...part });
const FORM = formOf(profileOf());
const judged = (change: Partial<ProfileForm>, secrets = ALL_KEPT, set = NOTHING_SET) =>
  judge({ ...FORM, ...change }, secrets, set);
const byPath = (left: readonly string[], right: readonly string[]) =>
  (left[0] ?? '') < (right[0] ?? '') ? -1 : 1;
const faultsOf = (change: Partial<ProfileForm>) =>
  judged(change)
    .faults.map(({ path, rule }): readonly string[] => [path, rule])
    .toSorted(byPath);

describe('the form', () => {
  it('gives back every profile as it was', () => {
    const full = profileOf({
      baudRate: 9600,
      optionalSteps: { echoOff: false },
      powerKey: { line: 'dtr' },
      recovery: { automatic: 'bearer' },
      apn: { name: 'UNINET', username: 'u' },
      broker: { host: 'h', port: 8883, tls: true, sslPrefix: false },
      mqtt: {
        clientId: 'c',
        username: 'u',
        cleanSession: false,
        keepAliveSeconds: 300,
        will: { topic: 't', payload: 'p', qos: 1, retain: true },
      },
      messages: { delivery: 'cached', encoding: 'ascii' },
      subscribe: { topic: 'a/#', qos: 1 },
      publish: { topic: 'a/b', qos: 2, retain: true, payload: 'x' },
      timeouts: { 5: 90, publish: { reply: 3, attempts: 4 }, teardown: 0.5 },
      after: 'power-off',
    });
    expect(jsonOf(formOf(full))).toEqual(full);
    expect(jsonOf(FORM)).toEqual(profileOf());
  });

  it('of a new profile wants a host and nothing else', () => {
    const { faults } = judge(newForm('New'), ALL_KEPT, NOTHING_SET);
    expect(faults).toEqual([{ path: 'broker.host', rule: 'empty' }]);
  });
});

describe('a number in the form', () => {
  it.each(['', ' ', 'abc', '18 83', '-1', '1e3', '0x10', '１８８３', '1,5', '1883.5', '0', '65536'])(
    'that is none, or not a right one, is a fault at its field: %j',
    (typed) => {
      const judgement = judged({ 'broker.port': typed });
      expect(judgement.faults.map(({ path }) => path)).toEqual(['broker.port']);
      expect(judgement.typed).toEqual({ 'broker.port': typed });
      for (const language of ['en', 'zh-CN'] as const)
        for (const fault of judgement.faults)
          expect(faultSentence(translator(language), fault)).toMatch(/65535/);
    },
  );

  it.each([
    ['1', 1],
    ['65535', 65535],
    [' 8883 ', 8883],
  ])('is what was typed: %j', (typed, port) => {
    const judgement = judged({ 'broker.port': typed });
    expect(judgement.faults).toEqual([]);
    expect(judgement.shown.broker.port).toBe(port);
    expect(judgement.typed).toEqual({});
  });
});

describe('the judgement of a form', () => {
  it('tells faults of every kind at once, where the file’s reader stops at the first kind', () => {
    expect(
      faultsOf({
        name: '',
        'broker.port': 'x',
        'broker.host': 'ssl://h',
        'mqtt.username': 'a"b',
        'publish.topic': '+',
        'mqtt.will': true,
        'mqtt.will.topic': '',
        timeouts: [{ ...newLimitRow('5'), parts: { ...newLimitRow('5').parts, total: 'x' } }],
      }),
    ).toEqual([
      ['broker.host', 'host_scheme'],
      ['broker.port', 'wrong_type'],
      ['mqtt.username', 'quote'],
      ['mqtt.will.topic', 'empty'],
      ['name', 'empty'],
      ['publish.topic', 'topic_wildcard'],
      ['timeouts.5', 'wrong_type'],
    ]);
  });

  it('knows a line that is too long', () => {
    expect(faultsOf({ 'publish.payload': 'a'.repeat(600) })).toEqual([['publish.payload', 'line_too_long']]);
    expect(faultsOf({ 'mqtt.username': 'a'.repeat(1000) })).toEqual([['mqtt', 'line_too_long']]);
    expect(faultsOf({ 'broker.host': 'a'.repeat(1000), 'broker.port': '' })).toEqual([
      ['broker.host', 'line_too_long'],
      ['broker.port', 'wrong_type'],
    ]);
  });

  it('is the file reader’s wherever that one is content, and never content where it is not', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom('“x”', '{imei}', 'a/#'),
    );
    const change = fc.record(
      {
        name: text,
        'broker.host': text,
        'broker.port': text,
        'mqtt.clientId': text,
        'mqtt.username': text,
        'mqtt.will': fc.boolean(),
        'mqtt.will.topic': text,
        'subscribe.topic': text,
        'publish.topic': text,
        'publish.payload': text,
        'messages.encoding': fc.constantFrom('ascii' as const, 'hex' as const),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(change, (fields) => {
        const form = { ...FORM, ...fields };
        const reading = readProfile(jsonOf(form));
        const { faults, changes, shown } = judge(form, ALL_KEPT, NOTHING_SET);
        expect(faults.length === 0).toBe(reading.ok);
        if (!reading.ok) {
          for (const fault of reading.faults) expect(faults.map(({ path }) => path)).toContain(fault.path);
          return;
        }
        expect(changes).toEqual(reading.changes);
        expect(shown).toEqual(reading.profile);
      }),
    );
  });

  it('shows what is mended as it will be stored, and what is refused as it was typed', () => {
    const { faults, changes, shown } = judged({ 'apn.name': '“UNINET”', 'mqtt.username': 'a"b' });
    expect(faults.map(({ path }) => path)).toEqual(['mqtt.username']);
    expect(changes).toEqual([{ path: 'apn.name', kind: 'quotes_removed' }]);
    expect(shown.apn.name).toBe('UNINET');
    expect(shown.mqtt.username).toBe('a"b');
  });

  it('lets a stored password stand for itself', () => {
    const set = { ...NOTHING_SET, 'mqtt.password': true, 'sim.pin': true };
    expect(judged({ 'mqtt.username': '' }, ALL_KEPT, set).faults).toEqual([
      { path: 'mqtt.username', rule: 'password_without_username' },
    ]);
    expect(judged({ 'mqtt.username': 'u' }, ALL_KEPT, set).faults).toEqual([]);
    const cleared = { ...ALL_KEPT, 'mqtt.password': { kind: 'cleared' as const } };
    expect(judged({ 'mqtt.username': '' }, cleared, set).faults).toEqual([]);
  });

  it('judges a typed secret', () => {
    const pin = (value: string) => judged({}, { ...ALL_KEPT, 'sim.pin': typedSecret(value) }).faults;
    expect(pin('12')).toEqual([{ path: 'sim.pin', rule: 'pin_digits' }]);
    expect(pin('1234')).toEqual([]);
  });
});

describe('the time limits of the form', () => {
  const row = (key: string, parts: Readonly<Record<string, string>>, bare = false) => ({
    key,
    bare,
    parts: { ...newLimitRow(key).parts, ...parts },
  });

  it('begin with what the table has', () => {
    expect(limitsOf([newLimitRow('5')])).toEqual({ 5: 60 });
    expect(limitsOf([newLimitRow('broker_connect_tls')])).toEqual({ broker_connect_tls: 60 });
  });

  it.each([
    { 5: 90 },
    { publish: { completion: 3, attempts: 2 } },
    { 7: 0.5 },
    { 5: {} },
    { 11: { reply: 9, completion: 45, attempts: 2, pause: 0 } },
  ])('come back as they were: %j', (timeouts) => {
    expect(limitsOf(limitRowsOf(timeouts))).toEqual(timeouts);
  });

  it('mean the same when a number gets company', () => {
    const bare = limitsOf([row('11', { reply: '', completion: '5' }, true)])['11'];
    const more = limitsOf([row('11', { completion: '5', attempts: '2' }, true)])['11'];
    expect(bare).toBe(5);
    expect(more).toEqual({ completion: 5, attempts: 2, reply: 5 });
    expect(applyOverride(TIMINGS.broker_connect, { completion: 5, attempts: 2, reply: 5 })).toMatchObject({
      ...applyOverride(TIMINGS.broker_connect, 5),
      attempts: 2,
    });
  });

  it.each(['x', '-1', '1e3', '5 s'])('that are no numbers are faults at their cells: %j', (typed) => {
    expect(faultsOf({ timeouts: [row('publish', { attempts: typed, completion: '3' })] })).toEqual([
      ['timeouts.publish.attempts', 'wrong_type'],
    ]);
  });

  it('can be had for everything once', () => {
    expect(freeLimits([])).toHaveLength(Object.keys(TIMINGS).length);
    expect(freeLimits([newLimitRow('5')])).not.toContain('5');
    expect(freeLimits([newLimitRow('net_reg')])).not.toContain('5');
    expect(freeLimits([newLimitRow('teardown')])).not.toContain('teardown');
    expect(freeLimits([]).slice(0, STEPS.length)).toEqual(STEPS.map(({ number }) => String(number)));
  });
});

describe('choosing a platform', () => {
  it('sets its port, and its host where it has only one', () => {
    expect(fieldsOfPlatform(platformRow('onenet'), FORM)).toEqual({
      'broker.host': 'mqtts.heclouds.com',
      'broker.port': '1883',
    });
    expect(fieldsOfPlatform(platformRow('baidu_iot_hub'), { ...FORM, 'broker.tls': true })).toEqual({
      'broker.port': '1884',
    });
  });

  it('leaves what may be right', () => {
    expect(fieldsOfPlatform(platformRow('custom'), FORM)).toEqual({});
    const form = { ...FORM, 'broker.host': 'MQTTS.heclouds.com' };
    expect(fieldsOfPlatform(platformRow('onenet'), form)).toEqual({ 'broker.port': '1883' });
  });

  it('changes the port with the kind of connection, unless it is one’s own', () => {
    expect(portFor(platformRow('baidu_iot_hub'), true, '1883')).toBe('1884');
    expect(portFor(platformRow('baidu_iot_hub'), false, '1884')).toBe('1883');
    expect(portFor(platformRow('custom'), true, '1883')).toBe('8883');
    expect(portFor(platformRow('custom'), true, '21883')).toBe('21883');
    expect(portFor(platformRow('onenet'), true, '1883')).toBe('1883');
  });
});

describe('what is doubtful', () => {
  const rulesOf = (part: Partial<ProfileInput>) =>
    formWarnings(platformRow('custom'), profileOf(part)).map(({ path, rule }) => [path, rule]);

  it.each<[string, Partial<ProfileInput>, readonly string[]]>([
    ['a subscription beside the topic', { subscribe: { topic: 'a' } }, ['subscribe.topic', 'not_covered']],
    ['a wildcard that does not reach', { subscribe: { topic: 'a/+' } }, ['subscribe.topic', 'not_covered']],
    [
      'a payload of 240 bytes in HEX',
      { publish: { payload: 'a'.repeat(245) } },
      ['publish.payload', 'long_line'],
    ],
    ['a client id of 257 bytes', { mqtt: { clientId: 'c'.repeat(257) } }, ['mqtt.clientId', 'long_value']],
    ['Chinese in a user name', { mqtt: { clientId: 'c', username: '设备' } }, ['mqtt.username', 'non_ascii']],
    [
      'Chinese in a payload in ASCII',
      { publish: { payload: '你好' }, messages: { encoding: 'ascii' } },
      ['publish.payload', 'non_ascii'],
    ],
  ])('is said at its field: %s', (_name, part, warning) => {
    expect(rulesOf(part)).toEqual([warning]);
  });

  it.each<[string, Partial<ProfileInput>]>([
    ['everything by default', {}],
    ['a wildcard that reaches', { subscribe: { topic: '#' } }],
    ['Chinese in HEX', { publish: { payload: '你好' } }],
    ['a client id of 256 bytes', { mqtt: { clientId: 'c'.repeat(256) } }],
  ])('is not what is right: %s', (_name, part) => {
    expect(rulesOf(part)).toEqual([]);
  });
});

describe('the sections', () => {
  it('have every field of the form but the name, and every section has some', () => {
    const places = Object.keys(FORM).map((path) => [path, sectionOf(path)] as const);
    expect(places.filter(([, section]) => section === null).map(([path]) => path)).toEqual(['name']);
    expect(new Set(places.map(([, section]) => section)).size).toBe(SECTIONS.length + 1);
  });

  it('know secrets and parts of fields, and nothing that is no field', () => {
    expect(sectionOf('sim.pin')).toBe('data_link');
    expect(sectionOf('mqtt.password')).toBe('identity');
    expect(sectionOf('mqtt')).toBe('identity');
    expect(sectionOf('timeouts.5.total')).toBe('advanced');
    expect(sectionOf('mqtt.willing')).toBe('identity');
    expect(sectionOf('publisher')).toBeNull();
    expect(sectionOf('')).toBeNull();
  });

  it('have a name for each field', () => {
    for (const language of ['en', 'zh-CN'] as const)
      for (const path of Object.keys(FORM)) expect(fieldLabel(translator(language), path)).not.toBe(path);
    expect(fieldLabel(translator('en'), 'timeouts.5.total')).toBe('5 Network registration');
  });
});
