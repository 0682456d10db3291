import { describe, expect, it } from 'vitest';
import type { RecoveryLevel } from '../../../shared/recovery.ts';
import { type ScriptedModule, SILENT } from './scripted-module.ts';
import { expectFailure, expectPassed, run, TestRun } from './test-run.ts';

/** As a run leaves a module that stays online. */
const online = (module: ScriptedModule) => {
  module.echo = false;
  module.bearer = 'IP STATUS';
  module.mqtt = 1;
  module.subscribed = 'test';
};

const recovering = (test: TestRun) =>
  test
    .facts('at.exchanged')
    .filter(({ place }) => place.phase === 'recovery')
    .map(({ command }) => command);

describe('a run that recovers first', () => {
  it.each([
    ['session', 15, 10, ['AT+MDISCONNECT', 'AT+MIPCLOSE']],
    ['session', 11, 10, ['AT+MDISCONNECT', 'AT+MIPCLOSE']],
    ['session', 4, 4, ['AT+MDISCONNECT', 'AT+MIPCLOSE']],
    ['bearer', 15, 7, ['AT+MDISCONNECT', 'AT+MIPCLOSE', 'AT+CIPSHUT']],
    ['bearer', 2, 2, ['AT+MDISCONNECT', 'AT+MIPCLOSE', 'AT+CIPSHUT']],
    ['module', 15, 1, ['AT+CFUN=1,1']],
    ['module', 1, 1, ['AT+CFUN=1,1']],
  ] as const)('%s, asked for step %i, begins with step %i', async (recovery, fromStep, first, commands) => {
    const test = await run({ recovery, fromStep, module: online });
    expectPassed(test);
    expect(test.facts('recovery.finished')).toMatchObject([{ level: recovery, recovered: true }]);
    expect(recovering(test).filter((command) => command !== 'AT')).toEqual(commands);
    expect(test.facts('run.started')[0]?.fromStep).toBe(first);
    expect(test.facts('run.startMoved')).toEqual([]);
    expect(test.facts('step.started')[0]?.step).toBe(first);
    expect(test.facts('recovery.finished')[0]?.seq).toBeLessThan(test.facts('step.started')[0]?.seq ?? 0);
    expect(test.state.finish?.complete).toBe(first === 1);
    expect(test.state.recovering).toBeNull();
  });

  it('carries no warning: every step passed at its first attempt', async () => {
    const test = await run({ recovery: 'module', fromStep: 1 });
    expect(test.state.steps.filter(({ status }) => status === 'warned')).toEqual([]);
  });

  it.each(['session', 'bearer', 'module'] as const)(
    '%s, on a module that does not answer, looks for it with step 1',
    async (recovery: RecoveryLevel) => {
      const test = await run({
        recovery,
        fromStep: 15,
        module: (module) => {
          module.baudRate = 9600;
        },
      });
      expectPassed(test);
      expect(test.facts('recovery.finished')).toMatchObject([{ level: recovery, recovered: false }]);
      expect(test.facts('step.started')[0]?.step).toBe(1);
      expect(test.state.measurements.baud_rate?.value).toBe(115200);
    },
  );

  it('is not ended by the restart that it asked for, nor by lines of a link that it closes', async () => {
    const test = await run({
      recovery: 'module',
      fromStep: 1,
      module: online,
      script: {
        'AT+CFUN=1,1': (_line, _nth, module) => ['CLOSED', '+PDP: DEACT', 'OK', () => module.restart()],
      },
    });
    expectPassed(test);
  });

  it('takes a module that restarts at once, without an answer', async () => {
    const test = await run({
      recovery: 'module',
      fromStep: 1,
      script: { 'AT+CFUN=1,1': (_line, _nth, module) => [() => module.restart()] },
    });
    expectPassed(test);
    expect(test.facts('recovery.finished')).toMatchObject([{ recovered: true }]);
  });

  it('is judged like any other: what does not come back fails', async () => {
    const test = await run({
      recovery: 'module',
      fromStep: 10,
      module: (module) => {
        module.bootMs = 10_000_000;
      },
    });
    expectFailure(test, 'at_handshake', 'no_answer');
    expect(test.facts('recovery.finished')).toMatchObject([{ recovered: false }]);
  });

  it('goes on where a closing command is never answered', async () => {
    const test = await run({
      recovery: 'session',
      fromStep: 15,
      module: online,
      script: { 'AT+MDISCONNECT': SILENT },
    });
    expect(test.facts('recovery.finished')).toMatchObject([{ level: 'session', recovered: true }]);
    expect(test.state.finish).not.toBeNull();
  });

  it.each([
    ['session', 10],
    ['bearer', 40],
    ['module', 1000],
  ] as const)('%s, stopped in the middle, ends', async (recovery, ms) => {
    const test = new TestRun({ recovery, fromStep: 15, module: online });
    test.watch((event) => {
      if (event.type === 'recovery.started') test.clock.schedule(ms, () => test.bringUp.stop());
    });
    await test.finish();
    expect(test.state.finish).toMatchObject({ outcome: 'cancelled', code: 'stopped' });
    expect(test.facts('step.started')).toEqual([]);
    expect(test.facts('recovery.finished')).toMatchObject([{ recovered: false }]);
  });

  it('ends when the cable is pulled', async () => {
    const test = new TestRun({ recovery: 'bearer', fromStep: 1, module: online });
    test.watch((event) => {
      if (event.type === 'recovery.started') test.clock.schedule(30, () => test.module.vanish());
    });
    await test.finish();
    expect(test.state.finish).toMatchObject({ outcome: 'errored', code: 'port_lost' });
  });
});
