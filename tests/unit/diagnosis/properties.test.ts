import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CAUSES, diagnose } from '../../../shared/diagnosis.ts';
import type { CauseRow } from '../../../shared/diagnosis/causes/row.ts';
import { evidenceOf, INITIAL_EVIDENCE, reduceEvidence } from '../../../shared/diagnosis/evidence.ts';
import { OBSERVATIONS } from '../../../shared/diagnosis/observations/index.ts';
import { UNKNOWNS } from '../../../shared/diagnosis/unknowns.ts';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import { LANGUAGES } from '../../../shared/messages/index.ts';
import { FAILURES } from '../../../shared/outcome.ts';
import { failureCode } from '../../../shared/fact-schema.ts';
import { STEPS } from '../../../shared/plan.ts';
import { anyFact, factOf } from '../records/fact-arbitrary.ts';
import { asked, diagnosisOf, ERROR, read, recordOf } from './trouble.ts';

const numbered = (facts: readonly RunFact[]): readonly RunEvent[] =>
  facts.map((fact, index) => ({
    seq: index + 1,
    runId: 'any',
    port: 'any',
    atMs: index,
    elapsedMs: index,
    ...fact,
  }));

/** Any facts at all, begun and ended as a record is. */
const records = fc
  .tuple(factOf('run.started'), fc.array(anyFact, { maxLength: 60 }), factOf('run.finished'))
  .map(([first, between, last]) => numbered([first, ...between, last]));

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    Object.values(value).forEach(frozen);
  }
  return value;
}

const judged = Object.keys(FAILURES)
  .map((code) => failureCode.parse(code))
  .filter((code) => FAILURES[code].outcome !== 'cancelled');

describe('diagnosing', () => {
  test('comes to an end on any record, changes nothing, and says the same again', () => {
    fc.assert(
      fc.property(records, (events) => {
        const evidence = evidenceOf(frozen(events));
        const first = diagnose(frozen(evidence));
        expect(diagnose(evidenceOf(structuredClone(events)))).toEqual(first);
      }),
    );
  });

  test('gives causes in the order of their weights, each with facts of this very record', () => {
    fc.assert(
      fc.property(records, (events) => {
        const diagnosis = diagnose(evidenceOf(events));
        if (diagnosis === null) return;
        const weights = diagnosis.causes.map(({ weight }) => weight);
        expect(weights.length).toBeGreaterThan(0);
        expect(weights).toEqual(weights.toSorted((left, right) => right - left));
        expect(weights.every((weight) => weight >= 1 && weight <= 100)).toBe(true);
        const cited = [...diagnosis.got, ...diagnosis.causes.flatMap(({ evidence }) => evidence)];
        for (const fact of cited) expect(events).toContainEqual(fact);
      }),
    );
  });

  test('says the same of a record that was read in pages', () => {
    fc.assert(
      fc.property(records, fc.nat(), (events, cut) => {
        const at = cut % (events.length + 1);
        const paged = [events.slice(0, at), events.slice(at)].reduce(
          (evidence, page) => page.reduce(reduceEvidence, evidence),
          INITIAL_EVIDENCE,
        );
        expect(diagnose(paged)).toEqual(diagnose(evidenceOf(events)));
      }),
    );
  });

  test.each(judged)('has a cause for %s at every step and at none', (code) => {
    for (const step of [null, ...STEPS.map(({ number }) => number)])
      for (const profile of [null, {}])
        expect(diagnosisOf({ step, code, profile, facts: [] }).causes.length).toBeGreaterThan(0);
  });

  test.each(['stopped'] as const)('says nothing of a run that was %s', (code) => {
    expect(diagnose(evidenceOf(recordOf({ step: 5, code, facts: [] })))).toBeNull();
  });

  test('says nothing of a run that passed, or that lasts and has no trouble', () => {
    const events = recordOf({ step: null, code: 'stopped', facts: [asked(8, 'AT+CIICR', ERROR)] });
    const lasting = events.slice(0, -1);
    expect(diagnose(evidenceOf(lasting))).toBeNull();
    expect(diagnose(INITIAL_EVIDENCE)).toBeNull();
  });

  test('speaks of a failed step before the run has ended', () => {
    const events = recordOf({ step: 8, code: 'bearer_refused', facts: [asked(8, 'AT+CIICR', ERROR)] });
    expect(diagnose(evidenceOf(events.slice(0, -1)))?.code).toBe('bearer_refused');
  });
});

describe('evidence', () => {
  test('does not grow with what is said', () => {
    const facts = (times: number) =>
      Array.from({ length: times }, () => [
        asked(5, 'AT+CREG?', ERROR),
        read('registration', 2, false),
      ]).flat();
    const kept = (times: number) => {
      const { exchanges, measurements } = evidenceOf(numbered(facts(times)));
      return [exchanges['step 5']?.length, measurements.registration?.length];
    };
    expect(kept(5000)).toEqual(kept(50));
  });

  test('keeps the first and the newest of what was said', () => {
    const facts = Array.from({ length: 100 }, () => asked(5, 'AT+CREG?', ERROR));
    const seqs = evidenceOf(numbered(facts)).exchanges['step 5']?.map(({ seq }) => seq) ?? [];
    expect(seqs.slice(0, 3)).toEqual([1, 2, 3]);
    expect(seqs.at(-1)).toBe(100);
  });
});

describe('the knowledge', () => {
  test.each(Object.entries(LANGUAGES))('has every text in %s', (_language, messages) => {
    const texts: Readonly<Record<string, string>> = messages;
    const wanted = [
      ...Object.keys(CAUSES).flatMap((id) => [`cause.${id}`, `causeNext.${id}`]),
      ...Object.keys(UNKNOWNS).map((id) => `unknown.${id}`),
      ...STEPS.map(({ id }) => `expected.${id}`),
    ];
    expect(wanted.filter((key) => (texts[key] ?? '').trim() === '')).toEqual([]);
  });

  test('has no text for a cause that is not in the table', () => {
    const ids = Object.keys(LANGUAGES.en).flatMap((key) => /^cause(?:Next)?\.(\w+)$/.exec(key)?.[1] ?? []);
    expect(ids.filter((id) => id !== 'unexplained' && !Object.hasOwn(CAUSES, id))).toEqual([]);
  });

  test('uses every observation, and every row has a source', () => {
    const used = new Set(
      Object.values<CauseRow>(CAUSES).flatMap((row): readonly string[] => {
        const { raise = {}, lower = {}, proof = [], needs = [], not = [] } = row;
        return [...Object.keys(raise), ...Object.keys(lower), ...proof, ...needs, ...not];
      }),
    );
    expect(Object.keys(OBSERVATIONS).filter((id) => !used.has(id))).toEqual([]);
    const rows = [...Object.values(CAUSES), ...Object.values(OBSERVATIONS), ...Object.values(UNKNOWNS)];
    expect(rows.filter(({ source }) => source.trim() === '')).toEqual([]);
  });
});
