import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Profile, profileSchema } from '../../../shared/profile.ts';
import {
  DEFAULT_SETTINGS,
  SECRET_FIELDS,
  secretChangesSchema,
  secretsSet,
  secretsSetSchema,
  settingsChangeSchema,
  settingsSchema,
  storedProfileSchema,
  withoutSecrets,
  withSecrets,
} from '../../../shared/station.ts';

const PLAIN = profileSchema.parse({
  name: 'bench',
  broker: { host: 'broker.test' },
  mqtt: { clientId: 'c', username: 'u' },
  apn: { name: 'CMNET', username: 'a' },
});

const SECRETS = { 'sim.pin': '1234', 'apn.password': 'apn-pass', 'mqtt.password': 'mqtt-pass' };

const secrets = fc.record({
  'sim.pin': fc.string(),
  'apn.password': fc.string(),
  'mqtt.password': fc.string(),
});
const someSecrets = fc.record(
  { 'sim.pin': fc.string(), 'apn.password': fc.string(), 'mqtt.password': fc.string() },
  { requiredKeys: [] },
);

describe('the secrets of a profile', () => {
  it('are put in their places and nowhere else', () => {
    const whole = withSecrets(PLAIN, SECRETS);
    expect(whole.sim.pin).toBe('1234');
    expect(whole.apn).toEqual({ name: 'CMNET', username: 'a', password: 'apn-pass' });
    expect(whole.mqtt).toEqual({ ...PLAIN.mqtt, password: 'mqtt-pass' });
    expect({ ...whole, sim: PLAIN.sim, apn: PLAIN.apn, mqtt: PLAIN.mqtt }).toEqual(PLAIN);
  });

  it('are taken out of it, and the rest stays as it is', () => {
    const { profile, secrets: found } = withoutSecrets(withSecrets(PLAIN, SECRETS));
    expect(profile).toEqual(PLAIN);
    expect(found).toEqual(SECRETS);
  });

  it('that are empty are not among those taken out', () => {
    expect(withoutSecrets(PLAIN)).toEqual({ profile: PLAIN, secrets: {} });
    const { secrets: found } = withoutSecrets(withSecrets(PLAIN, { 'sim.pin': '1234', 'mqtt.password': '' }));
    expect(found).toEqual({ 'sim.pin': '1234' });
  });

  it('that are not given are removed', () => {
    const whole = withSecrets(PLAIN, SECRETS);
    expect(withSecrets(whole, {})).toEqual(PLAIN);
    expect(withSecrets(whole, { 'apn.password': 'new' })).toEqual(
      withSecrets(PLAIN, { 'apn.password': 'new' }),
    );
  });

  it('leave the profile they were put into untouched', () => {
    const before = structuredClone(PLAIN);
    withSecrets(PLAIN, SECRETS);
    withoutSecrets(PLAIN);
    expect(PLAIN).toEqual(before);
  });

  it('taken out and put back make the same profile, whatever they are', () => {
    fc.assert(
      fc.property(secrets, (given) => {
        const whole: Profile = withSecrets(PLAIN, given);
        const { profile, secrets: found } = withoutSecrets(whole);
        expect(withSecrets(profile, found)).toEqual(whole);
        expect(profile).toEqual(PLAIN);
        expect(Object.values(found)).not.toContain('');
      }),
    );
  });

  it('are told to be set by their field alone', () => {
    expect(secretsSet({})).toEqual({ 'sim.pin': false, 'apn.password': false, 'mqtt.password': false });
    expect(secretsSet({ 'sim.pin': '', 'apn.password': 'x' })).toEqual({
      'sim.pin': false,
      'apn.password': true,
      'mqtt.password': false,
    });
    fc.assert(
      fc.property(someSecrets, (given) => {
        const set = secretsSet(given);
        for (const field of SECRET_FIELDS) expect(set[field]).toBe((given[field] ?? '') !== '');
        expect(secretsSetSchema.parse(set)).toEqual(set);
      }),
    );
  });
});

describe('a change of secrets', () => {
  it.each([
    {},
    { 'sim.pin': '1' },
    { 'apn.password': null },
    { 'sim.pin': '', 'apn.password': 'a', 'mqtt.password': null },
  ])('is taken: %j', (change) => {
    expect(secretChangesSchema.parse(change)).toEqual(change);
  });

  it.each([{ 'sim.pin': 1234 }, { 'mqtt.password': undefined }, { 'apn.password': ['x'] }, null, 'x', []])(
    'is refused: %j',
    (change) => {
      expect(secretChangesSchema.safeParse(change).success).toBe(false);
    },
  );
});

describe('a stored profile as it crosses to a window', () => {
  const stored = { id: 'a', profile: PLAIN, secrets: secretsSet(SECRETS) };

  it('is taken as it is', () => {
    expect(storedProfileSchema.parse(stored)).toEqual(stored);
  });

  it.each([
    ['without what is set', { id: 'a', profile: PLAIN }],
    ['with half of what is set', { ...stored, secrets: { 'sim.pin': true } }],
    [
      'with a secret where there should be a yes',
      { ...stored, secrets: { ...stored.secrets, 'sim.pin': '1234' } },
    ],
    ['without a name', { ...stored, profile: { ...PLAIN, name: '' } }],
  ])('is refused %s', (_, value) => {
    expect(storedProfileSchema.safeParse(value).success).toBe(false);
  });
});

describe('settings', () => {
  it.each([{}, { later: 1 }, { language: 'fr', theme: 'pink', port: 7, profileId: {}, operator: null }])(
    'that cannot be read are the defaults, field by field: %j',
    (value) => {
      expect(settingsSchema.parse(value)).toEqual(DEFAULT_SETTINGS);
    },
  );

  it('that can be read stay beside one that cannot', () => {
    expect(settingsSchema.parse({ language: 'zh-CN', theme: 7, port: 'COM3' })).toEqual({
      ...DEFAULT_SETTINGS,
      language: 'zh-CN',
      port: 'COM3',
    });
  });

  it.each([null, [], 'dark'])('are refused where they are no settings at all: %j', (value) => {
    expect(settingsSchema.safeParse(value).success).toBe(false);
  });

  it.each([{}, { theme: 'dark' }, { port: null, profileId: 'a' }, { operator: '', language: 'system' }])(
    'change by what is named alone: %j',
    (change) => {
      expect(settingsChangeSchema.parse(change)).toEqual(change);
    },
  );

  it.each([{ theme: 'pink' }, { language: 'zh' }, { port: 3 }, { operator: null }, { theme: undefined }, []])(
    'are not changed by what cannot be: %j',
    (change) => {
      expect(settingsChangeSchema.safeParse(change).success).toBe(false);
    },
  );
});

describe('stored lists of commands', () => {
  const list = { id: 'a', name: 'unlock', text: 'AT\nAT+CPIN="1234"  # expect=OK' };

  it('lose their secrets wherever they come from: a window or the file', () => {
    for (const schema of [settingsSchema, settingsChangeSchema])
      expect(schema.parse({ commandLists: [list] }).commandLists).toEqual([
        { ...list, text: 'AT\nAT+CPIN="{ask}"  # expect=OK' },
      ]);
  });

  it.each([
    { ...list, name: '' },
    { ...list, name: 'x'.repeat(81) },
    { ...list, text: 'x'.repeat(16 * 1024 + 1) },
    { name: 'a', text: '' },
  ])('are refused without a name, or where they are too long', (bad) => {
    expect(settingsChangeSchema.safeParse({ commandLists: [bad] }).success).toBe(false);
    expect(settingsSchema.parse({ commandLists: [bad] }).commandLists).toEqual([]);
  });
});
