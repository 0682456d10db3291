import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { isSimulatedPort, type PassedStep, usualTimesOf } from '../../../shared/usual-time.ts';

const took = (...durations: readonly number[]): PassedStep[][] =>
  durations.map((durationMs) => [{ step: 5, durationMs }]);

describe('the usual time of a step', () => {
  it('is unknown without runs', () => {
    expect(usualTimesOf([])).toEqual([]);
    expect(usualTimesOf([[], []])).toEqual([]);
  });

  it('is the one run’s own', () => {
    expect(usualTimesOf(took(42))).toEqual([{ step: 5, runs: 1, medianMs: 42, slowMs: 42 }]);
  });

  it('is not that of the slowest run', () => {
    const durations = Array.from({ length: 20 }, (_, index) => (index + 1) * 100);
    expect(usualTimesOf(took(...durations.toReversed()))).toEqual([
      { step: 5, runs: 20, medianMs: 1000, slowMs: 1900 },
    ]);
  });

  it('is told in the order of the steps, each with the runs in which it passed', () => {
    const runs: PassedStep[][] = [
      [
        { step: 11, durationMs: 900 },
        { step: 2, durationMs: 30 },
      ],
      [{ step: 2, durationMs: 50 }],
    ];
    expect(usualTimesOf(runs).map(({ step, runs: count }) => [step, count])).toEqual([
      [2, 2],
      [11, 1],
    ]);
  });

  it('is one of the times there were, whatever they were', () => {
    const durations = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(durations, (each) => {
        const [usual] = usualTimesOf(took(...each));
        expect(each).toContain(usual?.medianMs);
        expect(each).toContain(usual?.slowMs);
        expect(usual?.slowMs).toBeGreaterThanOrEqual(usual?.medianMs ?? Number.NaN);
        const above = each.filter((ms) => ms > (usual?.slowMs ?? 0)).length;
        expect(above).toBeLessThanOrEqual(each.length / 20);
      }),
    );
  });

  it('is kept apart for modules that are simulated', () => {
    expect(isSimulatedPort('sim:?fault=no-sim')).toBe(true);
    expect(isSimulatedPort('/dev/ttyUSB0')).toBe(false);
  });
});
