import { describe, expect, it } from 'vitest';
import { STEPS, type StepNumber } from '../../../shared/plan.ts';
import { type Script, SILENT } from './scripted-module.ts';
import { expectFailure, stopAt, TestRun } from './test-run.ts';

const CACHED = { messages: { delivery: 'cached' } } as const;
const TEARDOWN_MS = 10_000;

/** Every step that says something to the module, stopped before its answer. */
const STEPS_THAT_ASK = STEPS.map(({ number, id, command }) => ({ number, id, command }));

/** Nothing answers from the first command of a step on. */
function silentFrom(number: StepNumber): Script {
  const commands: Readonly<Record<number, string>> = { 1: 'AT' };
  const names = STEPS.filter((row) => row.number >= number).map((row) => commands[row.number] ?? row.command);
  const rules = names.flatMap((name) => [name, `${name}=`]);
  const closing = ['AT+MDISCONNECT', 'AT+MIPCLOSE', 'AT+MUNSUB='];
  const silent: Script = Object.fromEntries([...rules, ...closing].map((name) => [name, SILENT]));
  if (number <= 10) return silent;
  // Steps 10 and 12 have the same name; only the second carries credentials.
  return { ...silent, 'AT+MCONFIG=': (line) => (number <= 12 && line.includes('","') ? SILENT : ['OK']) };
}

/** Stopped at the first fact of the step; returns when the run was over, in ms after the stop. */
async function stopped(number: StepNumber, script: Script): Promise<{ test: TestRun; tookMs: number }> {
  const test = new TestRun({ profile: CACHED, script }).watch(stopAt(number));
  await test.finish();
  const requested = test.facts('run.cancelRequested')[0];
  const finished = test.facts('run.finished')[0];
  return { test, tookMs: (finished?.elapsedMs ?? 0) - (requested?.elapsedMs ?? 0) };
}

describe('stop', () => {
  it.each(STEPS_THAT_ASK)(
    'at step $number $id: a well-behaved module is left in order',
    async ({ number, id }) => {
      const { test, tookMs } = await stopped(number, {});
      expectFailure(test, id, 'stopped');
      expect(test.state.finish?.outcome).toBe('cancelled');
      expect(test.outcome(id)).toMatchObject({ kind: 'cancelled', code: 'stopped' });
      expect(tookMs).toBeLessThan(TEARDOWN_MS);
      expect(test.module.mqtt).toBe(0);
    },
  );

  it.each(STEPS_THAT_ASK)(
    'at step $number $id: a silent module does not hold the run',
    async ({ number, id }) => {
      const { test, tookMs } = await stopped(number, silentFrom(number));
      expectFailure(test, id, 'stopped');
      expect(tookMs).toBeLessThanOrEqual(TEARDOWN_MS);
    },
  );

  it.each(STEPS_THAT_ASK)('twice at step $number $id: ends at once', async ({ number, id }) => {
    const test = new TestRun({ profile: CACHED, script: silentFrom(number) });
    test.watch(stopAt(number));
    test.watch((event) => {
      if (event.type === 'run.cancelRequested' && !event.immediate) queueMicrotask(() => test.bringUp.stop());
    });
    await test.finish();
    expectFailure(test, id, 'stopped');
    const [first, second] = test.facts('run.cancelRequested');
    expect(first?.immediate).toBe(false);
    expect(second?.immediate).toBe(true);
    const finished = test.facts('run.finished')[0];
    expect((finished?.elapsedMs ?? Infinity) - (first?.elapsedMs ?? 0)).toBe(0);
  });

  it.each([
    ['the registration', { 'AT+CREG?': ['+CREG: 0,2', 'OK'] }, 30_000],
    ['the attach', { 'AT+CGATT?': ['+CGATT: 0', 'OK'] }, 30_000],
    ['the activation', { 'AT+CIICR': SILENT }, 40_000],
    ['CONNECT OK', { 'AT+MIPSTART=': ['OK'] }, 20_000],
    ['the pause before the next connection', { 'AT+MIPSTART=': ['+CME ERROR: 3'] }, 1500],
    ['CONNACK OK', { 'AT+MCONNECT=': ['OK'] }, 10_000],
    ['the message', { 'AT+MPUB=': ['OK'] }, 5000],
  ] as const)('in the middle of the wait for %s ends it', async (_name, script, ms) => {
    const test = new TestRun({ script });
    void test.start();
    await test.clock.advance(ms);
    expect(test.state.finish).toBeNull();
    test.bringUp.stop();
    await test.finish();
    expect(test.state.finish).toMatchObject({ outcome: 'cancelled', code: 'stopped' });
    expect(test.facts('run.finished')[0]?.elapsedMs).toBeLessThanOrEqual(ms + TEARDOWN_MS);
    expect(test.module.mqtt).toBe(0);
  });

  it('while the port is being opened ends the run before its first step', async () => {
    const test = new TestRun();
    void test.start();
    test.bringUp.stop();
    await test.finish();
    expect(test.state.finish).toMatchObject({ outcome: 'cancelled', code: 'stopped' });
    expect(test.module.received).toEqual([]);
  });

  it('while the module is closed down after a pass does not take the pass away', async () => {
    const test = new TestRun({ script: { 'AT+MIPCLOSE': SILENT } });
    test.watch((event) => {
      if (event.type === 'step.finished' && event.step === 19)
        test.clock.schedule(100, () => test.bringUp.stop());
    });
    await test.finish();
    expect(test.state.finish?.outcome).toBe('passed');
  });

  it('twice during the teardown cuts it short', async () => {
    const test = new TestRun({ script: { 'AT+MIPCLOSE': SILENT } });
    test.watch((event) => {
      if (event.type !== 'step.finished' || event.step !== 19) return;
      test.clock.schedule(200, () => {
        test.bringUp.stop();
        test.bringUp.stop();
      });
    });
    await test.finish();
    const closed = test.facts('step.finished').find(({ step }) => step === 19);
    expect((test.facts('run.finished')[0]?.elapsedMs ?? 0) - (closed?.elapsedMs ?? 0)).toBeLessThan(250);
  });

  it('a third time, or after the end, states nothing more', async () => {
    const test = new TestRun();
    void test.start();
    await test.clock.advance(500);
    test.bringUp.stop();
    test.bringUp.stop();
    test.bringUp.stop();
    await test.finish();
    test.bringUp.stop();
    expect(test.facts('run.cancelRequested')).toHaveLength(2);
    expect(test.events.at(-1)?.type).toBe('run.finished');
  });
});

describe('teardown', () => {
  it('closes the session also when one command was never answered', async () => {
    const test = new TestRun({ script: { 'AT+MQTTMSGSET=': SILENT } });
    await test.finish();
    expectFailure(test, 'rx_mode', 'no_answer');
    expect(test.module.mqtt).toBe(0);
  });

  it('leaves a module alone that has restarted', async () => {
    const test = new TestRun({ script: { 'AT+MQTTMSGSET=': ['RDY'] } });
    await test.finish();
    expect(test.module.count('AT+MDISCONNECT')).toBe(0);
  });

  it('sends nothing to close where nothing was opened', async () => {
    const test = new TestRun({ script: { 'AT+CIICR': ['ERROR'] } });
    await test.finish();
    expect(test.module.count('AT+MDISCONNECT')).toBe(0);
    expect(test.module.count('AT+MIPCLOSE')).toBe(0);
  });

  it('keeps its deadline with a module that never falls silent and never answers', async () => {
    const chatter: Script = { 'AT+MPUB=': ['OK'], 'AT+MDISCONNECT': SILENT, 'AT+MIPCLOSE': SILENT };
    const test = new TestRun({ script: chatter }).watch(stopAt(17));
    const talk = () => {
      if (test.state.finish !== null || test.module.closed > 0) return;
      test.module.say('+CSQ: 9,0');
      test.clock.schedule(300, talk);
    };
    test.watch((event) => {
      if (event.type === 'run.cancelRequested') talk();
    });
    await test.clock.runUntil(test.start());
    const requested = test.facts('run.cancelRequested')[0];
    const finished = test.facts('run.finished')[0];
    expect((finished?.elapsedMs ?? 0) - (requested?.elapsedMs ?? 0)).toBeLessThanOrEqual(TEARDOWN_MS);
  });
});
