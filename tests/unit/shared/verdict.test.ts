import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FAILURES, type StepOutcome } from '../../../shared/outcome.ts';
import { STEPS, type StepNumber } from '../../../shared/plan.ts';
import { judgeRun } from '../../../shared/verdict.ts';
import { anyFact, factOf } from '../records/fact-arbitrary.ts';
import { fold, numbered, passingFacts } from './run-events.ts';

type Change = (step: StepNumber, outcome: StepOutcome) => StepOutcome | null;

const judged = (change?: Change, fromStep: StepNumber = 1) =>
  judgeRun(fold(numbered(passingFacts(change, fromStep))));

const only =
  (wanted: StepNumber, outcome: StepOutcome | null): Change =>
  (step, usual) =>
    step === wanted ? outcome : usual;

const NUMBERS = STEPS.map(({ number }) => number);

describe('a verdict', () => {
  it('is a pass when every step has its evidence', () => {
    expect(judged()).toEqual({
      outcome: 'passed',
      failedStep: null,
      code: null,
      detail: null,
      complete: true,
    });
  });

  it.each(NUMBERS)('is no pass when step %i has no outcome', (number) => {
    expect(judged(only(number, null))).toMatchObject({
      outcome: 'failed',
      failedStep: number,
      code: 'evidence_missing',
    });
  });

  it.each(NUMBERS)(
    'is no pass when step %i has no evidence, or evidence that is not in the record',
    (number) => {
      for (const evidence of [[], [0], [-1], [100_000], [Number.NaN], [2, 100_000]])
        expect(judged(only(number, { kind: 'passed', evidence, warnings: [] }))).toMatchObject({
          outcome: 'failed',
          failedStep: number,
          code: 'evidence_missing',
        });
    },
  );

  it.each(NUMBERS)('is that of step %i when it failed, could not be judged or was cancelled', (number) => {
    for (const code of ['no_answer', 'port_lost', 'stopped'] as const) {
      const { outcome } = FAILURES[code];
      expect(judged(only(number, { kind: outcome, code, evidence: [2], detail: 'x' }))).toEqual({
        outcome,
        failedStep: number,
        code,
        detail: 'x',
        complete: true,
      });
    }
  });

  it('is that of the first step that failed', () => {
    const both: Change = (step, usual) =>
      step === 5 || step === 9 ? { kind: 'failed', code: 'no_answer', evidence: [2] } : usual;
    expect(judged(both)).toMatchObject({ failedStep: 5 });
  });

  it.each(NUMBERS)('lets step %i be not applicable only where the plan has the reason', (number) => {
    for (const reason of ['delivered_directly', 'stays_online'] as const) {
      const allowed =
        (number === 18 && reason === 'delivered_directly') || (number === 19 && reason === 'stays_online');
      expect(judged(only(number, { kind: 'not_applicable', reason })).outcome).toBe(
        allowed ? 'passed' : 'failed',
      );
    }
  });

  it.each(NUMBERS)('lets step %i be switched off only where the document makes it optional', (number) => {
    const { outcome } = judged(only(number, { kind: 'skipped', reason: 'switched_off' }));
    expect(outcome).toBe(number === 2 || number === 3 ? 'passed' : 'failed');
  });

  it.each(NUMBERS)('of a run from step %i is not that of a complete one', (number) => {
    expect(judged(undefined, number)).toMatchObject({ outcome: 'passed', complete: number === 1 });
    const skipped = only(number, { kind: 'skipped', reason: 'before_first_step' });
    expect(judged(skipped, number).outcome).toBe('failed');
  });

  it('warnings do not change', () => {
    const warned: Change = (_step, usual) =>
      usual.kind === 'passed' ? { ...usual, warnings: ['answered_after_retry'] } : usual;
    expect(judged(warned).outcome).toBe('passed');
  });

  it('without any fact is none', () => {
    expect(judgeRun(fold([]))).toMatchObject({ outcome: 'failed', failedStep: 1, code: 'evidence_missing' });
  });

  it('is no pass without the end of any of the steps, and says which is the first', () => {
    const events = numbered(passingFacts());
    fc.assert(
      fc.property(fc.subarray(NUMBERS, { minLength: 1 }), (without) => {
        const kept = events.filter(
          (event) => event.type !== 'step.finished' || !without.includes(event.step),
        );
        expect(judgeRun(fold(kept))).toMatchObject({
          outcome: 'failed',
          failedStep: Math.min(...without),
          code: 'evidence_missing',
        });
      }),
    );
  });

  it('is no pass when any one step ends in another way than its plan allows, whatever happens besides', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...NUMBERS),
        anyOutcome,
        fc.array(noise, { maxLength: 5 }),
        (number, changed, more) => {
          const [begin, ...rest] = passingFacts(only(number, changed));
          if (begin === undefined) throw new Error('no fact');
          const events = numbered([begin, ...rest, ...more]);
          const verdict = judgeRun(fold(events));
          expect(verdict.outcome === 'passed').toBe(excused(number, changed, events.length));
        },
      ),
      { numRuns: 1000 },
    );
  });
});

/** Facts that are not the runner's word on a step or on where it began. */
const noise = anyFact.filter(
  ({ type }) => !['step.finished', 'run.startMoved', 'run.finished'].includes(type),
);

const anyOutcome: fc.Arbitrary<StepOutcome> = factOf('step.finished').map((fact) => {
  if (fact.type !== 'step.finished') throw new Error('another fact was drawn');
  return fact.outcome;
});

/** The rule, said once more and in other words. */
function excused(step: StepNumber, outcome: StepOutcome, last: number): boolean {
  switch (outcome.kind) {
    case 'passed':
      return outcome.evidence.length > 0 && outcome.evidence.every((seq) => seq >= 1 && seq < last);
    case 'skipped':
      return outcome.reason === 'switched_off' && (step === 2 || step === 3);
    case 'not_applicable':
      return step === (outcome.reason === 'delivered_directly' ? 18 : 19);
    default:
      return false;
  }
}
