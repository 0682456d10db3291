import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  barAt,
  isAtEnd,
  revealed,
  ROW_HEIGHT,
  topAt,
  trackOf,
  within,
} from '../../../../renderer/views/bench/log/scroll-track.ts';

/** What Firefox draws; Chromium draws more. */
const TALLEST_ELEMENT = 17_895_697;

const anyRows = fc.oneof(fc.nat(2000), fc.integer({ min: 0, max: 100_000_000 }));
const anySight = fc.integer({ min: 20, max: 2000 });

describe('the track of a list', () => {
  it('is no higher than browsers draw, however many rows there are', () => {
    fc.assert(
      fc.property(anyRows, anySight, (rows, sight) => {
        const { height, most } = trackOf(rows, sight);
        expect(height).toBeLessThanOrEqual(TALLEST_ELEMENT);
        expect(most).toBe(Math.max(0, rows * ROW_HEIGHT - sight));
      }),
    );
  });

  it('has the bar where the list is, and the list where the bar is', () => {
    fc.assert(
      fc.property(anyRows, anySight, fc.double({ min: 0, max: 1, noNaN: true }), (rows, sight, share) => {
        const track = trackOf(rows, sight);
        const top = share * track.most;
        expect(Math.abs(topAt(track, barAt(track, top)) - top)).toBeLessThan(0.01);
      }),
    );
  });

  it('has its ends at the ends of the bar', () => {
    const track = trackOf(1_000_000, 200);
    expect(track.isScaled).toBe(true);
    expect([barAt(track, 0), barAt(track, track.most)]).toEqual([0, track.bar]);
    expect([topAt(track, 0), topAt(track, track.bar)]).toEqual([0, track.most]);
  });

  it('of few rows is moved by the pixel, and of none not at all', () => {
    const track = trackOf(100, 200);
    expect([track.isScaled, barAt(track, 333), topAt(track, 333)]).toEqual([false, 333, 333]);
    expect([within(trackOf(0, 200), 50), within(trackOf(5, 200), 50), within(track, -5)]).toEqual([0, 0, 0]);
  });

  it('is at its end when less than two rows are left', () => {
    const track = trackOf(100, 200);
    expect([isAtEnd(track, 1800), isAtEnd(track, 1775), isAtEnd(track, 1760)]).toEqual([true, true, false]);
    expect(isAtEnd(trackOf(0, 200), 0)).toBe(true);
  });

  it('is moved no more than it has to be for a row to be seen', () => {
    const track = trackOf(1000, 200);
    expect(revealed(track, 1000, 55, 200)).toBe(1000);
    expect(revealed(track, 1000, 10, 200)).toBe(200);
    expect(revealed(track, 1000, 60, 200)).toBe(1020);
    expect(revealed(track, 1000, 999, 200)).toBe(track.most);
  });
});
