import { describe, expect, it } from 'vitest';
import { type RecoveryLevel } from '../../../shared/recovery.ts';
import { expectFailure, expectPassed, type Setting, TestRun } from './test-run.ts';
import { upTo, rungs, UNHEARD_TWICE } from './ladder-run.ts';

describe('while it is climbed', () => {
  const FAILING: Setting = {
    profile: upTo('module'),
    script: { 'AT+MIPSTART=': ['OK', 100, 'CONNECT FAIL'] },
  };
  const stops = (test: TestRun, level: RecoveryLevel, ms: number) =>
    test.watch((event) => {
      if (event.type === 'recovery.started' && event.level === level)
        test.clock.schedule(ms, () => test.bringUp.stop());
    });

  it.each([
    ['a rung', 'session', 10],
    ['the body that is tried again', 'session', 300],
    ['the wait for the module', 'module', 1500],
    ['what is set up again', 'module', 3200],
  ] as const)('a stop in %s ends the run', async (_what, level, ms) => {
    const test = stops(new TestRun(FAILING), level, ms);
    await test.finish();
    expectFailure(test, 'broker_connect', 'stopped');
    const asked = test.facts('run.cancelRequested')[0]?.elapsedMs ?? 0;
    expect((test.facts('run.finished')[0]?.elapsedMs ?? Infinity) - asked).toBeLessThanOrEqual(10_000);
    expect(rungs(test).at(-1)?.recovered ?? false).toBe(ms === 300);
  });

  it('a stop between two rungs ends the run', async () => {
    const test = new TestRun(FAILING);
    test.watch((event) => {
      if (event.type === 'step.finished' || event.type !== 'recovery.finished') return;
      test.clock.schedule(8000, () => test.bringUp.stop());
    });
    await test.finish();
    expectFailure(test, 'broker_connect', 'stopped');
    expect(rungs(test).length).toBeLessThan(3);
  });

  it('a cable that is pulled ends the run', async () => {
    const test = new TestRun(FAILING);
    test.watch((event) => {
      if (event.type === 'recovery.started') test.clock.schedule(30, () => test.module.vanish());
    });
    await test.finish();
    expectFailure(test, 'broker_connect', 'port_lost');
    expect(test.state.finish?.outcome).toBe('errored');
    expect(rungs(test)).toEqual([{ level: 'session', recovered: false }]);
  });

  it('a module that restarts by itself ends the run, though its own restart does not', async () => {
    const test = new TestRun(FAILING);
    test.watch((event) => {
      if (event.type === 'at.exchanged' && event.place.phase === 'recovery' && event.command === 'AT+CGATT?')
        test.module.say('RDY');
    });
    await test.finish();
    expectFailure(test, 'broker_connect', 'module_restarted');
    expect(rungs(test).at(-1)).toEqual({ level: 'module', recovered: false });
  });

  it('CLOSED and +PDP: DEACT are no news', async () => {
    const test = new TestRun({
      profile: upTo('bearer'),
      script: {
        'AT+MSUB=': UNHEARD_TWICE,
        'AT+MDISCONNECT': ['OK', 'CLOSED', '+PDP: DEACT'],
      },
    });
    await test.finish();
    expectPassed(test);
    expect(rungs(test)).toEqual([{ level: 'session', recovered: true }]);
  });
});
