import { describe, expect, it } from 'vitest';
import { STEPS, type StepNumber } from '../../../shared/plan.ts';
import { table } from '../../support/scripted-port.ts';
import { rungs, upTo } from './ladder-run.ts';
import { type Script, SILENT } from './scripted-module.ts';
import { TestConsole } from './test-console.ts';
import { asked, expectFailure, expectPassed, TestRun } from './test-run.ts';

const CACHED = { messages: { delivery: 'cached' } } as const;
const TEARDOWN_MS = 10_000;
const DETAIL = 'disk_full';
const FAILED = { outcome: 'errored', code: 'record_failed', detail: DETAIL };
const STEPS_THAT_ASK = STEPS.map(({ number, id }) => ({ number, id }));

/** A run whose record fails when a step begins; what it says afterwards is what comes into the record later. */
function failingAt(number: StepNumber, script: Script = {}): TestRun {
  const test = new TestRun({ profile: CACHED, script });
  return test.watch((event) => {
    if (event.type === 'step.started' && event.step === number) test.bringUp.recordFailed(DETAIL);
  });
}

describe('a run whose record cannot be written', () => {
  it.each(STEPS_THAT_ASK)('at step $number $id ends there, with the module left in order', async (row) => {
    const test = failingAt(row.number);
    await test.finish();
    expectFailure(test, row.id, 'record_failed');
    expect(test.state.finish).toMatchObject(FAILED);
    expect(test.outcome(row.id)).toMatchObject({ kind: 'errored', code: 'record_failed', detail: DETAIL });
    expect(asked(test)).toEqual([]);
    expect(test.module.mqtt).toBe(0);
  });

  it('does not wait longer for a silent module than the teardown may last', async () => {
    const silent: Script = { 'AT+MCONNECT=': SILENT, 'AT+MDISCONNECT': SILENT, 'AT+MIPCLOSE': SILENT };
    const test = failingAt(13, silent);
    await test.finish();
    const began = test.facts('step.started').find(({ step }) => step === 13);
    const finished = test.facts('run.finished')[0];
    expect(test.state.finish).toMatchObject(FAILED);
    expect((finished?.elapsedMs ?? 0) - (began?.elapsedMs ?? 0)).toBeLessThanOrEqual(TEARDOWN_MS);
  });

  it('says it once, however often it is told', async () => {
    const test = failingAt(5);
    test.watch((event) => {
      if (event.type === 'step.finished' && event.step === 5) test.bringUp.recordFailed('io EIO');
    });
    await test.finish();
    expect(test.state.finish).toMatchObject(FAILED);
    test.bringUp.recordFailed(DETAIL);
    expect(test.events.at(-1)?.type).toBe('run.finished');
  });

  it('while the port is being opened sends nothing', async () => {
    const test = new TestRun();
    void test.start();
    test.bringUp.recordFailed(DETAIL);
    await test.finish();
    expect(test.state.finish).toMatchObject(FAILED);
    expect(test.module.received).toEqual([]);
  });

  it('while it is paused ends', async () => {
    const test = new TestRun({ pauseBehind: 5 });
    void test.start();
    await test.clock.advance(60_000);
    expect(test.state.pausedBefore).toBe(6);
    test.bringUp.recordFailed(DETAIL);
    await test.finish();
    expect(test.state.finish).toMatchObject(FAILED);
  });

  it('climbs no rung for it, and leaves the one that is under way', async () => {
    const script: Script = { 'AT+MSUB=': ['OK'], 'AT+MDISCONNECT': SILENT };
    const test = new TestRun({ script, profile: upTo('module') });
    test.watch(({ type }) => {
      if (type === 'recovery.started') test.bringUp.recordFailed(DETAIL);
    });
    await test.finish();
    expect(test.state.finish).toMatchObject(FAILED);
    expect(rungs(test)).toEqual([{ level: 'session', recovered: false }]);
  });
});

describe('the first cause wins', () => {
  it('a stop by hand stays a cancel', async () => {
    const test = failingAt(13);
    test.watch((event) => {
      if (event.type === 'step.started' && event.step === 12) test.bringUp.stop();
      if (event.type === 'run.cancelRequested') queueMicrotask(() => test.bringUp.recordFailed(DETAIL));
    });
    await test.finish();
    expect(test.state.finish).toMatchObject({ outcome: 'cancelled', code: 'stopped' });
  });

  it('a stop by hand after it changes nothing, and the first one does not cut the teardown short', async () => {
    const test = failingAt(14);
    test.watch((event) => {
      if (event.type === 'step.finished' && event.step === 14) test.bringUp.stop();
    });
    await test.finish();
    expect(test.facts('run.cancelRequested')).toMatchObject([{ immediate: false }]);
    expect(test.state.finish).toMatchObject(FAILED);
    expect(test.module.mqtt).toBe(0);
  });

  it('a unit that failed has failed: only the questions to it are left out', async () => {
    const test = new TestRun({ script: { 'AT+CGATT?': ['+CGATT: 0', 'OK'] } });
    test.watch((event) => {
      if (event.type === 'at.exchanged' && event.place.phase === 'diagnosis')
        test.bringUp.recordFailed(DETAIL);
    });
    await test.finish();
    expectFailure(test, 'gprs_attach', 'not_attached');
    expect(asked(test).length).toBeLessThanOrEqual(2);
  });

  it('a unit that has passed has passed', async () => {
    const test = new TestRun();
    test.watch((event) => {
      if (event.type === 'step.finished' && event.step === 19)
        test.clock.schedule(1, () => test.bringUp.recordFailed(DETAIL));
    });
    await test.finish();
    expectPassed(test);
  });
});

describe('a console whose record cannot be written', () => {
  it('gives up what waits, and ends', async () => {
    const test = new TestConsole(() => []);
    const asked = test.type('AT+CIICR');
    await test.clock.advance(1000);
    test.console.recordFailed(DETAIL);
    expect(await test.ended()).toMatchObject({ ...FAILED, failedStep: null, complete: false });
    await asked;
    expect(test.exchanges).toEqual([['AT+CIICR', 'abandoned']]);
    expect(test.facts('run.cancelRequested')).toEqual([]);
  });

  it('that was being ended by hand stays so', async () => {
    const test = new TestConsole(table({}));
    await test.ask('AT');
    test.console.stop();
    test.console.recordFailed(DETAIL);
    expect(await test.ended()).toMatchObject({ outcome: 'cancelled', code: 'stopped', detail: null });
  });

  it('does not say that the port went away afterwards', async () => {
    const test = new TestConsole(table({}));
    await test.ask('AT');
    test.console.recordFailed(DETAIL);
    test.port.unplug();
    expect(await test.ended()).toMatchObject(FAILED);
  });
});
