import { describe, expect, it } from 'vitest';
import { changedProfile, fieldValue, isTriableField } from '../../../shared/profile-change.ts';
import { profileSchema } from '../../../shared/profile.ts';

const profile = profileSchema.parse({
  name: 'bench',
  broker: { host: 'broker.example' },
  mqtt: { clientId: 'unit' },
});

describe('a field of a profile', () => {
  it('is read where it stands, and as it was changed', () => {
    expect(fieldValue(profile, 'apn.name')).toBe('CMNET');
    expect(fieldValue(profile, 'broker.port')).toBe(1883);
    expect(fieldValue(profile, 'optionalSteps.echoOff')).toBe(true);
    const changed = changedProfile(profile, [{ field: 'apn.name', value: 'UNINET' }]);
    expect(fieldValue(changed, 'apn.name')).toBe('UNINET');
    expect(fieldValue(changed, 'broker.host')).toBe('broker.example');
  });

  it.each([null, undefined, 7, 'bench', [], {}, { apn: null }, { apn: { name: {} } }])(
    'is not there in %j, which is no profile',
    (other) => {
      expect(fieldValue(other, 'apn.name')).toBeNull();
    },
  );

  it('that is a secret cannot be tried', () => {
    expect(isTriableField('sim.pin')).toBe(false);
    expect(isTriableField('mqtt.password')).toBe(false);
    expect(isTriableField('toString')).toBe(false);
    expect(isTriableField('apn.name')).toBe(true);
  });
});
