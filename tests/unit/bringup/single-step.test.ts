import { describe, expect, it } from 'vitest';
import { ERROR } from './scripted-module.ts';
import { expectFailure, expectPassed, TestRun } from './test-run.ts';

/** A run that pauses before each step; `each` is called in every pause. */
function stepping(each: (test: TestRun, next: number) => void, setting = {}): TestRun {
  const test = new TestRun({ singleStep: true, ...setting });
  return test.watch((event) => {
    if (event.type === 'run.paused') test.clock.schedule(60_000, () => each(test, event.nextStep));
  });
}

const goOn = (test: TestRun) => test.bringUp.next();

describe('single step', () => {
  it('pauses before each step but the first, and takes 11 to 13 as one', async () => {
    const test = stepping(goOn);
    await test.finish();
    expectPassed(test);
    expect(test.facts('run.paused').map(({ nextStep }) => nextStep)).toEqual([
      2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 14, 15, 16, 17, 18, 19,
    ]);
    expect(test.facts('run.continued')).toHaveLength(16);
  });

  it('sends nothing while it is paused', async () => {
    const test = new TestRun({ singleStep: true });
    void test.start();
    await test.clock.advance(5000);
    const sent = test.module.received.length;
    expect(test.state.pausedBefore).toBe(2);
    await test.clock.advance(3_600_000);
    expect(test.module.received).toHaveLength(sent);
    test.bringUp.stop();
    await test.finish();
    expect(test.state.finish).toMatchObject({ outcome: 'cancelled', code: 'stopped', failedStep: 2 });
  });

  it('takes a request to go on when nothing is paused for nothing', async () => {
    const test = stepping(goOn);
    test.watch((event) => {
      if (event.type === 'step.started') test.bringUp.next();
    });
    await test.finish();
    expect(test.facts('run.paused')).toHaveLength(16);
  });

  it('does not pause before steps that are left out', async () => {
    const test = stepping(goOn, { profile: { optionalSteps: { echoOff: false, fixBaud: false } } });
    await test.finish();
    expect(test.facts('run.paused')[0]?.nextStep).toBe(4);
  });

  it('can begin behind a step: up to it nothing is waited for, and 11 to 13 are not parted', async () => {
    const pauses = async (pauseBehind: number) => {
      const test = stepping(goOn, { singleStep: false, pauseBehind });
      await test.finish();
      expectPassed(test);
      return test.facts('run.paused').map(({ nextStep }) => nextStep);
    };
    expect(await pauses(8)).toEqual([9, 10, 11, 14, 15, 16, 17, 18, 19]);
    expect(await pauses(11)).toEqual([14, 15, 16, 17, 18, 19]);
    expect(await pauses(19)).toEqual([]);
  });

  it.each([
    ['RDY', 19, 'module_restarted', 'mqtt_close'],
    ['RDY', 4, 'module_restarted', 'sim_check'],
    ['NORMAL POWER DOWN', 9, 'module_powered_down', 'get_ip'],
    ['CLOSED', 15, 'link_closed', 'subscribe'],
    ['+PDP: DEACT', 17, 'bearer_lost', 'publish'],
    ['+CPIN: NOT INSERTED', 7, 'sim_removed', 'set_apn'],
  ] as const)('ends when %s comes in the pause before step %i', async (line, before, code, step) => {
    const test = stepping((run, next) => {
      if (next === before) run.module.say(line);
      else run.bringUp.next();
    });
    await test.finish();
    expectFailure(test, step, code);
  });

  it.each([
    ['CLOSED', 11],
    ['+PDP: DEACT', 5],
    ['+CREG: 1', 8],
    ['+CSQ: 3,0', 14],
  ] as const)('goes on when %s comes in the pause before step %i', async (line, before) => {
    const test = stepping((run, next) => {
      if (next === before) run.module.say(line);
      run.clock.schedule(100, () => run.bringUp.next());
    });
    await test.finish();
    expectPassed(test);
  });

  it('ends when the port goes in a pause', async () => {
    const test = stepping((run, next) => {
      if (next === 8) run.module.vanish();
      else run.bringUp.next();
    });
    await test.finish();
    expect(test.state.finish).toMatchObject({ outcome: 'errored', code: 'port_lost' });
  });

  it('does not pause after a failure', async () => {
    const test = stepping(goOn, { script: { 'AT+CSTT=': ERROR } });
    await test.finish();
    expect(test.facts('run.paused').at(-1)?.nextStep).toBe(7);
  });
});
