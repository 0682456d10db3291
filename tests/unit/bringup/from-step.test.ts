import { describe, expect, it } from 'vitest';
import { startFor } from '../../../electron/bringup/survey.ts';
import { isStepNumber, STEPS, type StepNumber } from '../../../shared/plan.ts';
import { ERROR, type ScriptedModule, SILENT } from './scripted-module.ts';
import { expectFailure, expectPassed, run, TestRun } from './test-run.ts';

const FROM = STEPS.map(({ number }) => number).filter((number) => number > 1);

/** Brings the module where a run that went well up to step `before - 1` would have left it. */
function standsBefore(before: number): (module: ScriptedModule) => void {
  return (module) => {
    module.echo = false;
    if (before > 7) module.bearer = 'IP START';
    if (before > 8) module.bearer = 'IP GPRSACT';
    if (before > 9) module.bearer = 'IP STATUS';
    if (before > 11) module.mqtt = 2;
    if (before > 13) module.mqtt = 1;
    if (before > 15) module.subscribed = 'test';
    if (before > 14) module.delivery = 0;
    if (before > 16) module.encoding = 1;
  };
}

/** Where a module that stands right lets a run begin: 12 cannot be begun without 11, the two are one piece with 13. */
const BEGINS: Readonly<Partial<Record<StepNumber, StepNumber>>> = { 12: 11 };

describe('a run from a later step', () => {
  it.each(FROM)('begins with step %i when the module stands there', async (number) => {
    const test = new TestRun({ fromStep: number, module: standsBefore(number) });
    await test.finish();
    expectPassed(test);
    const actual = BEGINS[number] ?? number;
    expect(test.state.fromStep).toBe(actual);
    expect(test.facts('run.startMoved').map(({ requested, actual }) => ({ requested, actual }))).toEqual(
      actual === number ? [] : [{ requested: number, actual }],
    );
    expect(test.facts('step.started')[0]?.step).toBe(actual);
    expect(test.state.finish?.complete).toBe(false);
    for (const { number: each, outcome } of test.state.steps)
      if (each < actual) expect(outcome).toEqual({ kind: 'skipped', reason: 'before_first_step' });
  });

  it.each(FROM)('asked for step %i on a fresh module begins where it stands', async (number) => {
    const test = new TestRun({ fromStep: number });
    await test.finish();
    expectPassed(test);
    expect(test.state.fromStep).toBe(number <= 7 ? number : 7);
    expect(test.facts('run.startMoved')).toHaveLength(number <= 7 ? 0 : 1);
  });

  it.each(FROM)(
    'asked for step %i on a module left in its session clears what is in the way',
    async (number) => {
      const test = new TestRun({ fromStep: number, module: standsBefore(19) });
      await test.finish();
      expectPassed(test);
      const lines = test.module.commands;
      expect(test.state.fromStep).toBeLessThanOrEqual(number);
      if (test.state.fromStep <= 7) expect(lines).toContain('AT+CIPSHUT');
      expect(test.warnings('broker_connect')).toEqual([]);
      expect(test.warnings('set_apn')).toEqual([]);
    },
  );

  it.each(FROM)('asked for step %i of a module that does not answer begins with step 1', async (number) => {
    const test = new TestRun({
      fromStep: number,
      module: (module) => {
        module.baudRate = 9600;
      },
    });
    await test.finish();
    expectPassed(test);
    expect(test.facts('run.startMoved')[0]).toMatchObject({ requested: number, actual: 1 });
    expect(test.state.finish?.complete).toBe(true);
    expect(test.state.measurements.baud_rate?.value).toBe(115200);
  });

  it('reads the identity that its placeholders need', async () => {
    const test = new TestRun({ fromStep: 10, module: standsBefore(10) });
    await test.finish();
    expect(test.module.commands).toContain('AT+MCONFIG="wis-867723030000003"');
  });

  it('believes nothing of a module that does not tell where it stands', async () => {
    const test = await run({
      fromStep: 17,
      module: standsBefore(17),
      script: { 'AT+CIPSTATUS': ERROR, 'AT+MQTTSTATU': ERROR },
    });
    expect(test.state.fromStep).toBe(7);
    expectPassed(test);
  });

  it('ends when the module falls silent before the first step', async () => {
    const test = await run({
      fromStep: 14,
      script: { 'AT+CIPSTATUS': SILENT, 'AT+MQTTSTATU': SILENT, 'AT+CSTT=': SILENT },
    });
    expect(test.state.finish?.outcome).toBe('failed');
  });

  it('ends when the module restarts before the first step', async () => {
    const test = await run({
      fromStep: 15,
      module: standsBefore(15),
      script: { 'AT+CIPSTATUS': ['OK', 'RDY'] },
    });
    expectFailure(test, 'subscribe', 'module_restarted');
  });

  it('ends when it is stopped before the first step', async () => {
    const test = new TestRun({ fromStep: 15, module: standsBefore(15) });
    void test.start();
    await test.clock.advance(50);
    test.bringUp.stop();
    await test.finish();
    expect(test.state.finish).toMatchObject({ outcome: 'cancelled', code: 'stopped' });
    expect(test.module.mqtt, 'a session that is not this run’s').toBe(1);
  });
});

describe('where to begin', () => {
  const BEARERS = [
    null,
    'IP INITIAL',
    'IP START',
    'IP CONFIG',
    'IP GPRSACT',
    'IP STATUS',
    'PDP DEACT',
    'WHATEVER',
  ];
  const MQTT = [null, 0, 1, 2] as const;

  it('is never later than asked, and never in the middle of 11 to 13 without its link', () => {
    for (let number = 1; number <= 19; number += 1)
      for (const bearer of BEARERS)
        for (const mqtt of MQTT) {
          if (!isStepNumber(number)) throw new Error('no step');
          const actual = startFor(number, { bearer, mqtt });
          expect(actual).toBeLessThanOrEqual(number);
          expect(actual).not.toBe(12);
          if (actual === 13) expect(mqtt).toBe(2);
          if (actual > 13) expect(mqtt).toBe(1);
          if (actual > 8) expect(['IP GPRSACT', 'IP STATUS']).toContain(bearer);
          if (actual === 8) expect(bearer).toBe('IP START');
        }
  });
});
