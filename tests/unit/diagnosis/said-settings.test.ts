import { describe, expect, test } from 'vitest';
import { asked, cme, diagnosisOf, ERROR, OK, read, refused, type Trouble } from './trouble.ts';

const first = (trouble: Omit<Trouble, 'profile'>) => {
  const { causes } = diagnosisOf({ ...trouble, profile: null });
  return causes[0];
};

describe('a record without a profile', () => {
  test('tells the operator’s APN by the command that set it', () => {
    const cause = first({
      step: 8,
      code: 'bearer_refused',
      facts: [read('imsi', '460011234567890'), asked(7, 'AT+CSTT="CMNET"', OK), asked(8, 'AT+CIICR', ERROR)],
    });
    expect(cause).toMatchObject({
      id: 'apn_of_other_operator',
      values: ['CMNET', { operator: 'china_unicom' }],
    });
  });

  test('tells plain from TLS by the command that connects', () => {
    const facts = [asked(11, 'AT+MIPSTART="a.example","8883"', refused('connect_fail'))];
    expect(first({ step: 11, code: 'connect_failed', facts })).toMatchObject({
      id: 'tls_expected',
      values: ['a.example:8883'],
    });
  });

  test('tells a user name that the platform does not take, whatever else is unsaid', () => {
    const facts = [
      asked(11, 'AT+MIPSTART="abc.mqtt.iot.gz.baidubce.com","1883"', OK),
      asked(12, 'AT+MCONFIG="x","device","***"', OK),
      asked(13, 'AT+MCONNECT=1,20', cme(3)),
    ];
    expect(first({ step: 13, code: 'session_refused', facts })?.id).toBe('username_form_wrong');
  });

  test.each([
    'AT+CSTT',
    'AT+CSTT=',
    'AT+MIPSTART="',
    'AT+MIPSTART=,,,',
    'AT+MCONFIG="a""b",,',
    'AT+MPUB="t"',
  ])('concludes nothing from what was not said: %s', (command) => {
    const { causes } = diagnosisOf({
      step: 13,
      code: 'session_refused',
      profile: null,
      facts: [asked(13, command, ERROR)],
    });
    expect(causes.map(({ id }) => id)).not.toContain('username_form_wrong');
    expect(causes[0]?.id).toBe('credentials_wrong');
  });

  test('says that it has no profile', () => {
    const facts = [asked(8, 'AT+CIICR', ERROR)];
    expect(diagnosisOf({ step: 8, code: 'bearer_refused', profile: null, facts }).unknown).toContain(
      'profile',
    );
    expect(diagnosisOf({ step: 8, code: 'bearer_refused', facts }).unknown).not.toContain('profile');
  });
});
