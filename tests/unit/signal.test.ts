import { describe, expect, test } from 'vitest';
import { dbm, SIGNAL_LEVELS, signalLevel, signalOf } from '../../shared/signal.ts';

describe('a signal', () => {
  test.each([
    [0, 0],
    [31, 7],
    [99, 99],
    [18, 99],
  ])('can be %i,%i', (rssi, ber) => {
    expect(signalOf(rssi, ber)).toEqual({ rssi, ber });
  });

  test.each([
    [32, 0],
    [98, 0],
    [100, 0],
    [-1, 0],
    [18, 8],
    [18, 98],
    [18, -1],
    [1.5, 0],
    [Number.NaN, 0],
    [18, Number.NaN],
    [Number.POSITIVE_INFINITY, 0],
  ])('cannot be %d,%d', (rssi, ber) => {
    expect(signalOf(rssi, ber)).toBeNull();
  });

  test.each([
    [0, -113],
    [1, -111],
    [18, -77],
    [31, -51],
  ])('of %i is %i dBm', (rssi, power) => {
    expect(dbm({ rssi, ber: 0 })).toBe(power);
  });

  test('that is unknown has no power', () => {
    expect(dbm({ rssi: 99, ber: 99 })).toBeNull();
  });

  test.each([
    [99, 0, 'none'],
    [0, 0, 'none'],
    [1, 1, 'very_weak'],
    [9, 1, 'very_weak'],
    [10, 2, 'weak'],
    [14, 2, 'weak'],
    [15, 3, 'good'],
    [19, 3, 'good'],
    [20, 4, 'strong'],
    [25, 4, 'strong'],
    [26, 5, 'very_strong'],
    [31, 5, 'very_strong'],
  ])('of %i has %i bars and is %s', (rssi, bars, word) => {
    expect(signalLevel({ rssi, ber: 0 })).toMatchObject({ bars, word });
  });

  test('has more bars the stronger it is, down the table', () => {
    const bars = SIGNAL_LEVELS.map((level) => level.bars);
    expect(bars).toEqual([5, 4, 3, 2, 1, 0]);
  });
});
