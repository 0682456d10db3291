import { describe, expect, it } from 'vitest';
import { readEntries } from '../../../electron/bringup/typed-entries.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import type { TypedEntry } from '../../../shared/typed-entry.ts';
import { settle } from '../../support/virtual-clock.ts';
import { type Script, SILENT } from './scripted-module.ts';
import { expectFailure, expectPassed, type Setting, TestRun } from './test-run.ts';

const SECONDS = 1000;

/** A run that is asked to pause when these steps begin. */
function pausing(steps: readonly StepNumber[], setting: Setting = {}): TestRun {
  const test = new TestRun(setting);
  return test.watch((event) => {
    if (event.type === 'step.started' && steps.includes(event.step)) test.bringUp.pause();
  });
}

/** Lets time pass until the run stands still. */
async function paused(test: TestRun): Promise<TestRun> {
  void test.start();
  await test.clock.advance(60 * SECONDS);
  expect(test.state.pausedBefore, 'not paused').not.toBeNull();
  return test;
}

/** Types into the run's pause; resolves when it was answered, given up or dropped. */
function enter(test: TestRun, ...given: readonly TypedEntry[]): Promise<void> {
  const { typed } = test.bringUp;
  const read = readEntries(given);
  if (typed === null || !read.ok || !typed.takes(read.entries)) throw new Error('not taken');
  return typed.send(read.entries);
}

const type = (test: TestRun, line: string) => test.clock.runUntil(enter(test, { line }));
const pauses = (test: TestRun) => test.facts('run.paused').map(({ nextStep }) => nextStep);
const typedIn = (test: TestRun) =>
  test
    .facts('at.exchanged')
    .filter(({ place }) => place.phase === 'manual')
    .map(({ command, outcome }) => [command, outcome.kind]);

describe('a run that is asked to pause', () => {
  it('pauses when the step under way is over, and goes on to the end when it is told to', async () => {
    const test = await paused(pausing([5]));
    const order = test.events.map(({ type }) => type);
    expect(order.lastIndexOf('step.finished')).toBeGreaterThan(order.indexOf('run.pauseRequested'));
    expect(pauses(test)).toEqual([6]);
    expect(test.outcome('net_reg')?.kind).toBe('passed');
    await test.clock.advance(3_600_000);
    expect(test.outcome('gprs_attach')).toBeNull();
    test.bringUp.next();
    await test.finish();
    expectPassed(test);
    expect(pauses(test)).toEqual([6]);
    expect(test.facts('run.continued')).toHaveLength(1);
  });

  it.each([
    [11, 14],
    [12, 14],
    [13, 14],
    [10, 11],
  ] as const)('in step %i pauses before step %i: 11 to 13 are never parted', async (step, before) => {
    const test = await paused(pausing([step]));
    expect(pauses(test)).toEqual([before]);
    test.bringUp.next();
    await test.finish();
    expectPassed(test);
  });

  it('says so as soon as it is asked, and only once', async () => {
    const test = pausing([5], {
      script: { 'AT+CREG?': (_line, nth) => [`+CREG: 0,${nth > 3 ? 1 : 2}`, 'OK'] },
    });
    void test.start();
    await test.clock.advance(2 * SECONDS);
    expect(test.state.pauseRequested).toBe(true);
    expect(test.state.pausedBefore).toBeNull();
    test.bringUp.pause();
    await paused(test);
    expect(test.state.pauseRequested).toBe(false);
    test.bringUp.pause();
    expect(test.facts('run.pauseRequested')).toHaveLength(1);
    test.bringUp.next();
    await test.finish();
    expectPassed(test);
  });

  it('can be asked again', async () => {
    const test = await paused(pausing([5, 8]));
    test.bringUp.next();
    await test.clock.advance(60 * SECONDS);
    expect(pauses(test)).toEqual([6, 9]);
    test.bringUp.next();
    await test.finish();
    expectPassed(test);
  });

  it('while its port is opened pauses behind the first step', async () => {
    const test = new TestRun();
    void test.start();
    test.bringUp.pause();
    await paused(test);
    expect(pauses(test)).toEqual([2]);
    test.bringUp.stop();
    await test.finish();
  });

  it('does not pause when the step fails, or was the last', async () => {
    const failing = pausing([7], { script: { 'AT+CSTT=': ['ERROR'] } });
    await failing.finish();
    expectFailure(failing, 'set_apn', 'apn_refused');
    const last = pausing([19]);
    await last.finish();
    expectPassed(last);
    for (const test of [failing, last]) {
      expect(pauses(test)).toEqual([]);
      expect(test.state.pauseRequested).toBe(false);
    }
  });

  it('takes no notice after it was stopped, or when it is over', async () => {
    const test = new TestRun();
    void test.start();
    await test.clock.advance(50);
    test.bringUp.stop();
    test.bringUp.pause();
    await test.finish();
    test.bringUp.pause();
    expect(test.facts('run.pauseRequested')).toEqual([]);
  });

  it('goes on pausing where it runs step by step', async () => {
    const test = await paused(pausing([2], { singleStep: true }));
    test.bringUp.next();
    await test.clock.advance(60 * SECONDS);
    test.bringUp.next();
    await test.clock.advance(60 * SECONDS);
    expect(pauses(test)).toEqual([2, 3, 4]);
    test.bringUp.stop();
    await test.finish();
  });
});

describe('what is typed in a pause', () => {
  it('goes into the run’s own dialogue, by hand and in no step, and is warned of with the next step', async () => {
    const test = await paused(pausing([5]));
    await type(test, 'AT+CSQ');
    await type(test, 'AT+NONE');
    expect(typedIn(test)).toEqual([
      ['AT+CSQ', 'ok'],
      ['AT+NONE', 'error'],
    ]);
    expect(test.facts('at.exchanged').at(-1)?.place).toEqual({ phase: 'manual', step: null, attempt: 1 });
    expect(test.state.refusals).toBe(0);
    test.bringUp.next();
    await test.finish();
    expectPassed(test);
    expect(test.warnings('gprs_attach')).toEqual(['commands_typed']);
    expect(test.warnings('net_reg')).toEqual([]);
    expect(test.warnings('set_apn')).toEqual([]);
  });

  it('is nothing to warn of when nothing is', async () => {
    const test = await paused(pausing([5]));
    test.bringUp.next();
    await test.finish();
    expect(
      test.state.steps.flatMap(({ outcome }) => (outcome?.kind === 'passed' ? outcome.warnings : [])),
    ).toEqual([]);
  });

  it('is taken in a pause only', async () => {
    const test = pausing([5]);
    expect(test.bringUp.typed).toBeNull();
    await paused(test);
    const { typed } = test.bringUp;
    expect(typed?.open).toBe(true);
    test.bringUp.next();
    await settle();
    expect(test.bringUp.typed).toBeNull();
    expect(typed?.open).toBe(false);
    expect(typed?.takes([])).toBe(false);
    await test.finish();
    expect(test.bringUp.typed).toBeNull();
  });

  it('is waited for when the run goes on, and what is queued behind it is dropped', async () => {
    const script: Script = { 'AT+SLOW': [20 * SECONDS, 'OK'] };
    const test = await paused(pausing([5], { script }));
    const typed = enter(test, { line: 'AT+SLOW' }, { line: 'AT+NEVER' });
    await test.clock.advance(SECONDS);
    test.bringUp.next();
    await test.clock.advance(18 * SECONDS);
    expect(test.facts('run.continued')).toEqual([]);
    expect(test.bringUp.typed?.open).toBe(false);
    await test.finish();
    await typed;
    expectPassed(test);
    expect(typedIn(test)).toEqual([['AT+SLOW', 'ok']]);
    const order = test.events.map(({ type }) => type);
    expect(order[order.indexOf('run.continued') - 1]).toBe('at.exchanged');
    expect(test.module.count('AT+NEVER')).toBe(0);
  });

  it('and compared stops its queue, but not the run', async () => {
    const test = await paused(pausing([5]));
    await test.clock.runUntil(enter(test, { line: 'AT+CSQ', expected: '+CSQ: 31' }, { line: 'AT+NEVER' }));
    expect(test.facts('answer.compared')).toMatchObject([{ met: false, place: { phase: 'manual' } }]);
    test.bringUp.next();
    await test.finish();
    expectPassed(test);
  });

  it.each([
    ['a command', '41542b50494e'],
    ['a quoted text', '41542b583d22'],
  ])('as half of %s does not become the beginning of the step’s own', async (_what, bytes) => {
    const test = await paused(pausing([5]));
    await test.clock.runUntil(enter(test, { bytes }));
    test.bringUp.next();
    await test.finish();
    expectPassed(test);
    expect(test.warnings('gprs_attach')).toEqual(['commands_typed']);
    expect(test.commandsOf('gprs_attach')).toEqual(['AT+CGATT?']);
  });

  it.each(['41540d', '1b', '61621a'])('to its end (%s) costs the run no greeting', async (bytes) => {
    const greetings = async (...typed: readonly TypedEntry[]) => {
      const test = await paused(pausing([5]));
      if (typed.length > 0) await test.clock.runUntil(enter(test, ...typed));
      const since = test.events.length;
      test.bringUp.next();
      await test.finish();
      expectPassed(test);
      const asked = test.events
        .slice(since)
        .flatMap((event) => (event.type === 'at.exchanged' ? [event] : []));
      return asked.filter(({ command }) => command === 'AT').length;
    };
    expect(await greetings({ bytes })).toBe(await greetings());
  });

  it('is masked like everything else', async () => {
    const test = await paused(pausing([5], { script: { 'AT+WHAT=': ['+WHAT: "secret-9f"', 'OK'] } }));
    await type(test, 'AT+WHAT="secret-9f"');
    expect(test.facts('at.exchanged').at(-1)).toMatchObject({
      command: 'AT+WHAT="***"',
      lines: ['+WHAT: "***"', 'OK'],
    });
    test.bringUp.stop();
    await test.finish();
  });
});

describe('a pause is ended', () => {
  it.each([
    ['RDY', 'module_restarted'],
    ['NORMAL POWER DOWN', 'module_powered_down'],
    ['+CPIN: NOT INSERTED', 'sim_removed'],
  ] as const)('by %s, which ends the run, also while a typed command is under way', async (line, code) => {
    for (const isTyping of [false, true]) {
      const test = await paused(pausing([5], { script: { 'AT+SLOW': SILENT } }));
      const typed = isTyping ? enter(test, { line: 'AT+SLOW' }, { line: 'AT+NEVER' }) : Promise.resolve();
      await test.clock.advance(SECONDS);
      test.module.say(line);
      await test.finish();
      await typed;
      expectFailure(test, 'gprs_attach', code);
      expect(typedIn(test)).toEqual(isTyping ? [['AT+SLOW', 'abandoned']] : []);
      expect(test.module.count('AT+NEVER')).toBe(0);
    }
  });

  it('by a typed command that restarts the module', async () => {
    const test = await paused(pausing([5], { script: { 'AT+CFUN=': ['OK', 500, 'RDY'] } }));
    await type(test, 'AT+CFUN=1,1');
    await test.finish();
    expectFailure(test, 'gprs_attach', 'module_restarted');
  });

  it('by the port that goes, with a queue', async () => {
    const test = await paused(pausing([5], { script: { 'AT+SLOW': SILENT } }));
    const typed = enter(test, { line: 'AT+SLOW' }, { line: 'AT+NEVER' });
    await test.clock.advance(SECONDS);
    test.module.vanish();
    await test.finish();
    await typed;
    expect(test.state.finish).toMatchObject({ outcome: 'errored', code: 'port_lost' });
    expect(typedIn(test)).toEqual([['AT+SLOW', 'link_lost']]);
  });

  it('by a stop, in order: the typed command is given up, then the module is closed down', async () => {
    const test = await paused(pausing([15], { script: { 'AT+SLOW': SILENT } }));
    const typed = enter(test, { line: 'AT+SLOW' }, { line: 'AT+NEVER' });
    await test.clock.advance(5 * SECONDS);
    const before = test.events.length;
    test.bringUp.stop();
    await test.finish();
    await typed;
    expect(test.state.finish).toMatchObject({ outcome: 'cancelled', code: 'stopped', failedStep: 16 });
    expect(typedIn(test)).toEqual([['AT+SLOW', 'abandoned']]);
    expect(test.events.slice(before, before + 3).map(({ type }) => type)).toEqual([
      'run.cancelRequested',
      'at.exchanged',
      'run.continued',
    ]);
    expect(test.module.mqtt).toBe(0);
    const took =
      (test.facts('run.finished')[0]?.elapsedMs ?? 0) -
      (test.facts('run.cancelRequested')[0]?.elapsedMs ?? 0);
    expect(took).toBeLessThanOrEqual(10 * SECONDS);
  });

  it('by two stops, at once', async () => {
    const test = await paused(pausing([15], { script: { 'AT+SLOW': SILENT } }));
    const typed = enter(test, { line: 'AT+SLOW' });
    await test.clock.advance(SECONDS);
    test.bringUp.stop();
    test.bringUp.stop();
    await test.finish();
    await typed;
    const [first] = test.facts('run.cancelRequested');
    expect(test.facts('run.finished')[0]?.elapsedMs).toBe(first?.elapsedMs);
  });

  it('by a stop while the run waits for what was typed last', async () => {
    const test = await paused(pausing([5], { script: { 'AT+SLOW': SILENT } }));
    const typed = enter(test, { line: 'AT+SLOW' });
    await test.clock.advance(SECONDS);
    test.bringUp.next();
    await test.clock.advance(SECONDS);
    expect(test.state.finish).toBeNull();
    test.bringUp.stop();
    await test.finish();
    await typed;
    expect(test.state.finish).toMatchObject({ outcome: 'cancelled', code: 'stopped' });
  });
});
