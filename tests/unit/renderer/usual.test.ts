import { describe, expect, it } from 'vitest';
import { isSlow, usualTime } from '../../../renderer/store/usual.ts';
import { usualSeconds } from '../../../renderer/views/bench/usual-seconds.ts';
import { INITIAL_RUN_STATE, type StepState } from '../../../shared/run-state.ts';
import type { UsualTime } from '../../../shared/usual-time.ts';
import { STARTED } from '../shared/run-events.ts';
import { readRun, windowState } from './window-states.ts';

const USUAL: UsualTime = { step: 5, runs: 37, medianMs: 4200, slowMs: 12_000 };
const FIVE = INITIAL_RUN_STATE.steps[4];
const UNDER_WAY: StepState = { ...stepFive(), status: 'waiting', startedMs: 1000 };

function stepFive(): StepState {
  if (FIVE === undefined) throw new Error('no step 5');
  return FIVE;
}

const withUsual = (real: readonly UsualTime[], simulated: readonly UsualTime[] = []) => {
  const { station } = windowState();
  const chosen = { port: 'COM3', profileId: null, unit: '' };
  return windowState({ chosen, station: { ...station, usual: { real, simulated } } });
};

describe('the usual time of a step', () => {
  it('is that of modules of the kind on the screen', () => {
    const simulated = { ...USUAL, medianMs: 10 };
    const state = withUsual([USUAL], [simulated]);
    expect(usualTime(state, stepFive())).toBe(USUAL);
    const chosen = { ...state.chosen, port: 'sim:' };
    expect(usualTime({ ...state, chosen }, stepFive())).toBe(simulated);
    // What is shown goes before what is chosen.
    expect(usualTime({ ...state, chosen, segments: [readRun('r', [STARTED])] }, stepFive())).toBe(USUAL);
  });

  it('is not known of another step, and not of two runs', () => {
    expect(usualTime(withUsual([{ ...USUAL, step: 6 }]), stepFive())).toBeNull();
    expect(usualTime(withUsual([{ ...USUAL, runs: 2 }]), stepFive())).toBeNull();
    expect(usualTime(withUsual([{ ...USUAL, runs: 3 }]), stepFive())).not.toBeNull();
  });

  it.each([
    [0, '<0.1'],
    [49, '<0.1'],
    [50, '0.1'],
    [4249, '4.2'],
    [9940, '9.9'],
    [12_400, '12'],
  ])('of %d ms is said as %s s', (ms, words) => {
    expect(usualSeconds(ms)).toBe(words);
  });
});

describe('a step under way', () => {
  it('is slow when it takes longer than nineteen in twenty did', () => {
    expect(isSlow(USUAL, UNDER_WAY, 13_000)).toBe(false);
    expect(isSlow(USUAL, UNDER_WAY, 13_001)).toBe(true);
  });

  it('is not slow for less than a second more than usual', () => {
    const quick = { ...USUAL, medianMs: 10, slowMs: 12 };
    expect(isSlow(quick, UNDER_WAY, 1900)).toBe(false);
    expect(isSlow(quick, UNDER_WAY, 2100)).toBe(true);
  });

  it('is not judged by a few runs, nor before it began, nor when it is over', () => {
    expect(isSlow(null, UNDER_WAY, 99_000)).toBe(false);
    expect(isSlow({ ...USUAL, runs: 9 }, UNDER_WAY, 99_000)).toBe(false);
    expect(isSlow(USUAL, { ...UNDER_WAY, startedMs: null }, 99_000)).toBe(false);
    const outcome = { kind: 'passed', evidence: [1], warnings: [] } as const;
    expect(isSlow(USUAL, { ...UNDER_WAY, outcome }, 99_000)).toBe(false);
  });
});
