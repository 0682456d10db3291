import { describe, expect, it } from 'vitest';
import { CATALOGUE } from '../../../electron/at/catalogue.ts';
import { CARD_IDENTITY, MODULE_IDENTITY } from '../../../electron/bringup/identity-reading.ts';
import { STEP_BODIES } from '../../../electron/bringup/steps/index.ts';
import { BEARER_STATES } from '../../../shared/codes/bearer.ts';
import { FUNCTIONALITY } from '../../../shared/codes/functionality.ts';
import { CME_ERRORS, CMS_ERRORS } from '../../../shared/codes/mobile-errors.ts';
import { CONNACK_REFUSALS, MQTT_STATES } from '../../../shared/codes/mqtt.ts';
import { REGISTRATION } from '../../../shared/codes/network.ts';
import { SIM_STATES } from '../../../shared/codes/sim.ts';
import { URCS } from '../../../shared/codes/unsolicited-lines.ts';
import { IMPLIED_COMMANDS } from '../../../electron/logs/implied-commands.ts';
import { COMMAND_STEPS } from '../../../electron/logs/command-steps.ts';
import { MARK_FORMS } from '../../../electron/logs/mark-forms.ts';
import { TIME_FORMS } from '../../../electron/logs/time-forms.ts';
import { STEP_ORDER } from '../../../electron/logs/step-order.ts';
import { OPERATORS } from '../../../shared/identity.ts';
import { FAILURES, WARNINGS } from '../../../shared/outcome.ts';
import {
  CONDITIONAL_STEPS,
  isStepNumber,
  STEP_NUMBER,
  stepRow,
  STEPS,
  UNBROKEN,
} from '../../../shared/plan.ts';
import { TIMINGS } from '../../../shared/timing.ts';

const TABLES: Readonly<Record<string, readonly { readonly source: string }[]>> = {
  STEPS,
  TIMINGS: Object.values(TIMINGS),
  FAILURES: Object.values(FAILURES),
  WARNINGS: Object.values(WARNINGS),
  OPERATORS,
  URCS,
  CME_ERRORS,
  CMS_ERRORS,
  SIM_STATES,
  BEARER_STATES,
  MQTT_STATES,
  CONNACK_REFUSALS,
  FUNCTIONALITY,
  CATALOGUE: Object.values(CATALOGUE),
  REGISTRATION: Object.values(REGISTRATION),
  COMMAND_STEPS,
  IMPLIED_COMMANDS,
  STEP_ORDER,
  MARK_FORMS,
  TIME_FORMS,
  IDENTITY: [...MODULE_IDENTITY, ...CARD_IDENTITY],
};

const unique = (values: readonly unknown[]) => new Set(values).size === values.length;

describe('every table', () => {
  it.each(Object.entries(TABLES))('says where each row of %s comes from', (_name, rows) => {
    expect(rows.length).toBeGreaterThan(0);
    for (const { source } of rows) expect(source.trim()).not.toBe('');
  });

  it('names each row once', () => {
    expect(unique(STEPS.map(({ id }) => id))).toBe(true);
    expect(unique(STEPS.map(({ number }) => number))).toBe(true);
    expect(unique(URCS.map(({ id }) => id))).toBe(true);
    expect(unique([...CME_ERRORS, ...CMS_ERRORS].map(({ code }) => code))).toBe(true);
    expect(unique(SIM_STATES.map(({ word }) => word))).toBe(true);
    expect(unique(BEARER_STATES.map(({ word }) => word))).toBe(true);
    expect(unique(OPERATORS.map(({ operator }) => operator))).toBe(true);
    expect(unique(OPERATORS.flatMap(({ imsi }) => imsi))).toBe(true);
    expect(unique(OPERATORS.flatMap(({ iccid }) => iccid))).toBe(true);
  });
});

describe('the plan', () => {
  it('has the 19 steps of the document in order', () => {
    expect(STEPS.map(({ number }) => number)).toEqual(Array.from({ length: 19 }, (_, index) => index + 1));
  });

  it('classes them as the document does: optional, hard, starred', () => {
    const numbers = (wanted: string) =>
      STEPS.filter((row) => row.class === wanted).map(({ number }) => number);
    expect(numbers('optional')).toEqual([2, 3]);
    expect(numbers('hard')).toEqual([1, 4, 5, 6, 8, 9, 10, 11, 12, 15]);
    expect(numbers('starred')).toEqual([7, 13, 14, 16, 17, 18, 19]);
  });

  it('keeps the steps of a group together', () => {
    const groups = STEPS.map(({ group }) => group).filter((group, index, all) => group !== all[index - 1]);
    expect(unique(groups)).toBe(true);
  });

  it('has a time limit and a body for every step', () => {
    for (const { id } of STEPS) {
      expect(TIMINGS[id].reply).toBeGreaterThan(0);
      expect(STEP_BODIES[id]).toBeTypeOf('function');
    }
    expect(Object.keys(STEP_BODIES)).toHaveLength(STEPS.length);
  });

  it('finds a step by number and by id', () => {
    for (const row of STEPS) {
      expect(stepRow(row.number)).toBe(row);
      expect(STEP_NUMBER[row.id]).toBe(row.number);
    }
  });

  it.each([0, 20, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])('has no step %d', (number) => {
    expect(isStepNumber(number)).toBe(false);
  });

  it('keeps 11 to 13 unbroken, and lets 18 and 19 alone have nothing to prove', () => {
    expect(UNBROKEN).toEqual({ first: 11, last: 13 });
    expect(CONDITIONAL_STEPS).toEqual({ delivered_directly: 18, stays_online: 19 });
  });
});

describe('the lines a module says by itself', () => {
  it.each(URCS.map((row) => [row.id, row.pattern] as const))('are matched whole: %s', (id, pattern) => {
    if (id === 'ping_response') return;
    expect(pattern.source.startsWith('^')).toBe(true);
    expect(pattern.test(`xx${id}`)).toBe(false);
  });

  it.each(['OK', 'ERROR', '+CME ERROR: 3', 'AT+CPIN?', 'SEND OK', '10.1.2.3'])('are not %s', (line) => {
    expect(URCS.filter(({ pattern }) => pattern.test(line))).toEqual([]);
  });
});
