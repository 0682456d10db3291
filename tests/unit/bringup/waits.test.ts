import { describe, expect, it } from 'vitest';
import type { StepNumber } from '../../../shared/plan.ts';
import { run, type TestRun } from './test-run.ts';

const waitsOf = (test: TestRun, step: StepNumber) =>
  test
    .facts('step.waiting')
    .filter((fact) => fact.step === step)
    .map(({ until, limitMs }) => [until, limitMs]);

describe('a step that may take long', () => {
  it('says what it waits for and for how long, before it asks', async () => {
    const test = await run();
    expect(waitsOf(test, 8)).toEqual([['answer', 90_000]]);
    expect(waitsOf(test, 11)).toEqual([['completion', 39_000]]);
    const stated = test.facts('step.waiting').find(({ step }) => step === 11);
    const asked = test.facts('at.exchanged').find(({ command }) => command.startsWith('AT+MIPSTART'));
    expect(stated?.seq).toBeLessThan(asked?.seq ?? 0);
  });

  it('says the limits of the profile', async () => {
    const test = await run({ profile: { timeouts: { 11: { reply: 4, completion: 7 } } } });
    expect(waitsOf(test, 11)).toEqual([['completion', 11_000]]);
  });

  it('says it again for every attempt', async () => {
    const test = await run({ script: { 'AT+MIPSTART=': ['OK', 500, 'CONNECT FAIL'] } });
    const waits = waitsOf(test, 11).filter(([until]) => until === 'completion');
    expect(waits).toHaveLength(test.attempts('broker_connect'));
  });
});

describe('a step that is answered by the module alone', () => {
  it('says nothing of its wait', async () => {
    const test = await run();
    for (const step of [1, 2, 3, 7, 10, 12, 14, 16] as const) expect(waitsOf(test, step)).toEqual([]);
  });
});
