import { describe, expect, it } from 'vitest';
import { meterMode, meterRun, newestSignal } from '../../../renderer/store/meter-source.ts';
import {
  averagePower,
  emptyTally,
  extremes,
  type Reading,
  tallied,
  traceOf,
} from '../../../renderer/views/meter/tally.ts';
import { beepOf } from '../../../renderer/views/meter/tone.ts';
import type { RunFact } from '../../../shared/events.ts';
import { bay, readRun, windowState } from './window-states.ts';

const at = (seconds: number, rssi: number): Reading => ({ elapsedMs: seconds * 1000, rssi });

describe('what the meter has measured', () => {
  it('is counted from its opening on, each reading once', () => {
    const before = [at(1, 3), at(2, 30)];
    const opened = emptyTally('a', before);
    expect(tallied(opened, 'a', before)).toBe(opened);
    const next = tallied(opened, 'a', [...before, at(3, 10), at(4, 20)]);
    expect(next).toMatchObject({ lowest: 10, highest: 20, count: 2, known: 2 });
    expect(averagePower(next)).toBe(-83);
    expect(tallied(next, 'a', [...before, at(3, 10), at(4, 20)])).toBe(next);
    expect(tallied(next, 'a', [at(5, 31)])).toMatchObject({ lowest: 10, highest: 31, count: 3 });
  });

  it('counts a 99 as a reading, and takes nothing else from it', () => {
    const next = tallied(emptyTally(null, []), 'a', [at(1, 99), at(2, 99)]);
    expect(next).toMatchObject({ lowest: null, highest: null, known: 0, count: 2 });
    expect(averagePower(next)).toBeNull();
    expect(tallied(next, 'a', [at(3, 0)])).toMatchObject({ lowest: 0, highest: 0, count: 3 });
  });

  it('goes on when another run stands on the port, whose time begins again', () => {
    const first = tallied(emptyTally('a', []), 'a', [at(100, 5)]);
    expect(tallied(first, 'b', [at(1, 25)])).toMatchObject({ lowest: 5, highest: 25, count: 2 });
    expect(tallied(first, 'b', [])).toMatchObject({ runId: 'b', lowest: 5, count: 1 });
  });

  it('is drawn for two minutes, with gaps where nothing is known', () => {
    const readings = Array.from({ length: 240 }, (_, second) => at(second, second === 200 ? 99 : 10));
    const trace = traceOf(readings);
    expect(trace).toHaveLength(120);
    expect(trace[0]?.at).toBe(-119);
    expect(trace.at(-1)).toEqual({ at: 0, power: -93 });
    expect(trace.filter(({ power }) => power === null)).toHaveLength(1);
    expect(traceOf([])).toEqual([]);
  });

  it('is marked at its lowest and its highest place, the newest of several', () => {
    expect(extremes(traceOf([at(1, 9), at(2, 20), at(3, 9), at(4, 12), at(5, 20), at(6, 99)]))).toEqual({
      low: 2,
      high: 4,
    });
    expect(extremes(traceOf([at(1, 9)]))).toEqual({ low: 0, high: 0 });
    expect(extremes(traceOf([at(1, 99)]))).toBeNull();
    expect(extremes([])).toBeNull();
  });
});

describe('the tone of a signal', () => {
  it('is higher and faster the stronger the signal is', () => {
    const beeps = Array.from({ length: 32 }, (_, rssi) => beepOf(rssi));
    for (const [rssi, beep] of beeps.entries()) {
      const weaker = beeps[rssi - 1];
      if (beep === null || beep === undefined || !weaker) continue;
      expect(beep.pitch).toBeGreaterThan(weaker.pitch);
      expect(beep.everyMs).toBeLessThan(weaker.everyMs);
    }
    expect(beepOf(0)).toEqual({ pitch: 330, everyMs: 1000 });
    expect(beepOf(31)).toEqual({ pitch: 1320, everyMs: 125 });
  });

  it.each([99, -1, 32, Number.NaN])('is silence for %d', (rssi) => {
    expect(beepOf(rssi)).toBeNull();
  });
});

const started = (purpose: 'bring_up' | 'console'): RunFact => ({
  type: 'run.started',
  purpose,
  profileName: 'p',
  profile: null,
  unit: null,
  operator: null,
  fromStep: 1,
  version: '1',
  warnings: [],
  changes: [],
});
const measured: RunFact = {
  type: 'measurement.recorded',
  place: { phase: 'manual', step: null, attempt: 1 },
  name: 'signal',
  value: 20,
  unit: null,
  criterion: null,
  verdict: 'none',
};

describe('where the meter has its values from', () => {
  const run = readRun('run', [started('bring_up'), measured]);
  const typed = readRun('typed', [started('console'), measured]);
  const port = { chosen: { port: 'COM5', profileId: null, unit: '' }, service: 'up' as const };
  const withBays = (...bays: readonly ReturnType<typeof bay>[]) => ({
    ...port,
    station: { ...windowState().station, bays },
  });

  it('is the console, when no run owns the port', () => {
    const state = windowState({ ...withBays(), segments: [run, typed] });
    expect(meterMode(state)).toBe('own');
    expect(meterRun(state)?.runId).toBe('typed');
  });

  it('is the run that owns the port', () => {
    const state = windowState({ ...withBays(bay('COM5', 'run')), segments: [typed, run] });
    expect(meterMode(state)).toBe('run');
    expect(meterRun(state)?.runId).toBe('run');
    expect(meterMode(windowState(withBays(bay('COM6', 'run'))))).toBe('own');
  });

  it('is an old run that is shown, or nothing', () => {
    expect(meterMode(windowState({ ...withBays(), openedRun: 'run' }))).toBe('old');
    expect(meterMode(windowState({ ...withBays(), service: 'gone' }))).toBe('service');
    expect(meterMode(windowState({ service: 'up' }))).toBe('noPort');
    expect(meterRun(windowState(withBays()))).toBeNull();
  });

  it('is a console that has measured nothing only when no run has either', () => {
    const silent = readRun('silent', [started('console')]);
    expect(newestSignal({ segments: [run, silent] })?.runId).toBe('run');
    expect(newestSignal({ segments: [silent] })).toBeNull();
  });

  it('is never a run or a console ahead of the one that is shown: that may have been another unit', () => {
    const next = readRun('next', [started('bring_up')]);
    expect(newestSignal({ segments: [run, typed, next] })?.runId).toBe('next');
    expect(newestSignal({ segments: [run, next, typed] })?.runId).toBe('typed');
    expect(newestSignal({ segments: [typed] })?.runId).toBe('typed');
  });
});
