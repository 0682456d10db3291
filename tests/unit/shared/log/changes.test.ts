import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Changes } from '../../../../shared/log/changes.ts';

const LENGTH = 10_000;

/** What `noted` says of a version, exactly. */
const since = (noted: readonly number[], version: number) => Math.min(LENGTH, ...noted.slice(version));

function noting(froms: readonly number[]): Changes {
  const changes = new Changes();
  for (const from of froms) changes.note(from);
  return changes;
}

describe('changes of a list', () => {
  it('count versions and are none at first', () => {
    expect(noting([]).version).toBe(0);
    expect(noting([]).since(0, 7)).toBe(7);
    expect(noting([3, 3]).version).toBe(2);
  });

  it('reach from the first index that was touched since a version', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(50), { maxLength: 60, size: 'max' }), (froms) => {
        const changes = noting(froms);
        for (let version = 0; version <= froms.length; version += 1)
          expect(changes.since(version, LENGTH)).toBe(since(froms, version));
      }),
    );
  });

  it('are exact for the newest and never too few for the oldest, however many there were', () => {
    const froms = Array.from({ length: 5000 }, (_, index) => index);
    const changes = noting(froms);
    for (let version = 0; version <= froms.length; version += 1) {
      const known = changes.since(version, LENGTH);
      expect(known).toBeLessThanOrEqual(since(froms, version));
      if (version > froms.length - 200) expect(known).toBe(since(froms, version));
    }
  });
});
