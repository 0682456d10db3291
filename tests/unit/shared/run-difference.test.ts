import { describe, expect, test } from 'vitest';
import type { RunFact } from '../../../shared/events.ts';
import { differenceWords } from '../../../shared/messages/difference-words.ts';
import { translator } from '../../../shared/messages/index.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import { isSame, runDifference } from '../../../shared/run-difference.ts';
import { RunOutline, sameCommand } from '../../../shared/run-outline.ts';
import { numbered, passingFacts, STARTED, stepFacts } from './run-events.ts';

function outlineOf(facts: readonly RunFact[]): RunOutline {
  const outline = new RunOutline();
  for (const event of numbered(facts)) outline.add(event);
  return outline;
}

function asked(step: StepNumber, command: string, ...lines: readonly string[]): RunFact {
  return {
    type: 'at.exchanged',
    place: { phase: 'step', step, attempt: 1 },
    command,
    lines,
    outcome: lines.length === 0 ? { kind: 'timeout', heard: false } : { kind: 'ok' },
    durationMs: 5,
    echoed: false,
  };
}

const finished = (durationMs: number, attempts = 1): RunFact => ({
  type: 'step.finished',
  step: 8,
  outcome: { kind: 'passed', evidence: [2], warnings: [] },
  attempts,
  durationMs,
});
const started: RunFact = { type: 'step.started', step: 8, attempt: 1 };
const step8 = (durationMs: number, attempts = 1) =>
  outlineOf([STARTED, started, finished(durationMs, attempts)]);

describe('the difference between a run and its replay', () => {
  test('is none where the same happened', () => {
    const difference = runDifference(outlineOf(passingFacts()), outlineOf(passingFacts()), true);
    expect(isSame(difference)).toBe(true);
    expect(differenceWords(translator('en'), difference)).toHaveLength(1);
  });

  test('names the step that ends otherwise, with its codes', () => {
    const failing: RunFact[] = [
      STARTED,
      ...stepFacts(11, { kind: 'failed', code: 'connect_timeout', evidence: [] }),
      {
        type: 'run.finished',
        outcome: 'failed',
        failedStep: 11,
        code: 'connect_timeout',
        detail: null,
        complete: true,
        durationMs: 1,
      },
    ];
    const passing = [STARTED, ...stepFacts(11, { kind: 'passed', evidence: [3], warnings: [] })];
    const difference = runDifference(outlineOf(failing), outlineOf(passing), true);
    expect(difference.before).toEqual({ outcome: 'failed', failedStep: 11, code: 'connect_timeout' });
    expect(difference.after).toEqual({ outcome: null, failedStep: null, code: null });
    expect(difference.steps).toEqual([
      {
        step: 11,
        before: { status: 'failed', code: 'connect_timeout', attempts: 1, durationMs: 20 },
        after: { status: 'passed', code: null, attempts: 1, durationMs: 20 },
        timesAsLong: 1,
      },
    ]);
    const words = differenceWords(translator('en'), difference).join('\n');
    expect(words).toContain('Now: no end recorded');
    expect(words).toContain('Step 11 Connect to broker: failed (The broker did not answer in time) → passed');
  });

  test.each([
    [1000, 1999, []],
    [1000, 2001, [2.001]],
    [10_000, 12_000, []],
    [60_000, 30_000, [0.5]],
    [100, 900, []],
  ])('counts times where they tell something: %d and %d ms', (before, after, wanted) => {
    const { steps } = runDifference(step8(before), step8(after), true);
    expect(steps.map(({ timesAsLong }) => timesAsLong)).toEqual(wanted);
  });

  test('counts no times where the replay had none', () => {
    expect(isSame(runDifference(step8(60_000), step8(5), false))).toBe(true);
  });

  test('counts attempts', () => {
    const difference = runDifference(step8(1000, 3), step8(1000), true);
    expect(differenceWords(translator('en'), difference)).toContain(
      'Step 8 Activate data link: passed, attempts: 3 → passed, attempts: 1',
    );
  });

  test('counts no attempts of another firmware: each of its polls is one', () => {
    const log = outlineOf([{ ...STARTED, purpose: 'opened_log' }, started, finished(1000, 3)]);
    expect(isSame(runDifference(log, step8(1000), true))).toBe(true);
  });

  test('shows answers that are others in the end, not on the way there', () => {
    const before = outlineOf([
      STARTED,
      asked(5, 'AT+CREG?', '+CREG: 0,2', 'OK'),
      asked(5, 'AT+CREG?', '+CREG: 0,1', 'OK'),
      asked(7, 'AT+CSTT="a"', 'OK'),
    ]);
    const after = outlineOf([
      STARTED,
      asked(5, 'AT+CREG?', '+CREG: 0,1', 'OK'),
      asked(7, 'AT+CSTT="a"'),
      asked(7, 'AT+CSTT="b"', 'ERROR'),
    ]);
    const { answers, unrecorded } = runDifference(before, after, true);
    expect(answers).toEqual([{ step: 7, command: 'AT+CSTT="a"', before: ['OK'], after: [] }]);
    expect(unrecorded).toEqual([{ command: 'AT+CSTT="b"', times: 1 }]);
  });

  test('knows a command of the recording wherever it is asked', () => {
    const before = outlineOf([STARTED, asked(4, 'AT+CSQ', '+CSQ: 9,0', 'OK')]);
    const after = outlineOf([
      STARTED,
      asked(5, 'at+csq', '+CSQ: 9,0', 'OK'),
      asked(5, 'AT+COPS?'),
      asked(6, 'AT+COPS?'),
    ]);
    expect(runDifference(before, after, true).unrecorded).toEqual([{ command: 'AT+COPS?', times: 2 }]);
  });

  test('names what only the first of two runs asked, but not what another firmware asked', () => {
    const more = [STARTED, asked(5, 'AT+CSQ', 'OK'), asked(6, 'at+csq', 'OK'), asked(6, 'AT+COPS?', 'OK')];
    const difference = runDifference(outlineOf(more), outlineOf([STARTED]), true);
    expect(difference.unasked).toEqual([
      { command: 'at+csq', times: 2 },
      { command: 'AT+COPS?', times: 1 },
    ]);
    expect(isSame(difference)).toBe(false);
    expect(differenceWords(translator('en'), difference).at(-1)).toBe(
      'Not asked this time: at+csq ×2, AT+COPS?',
    );
    const log = outlineOf([{ ...STARTED, purpose: 'opened_log' }, ...more.slice(1)]);
    expect(isSame(runDifference(log, outlineOf([STARTED]), true))).toBe(true);
  });

  test('stays short in words, however long it is', () => {
    const commands = Array.from({ length: 40 }, (_, at) => asked(1, `AT+X${at}?`, 'ERROR'));
    const difference = runDifference(outlineOf([STARTED]), outlineOf([STARTED, ...commands]), true);
    expect(difference.unrecorded).toHaveLength(40);
    expect(differenceWords(translator('en'), difference).at(-1)).toContain('and 28 more');
  });
});

describe('commands that ask the same', () => {
  test.each([
    ['at+creg?', 'AT+CREG?'],
    ['AT + CSTT = "a b" , "c"', 'AT+CSTT="a b","c"'],
  ])('%s and %s', (one, other) => {
    expect(sameCommand(one)).toBe(sameCommand(other));
  });

  test.each([
    ['AT+CSTT="a"', 'AT+CSTT="A"'],
    ['AT+CSTT="a b"', 'AT+CSTT="ab"'],
    ['AT+CREG?', 'AT+CREG=?'],
  ])('%s and %s do not', (one, other) => {
    expect(sameCommand(one)).not.toBe(sameCommand(other));
  });
});
