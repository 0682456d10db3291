import type { ProfileInput } from '../../../shared/profile.ts';
import type { RecoveryLevel } from '../../../shared/recovery.ts';
import type { Answer } from './scripted-module.ts';
import type { TestRun } from './test-run.ts';

/** What tests of the recovery ladder ask of a run. */

export const upTo = (automatic: RecoveryLevel, profile: Partial<ProfileInput> = {}) => ({
  ...profile,
  recovery: { automatic },
});

export const rungs = (test: TestRun) =>
  test.facts('recovery.finished').map(({ level, recovered }) => ({ level, recovered }));
export const recovering = (test: TestRun) =>
  test
    .facts('at.exchanged')
    .filter(({ place }) => place.phase === 'recovery')
    .map(({ command }) => command);
export const startsOf = (test: TestRun, number: number) =>
  test
    .facts('step.started')
    .filter(({ step }) => step === number)
    .map(({ attempt }) => attempt);

/** The subscription is confirmed at the third attempt. */
export const UNHEARD_TWICE: Answer = (line, nth, module) => (nth <= 2 ? ['OK'] : module.usual(line));

export const SESSION_DOWN = ['AT+MDISCONNECT', 'AT+MIPCLOSE'];
export const CLIENT = 'AT+MCONFIG="wis-867723030000003"';
export const SESSION_UP = [
  CLIENT,
  'AT+MIPSTART="broker.example","1883"',
  `${CLIENT},"user","***"`,
  'AT+MCONNECT=1,20',
];
export const BEARER_UP = ['AT+CSTT="CMNET"', 'AT+CIICR', 'AT+CIFSR'];
