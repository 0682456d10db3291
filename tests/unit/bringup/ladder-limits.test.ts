import { describe, expect, it } from 'vitest';
import { RECOVERABLE, rungsFor } from '../../../electron/bringup/recoverable.ts';
import { FAILURES, type FailureCode } from '../../../shared/outcome.ts';
import { STEPS } from '../../../shared/plan.ts';
import type { ProfileInput } from '../../../shared/profile.ts';
import { RECOVERY_LADDER, RECOVERY_LEVELS, type RecoveryLevel } from '../../../shared/recovery.ts';
import { ERROR, inTurn } from './scripted-module.ts';
import { expectFailure, run, type Setting } from './test-run.ts';

const upTo = (automatic: RecoveryLevel, profile: Partial<ProfileInput> = {}) => ({
  ...profile,
  recovery: { automatic },
});

describe('a failure that is not worth a recovery', () => {
  it.each<readonly [FailureCode, Setting]>([
    ['session_refused', { script: { 'AT+MCONNECT=': ['OK', 50, 'CONNACK 5'] } }],
    ['session_refused', { script: { 'AT+MCONNECT=': ['OK', 50, 'CONNACK 4'] } }],
    ['session_refused', { script: { 'AT+MCONNECT=': ['+CME ERROR: 3'] } }],
    ['session_refused', { script: { 'AT+MCONNECT=': ERROR } }],
    ['sim_pin_required', { script: { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'] } }],
    ['sim_puk_required', { script: { 'AT+CPIN?': ['+CPIN: SIM PUK', 'OK'] } }],
    [
      'sim_pin_wrong',
      {
        profile: { sim: { pin: '4711' } },
        script: { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'], 'AT+CPIN=': ['+CME ERROR: 16'] },
      },
    ],
    ['registration_denied', { script: { 'AT+CREG?': ['+CREG: 0,3', 'OK'] } }],
    ['foreign_dialect', { script: { 'AT+MIPSTART=': ['OK', 100, '+MIPSTART: SUCCESS'] } }],
    ['identity_unknown', { script: { 'AT+CGSN': ERROR, 'AT+GSN': ERROR } }],
    ['subscribe_refused', { script: { 'AT+MSUB=': ['OK', 50, 'SUBACK 128'] } }],
    ['message_differs', { script: { 'AT+MPUB=': ['OK', 100, '+MSUB: "test",7 byte,57495338303044'] } }],
    ['module_restarted', { script: { 'AT+MPUB=': ['OK', 100, 'RDY'] } }],
    ['module_powered_down', { script: { 'AT+CIFSR': ['NORMAL POWER DOWN'] } }],
    ['sim_removed', { script: { 'AT+MPUB=': ['OK', 20, '+CPIN: NOT INSERTED'] } }],
    ['port_lost', { script: { 'AT+CIFSR': (_l, _n, module) => [() => module.vanish()] } }],
    [
      'no_answer',
      {
        module: (module) => {
          module.powered = false;
        },
      },
    ],
    [
      'disconnect_refused',
      {
        script: {
          'AT+MDISCONNECT': ERROR,
          'AT+MQTTSTATU': inTurn(['+MQTTSTATU: 0', 'OK'], ['+MQTTSTATU: 1', 'OK']),
        },
      },
    ],
  ])('%s (%#)', async (code, { profile, ...setting }) => {
    const test = await run({ profile: upTo('module', profile), ...setting });
    expect(test.state.finish?.code).toBe(code);
    expect(test.facts('recovery.started')).toEqual([]);
    expect(test.module.count('AT+CFUN=')).toBe(0);
  });

  it('costs a wrong PIN one try, whatever is allowed', async () => {
    const test = await run({
      profile: upTo('module', { sim: { pin: '4711' } }),
      script: { 'AT+CPIN?': ['+CPIN: SIM PIN', 'OK'], 'AT+CPIN=': ['OK'] },
    });
    expectFailure(test, 'sim_check', 'sim_pin_wrong');
    expect(test.module.count('AT+CPIN=')).toBe(1);
  });
});

describe('the table of what a recovery is worth', () => {
  const codes = Object.keys(FAILURES).filter((code): code is FailureCode => Object.hasOwn(FAILURES, code));

  it('has a row with its source for every code', () => {
    expect(Object.keys(RECOVERABLE).toSorted()).toEqual(codes.toSorted());
    for (const { source } of Object.values(RECOVERABLE)) expect(source.trim()).not.toBe('');
  });

  it('never climbs for what is no failure of the unit, nor beyond what is allowed, nor above the step', () => {
    for (const { number: step } of STEPS)
      for (const code of codes)
        for (const allowed of ['none', ...RECOVERY_LEVELS] as const) {
          const levels = rungsFor({ step, code, connack: 3 }, allowed);
          if (allowed === 'none' || FAILURES[code].outcome !== 'failed') expect(levels).toEqual([]);
          for (const level of levels) {
            expect(RECOVERY_LADDER[level].from).toBeLessThanOrEqual(step);
            expect(RECOVERY_LEVELS.indexOf(level)).toBeLessThanOrEqual(
              allowed === 'none' ? -1 : RECOVERY_LEVELS.indexOf(allowed),
            );
          }
        }
    expect(rungsFor({ step: 1, code: 'no_answer', connack: null }, 'module')).toEqual([]);
    expect(rungsFor({ step: 2, code: 'no_answer', connack: null }, 'module')).toEqual(['module']);
    expect(rungsFor({ step: 8, code: 'no_answer', connack: null }, 'module')).toEqual(['bearer', 'module']);
    expect(rungsFor({ step: 19, code: 'no_answer', connack: null }, 'module')).toEqual([]);
  });
});
