import { describe, expect, test } from 'vitest';
import { CAUSES } from '../../../shared/diagnosis.ts';
import { CASES } from './cases/index.ts';
import { diagnosisOf } from './trouble.ts';

describe('the diagnosis of', () => {
  test.each(CASES.map((each) => [`${each.code} at ${each.step ?? 'no step'}: ${each.name}`, each] as const))(
    '%s',
    (_name, each) => {
      const { step, code, causes, unknown } = diagnosisOf(each);
      const ids = causes.map(({ id }) => id);
      expect({ step, code, first: ids[0] }).toEqual({ step: each.step, code: each.code, first: each.first });
      expect(ids).toEqual(expect.arrayContaining([...(each.also ?? [])]));
      for (const id of each.never ?? []) expect(ids).not.toContain(id);
      expect(unknown).toEqual(expect.arrayContaining([...(each.unknown ?? [])]));
    },
  );
});

describe('the table of causes', () => {
  test('has a case for every row', () => {
    const reached = new Set<string>(CASES.flatMap(({ first, also = [] }) => [first, ...also]));
    expect(Object.keys(CAUSES).filter((id) => !reached.has(id))).toEqual([]);
  });

  test('has at least 60 cases, none of them twice', () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
    expect(CASES.length).toBeGreaterThanOrEqual(60);
  });
});
