import { describe, expect, it } from 'vitest';
import { changedProfile, TRIABLE_FIELDS, typedChange } from '../../../shared/profile-change.ts';
import { readProfile } from '../../../shared/profile-file.ts';
import { profileSchema, secretsOf } from '../../../shared/profile.ts';
import { SECRET_FIELDS } from '../../../shared/station.ts';

const PROFILE = profileSchema.parse({
  name: 'n',
  sim: { pin: '4711' },
  apn: { username: 'u', password: 'apn-secret' },
  broker: { host: 'h' },
  mqtt: { clientId: 'c', username: 'u', password: 'mqtt-secret' },
});

/** A value that every field takes, and that no default is. */
const OTHERS: Readonly<Record<string, string>> = {
  baudRate: '9600',
  'apn.name': 'UNINET',
  'broker.host': '10.0.0.1',
  'broker.port': '8883',
  'broker.tls': 'true',
  'broker.sslPrefix': 'false',
  'mqtt.clientId': '1883',
  'messages.delivery': 'cached',
  'messages.encoding': 'ascii',
  'optionalSteps.echoOff': 'false',
  'optionalSteps.fixBaud': 'false',
};

describe('a change that is typed', () => {
  it.each(TRIABLE_FIELDS)('of %s changes that field and nothing else', (field) => {
    const change = typedChange(`${field}=${OTHERS[field] ?? ''}`);
    if (change === null) throw new Error('no change');
    expect(change.field).toBe(field);
    const reading = readProfile(changedProfile(PROFILE, [change]));
    expect(reading.ok).toBe(true);
    if (!reading.ok) return;
    expect(reading.profile).not.toEqual(PROFILE);
    expect(secretsOf(reading.profile)).toEqual(secretsOf(PROFILE));
  });

  it('keeps what stands behind the first sign', () => {
    expect(typedChange('mqtt.clientId=a=b')).toEqual({ field: 'mqtt.clientId', value: 'a=b' });
    expect(typedChange('mqtt.clientId=')).toEqual({ field: 'mqtt.clientId', value: '' });
    expect(typedChange('mqtt.clientId=true')).toEqual({ field: 'mqtt.clientId', value: 'true' });
  });

  it('that is no value of its field stays text, and the reader names the field', () => {
    for (const typed of [
      'broker.port=x',
      'broker.port=',
      'broker.port=1.5',
      'broker.tls=1',
      'baudRate=fast',
    ]) {
      const change = typedChange(typed);
      if (change === null) throw new Error('no change');
      expect(readProfile(changedProfile(PROFILE, [change]))).toMatchObject({
        ok: false,
        faults: [{ path: change.field }],
      });
    }
  });

  it.each([
    '',
    '=',
    'broker.port',
    '=1883',
    'foo=1',
    'toString=1',
    ...SECRET_FIELDS.map((field) => `${field}=x`),
  ])('names no field that can be tried: %j', (typed) => {
    expect(typedChange(typed)).toBeNull();
  });
});
