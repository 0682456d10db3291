import { describe, expect, it } from 'vitest';
import { extended, isSelected, moved, placesOf } from '../../../../renderer/views/bench/log/selection.ts';

const GROUND = { count: 1000, first: 100, last: 110 };

describe('rows that are chosen', () => {
  it('reach from where it began to where it came, in either direction', () => {
    expect(placesOf({ anchor: 3, focus: 7 })).toEqual({ from: 3, to: 8 });
    expect(placesOf({ anchor: 7, focus: 3 })).toEqual({ from: 3, to: 8 });
    expect([2, 3, 7, 8].map((place) => isSelected({ anchor: 7, focus: 3 }, place))).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(isSelected(null, 0)).toBe(false);
  });

  it('begin anew with every click, and go on with one that says so', () => {
    const first = extended(null, 5, false);
    expect(first).toEqual({ anchor: 5, focus: 5 });
    expect(extended(first, 9, true)).toEqual({ anchor: 5, focus: 9 });
    expect(extended(extended(first, 9, true), 2, true)).toEqual({ anchor: 5, focus: 2 });
    expect(extended(first, 9, false)).toEqual({ anchor: 9, focus: 9 });
    expect(extended(null, 9, true)).toEqual({ anchor: 9, focus: 9 });
  });
});

describe('a key in the list', () => {
  it.each([
    ['ArrowDown', 51],
    ['ArrowUp', 49],
    ['PageDown', 60],
    ['PageUp', 40],
    ['Home', 0],
    ['End', 999],
  ])('%s moves the focus', (key, to) => {
    expect(moved(50, key, GROUND)).toBe(to);
  });

  it.each([
    ['ArrowDown', 100],
    ['ArrowUp', 110],
    ['PageDown', 110],
    ['PageUp', 100],
  ])('%s begins with what is in sight where nothing has the focus', (key, to) => {
    expect(moved(null, key, GROUND)).toBe(to);
  });

  it('goes no further than there are rows', () => {
    expect([moved(0, 'ArrowUp', GROUND), moved(999, 'ArrowDown', GROUND)]).toEqual([0, 999]);
    expect([moved(3, 'PageUp', GROUND), moved(995, 'PageDown', GROUND)]).toEqual([0, 999]);
    expect(moved(null, 'End', { count: 0, first: 0, last: 0 })).toBeNull();
  });

  it.each(['a', 'Tab', 'Enter', 'F3'])('%s moves nothing', (key) => {
    expect(moved(50, key, GROUND)).toBeNull();
  });
});
