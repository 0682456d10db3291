import { describe, expect, it } from 'vitest';
import {
  checklistRun,
  chosenPort,
  chosenProfile,
  currentStep,
  detailStep,
  isInterrupted,
  isOld,
  liveRun,
  liveState,
  shownState,
  shownStep,
  typedSeconds,
} from '../../../renderer/store/shown.ts';
import { unreadRun } from '../../../renderer/store/window-store.ts';
import type { RunFact } from '../../../shared/events.ts';
import type { StepOutcome } from '../../../shared/outcome.ts';
import { profileSchema } from '../../../shared/profile.ts';
import { INITIAL_RUN_STATE } from '../../../shared/run-state.ts';
import { fold, numbered, passingFacts, STARTED, stepFacts } from '../shared/run-events.ts';
import { bay, readRun, windowState } from './window-states.ts';

const CONSOLE: RunFact = { ...STARTED, purpose: 'console' };
const FAILED: StepOutcome = { kind: 'failed', code: 'connect_failed', evidence: [] };
const finished = (failedStep: 11 | null): RunFact => ({
  type: 'run.finished',
  outcome: failedStep === null ? 'passed' : 'failed',
  failedStep,
  code: failedStep === null ? null : 'connect_failed',
  detail: null,
  complete: true,
  durationMs: 1,
});

const stateOf = (...facts: readonly RunFact[]) => fold(numbered([STARTED, ...facts]));

describe('the run whose checklist is shown', () => {
  const [a, b] = [readRun('a', [STARTED]), readRun('b', [STARTED])];
  const console = readRun('c', [CONSOLE]);

  it('is the newest one that walks the steps; a console behind it changes nothing', () => {
    expect(checklistRun({ segments: [a, b] })).toBe(b);
    expect(checklistRun({ segments: [a, b, console] })).toBe(b);
    expect(checklistRun({ segments: [console, a] })).toBe(a);
  });

  it('is none where nothing walks the steps, or nobody knows yet', () => {
    expect(checklistRun({ segments: [] })).toBeNull();
    expect(checklistRun({ segments: [console] })).toBeNull();
    expect(checklistRun({ segments: [unreadRun('d')] })).toBeNull();
    expect(checklistRun({ segments: [a, unreadRun('d')] })).toBe(a);
  });

  it('is shown as nothing has happened where there is none', () => {
    expect(shownState(windowState())).toBe(INITIAL_RUN_STATE);
    expect(shownState(windowState({ segments: [a] }))).toBe(a.state);
  });
});

describe('the step a run is at', () => {
  it('is none before the first', () => {
    expect(currentStep(INITIAL_RUN_STATE)).toBeNull();
    expect(currentStep(stateOf())).toBeNull();
  });

  it('is the one that runs or waits', () => {
    const running: RunFact = { type: 'step.started', step: 5, attempt: 1 };
    const waiting: RunFact = { type: 'step.waiting', step: 5, until: 'registration', limitMs: 60_000 };
    expect(currentStep(stateOf(running))).toBe(5);
    expect(currentStep(stateOf(running, waiting))).toBe(5);
  });

  it('is the last one that ended while the run waits for the next, or the next where none has run', () => {
    const paused: RunFact = { type: 'run.paused', nextStep: 5 };
    const ended = stepFacts(4, { kind: 'passed', evidence: [], warnings: [] });
    expect(currentStep(stateOf(...ended, paused))).toBe(4);
    expect(currentStep(stateOf(paused))).toBe(5);
  });

  it('is the last one that ended, between two', () => {
    expect(currentStep(stateOf(...stepFacts(4, { kind: 'passed', evidence: [], warnings: [] })))).toBe(4);
  });

  it('is the one that was begun last, where another firmware takes them in its own order', () => {
    const passed = { kind: 'passed', evidence: [], warnings: [] } as const;
    const [first, ...rest] = [STARTED, ...stepFacts(15, passed), ...stepFacts(13, passed)];
    const listening: RunFact = { ...first, purpose: 'listening' };
    expect(currentStep(fold(numbered([listening, ...rest])))).toBe(13);
    expect(currentStep(fold(numbered([first, ...rest])))).toBe(15);
    expect(currentStep(fold(numbered([listening])))).toBeNull();
  });

  it('is the one it failed at, once it is over', () => {
    const facts = passingFacts((step, outcome) => (step > 11 ? null : step === 11 ? FAILED : outcome));
    expect(currentStep(fold(numbered([...facts, finished(11)])))).toBe(11);
    expect(currentStep(fold(numbered([...passingFacts(), finished(null)])))).toBe(19);
  });
});

describe('the step whose detail is shown', () => {
  const running = readRun('a', [STARTED, { type: 'step.started', step: 5, attempt: 1 }]);

  it('is the selected one, else the one the run is at, else the first', () => {
    expect(detailStep(windowState({ segments: [running], selectedStep: 17 }))).toBe(17);
    expect(detailStep(windowState({ segments: [running] }))).toBe(5);
    expect(detailStep(windowState())).toBe(1);
  });
});

describe('the live run', () => {
  const chosen = { port: 'COM1', profileId: null, unit: '' };
  const withBays = (...bays: readonly ReturnType<typeof bay>[]) =>
    liveRun(windowState({ chosen, station: { ...windowState().station, bays: [...bays] } }));

  it('is the one on the chosen port', () => {
    const own = bay('COM1', 'a');
    expect(withBays(bay('COM2', 'b'), own)).toBe(own);
    const listening = bay('COM1', 'a', { purpose: 'listening' });
    expect(withBays(listening)).toBe(listening);
  });

  it.each([
    ['on another port', bay('COM2', 'b')],
    ['that is over', bay('COM1', 'a', { live: false })],
    ['that is a console', bay('COM1', 'a', { purpose: 'console' })],
  ])('is not one %s', (_, other) => {
    expect(withBays(other)).toBeNull();
  });
});

describe('the state of the live run', () => {
  const chosen = { port: 'COM1', profileId: null, unit: '' };
  const cancelled = readRun('old', [STARTED, { type: 'run.cancelRequested', immediate: false }]);
  const live = readRun('a', [STARTED]);
  const station = { ...windowState().station, bays: [bay('COM1', 'a')] };

  it('is that of the run on the port, also while an old one is on the screen', () => {
    expect(liveState(windowState({ chosen, station, segments: [live] }))).toBe(live.state);
    const parked = { 'port COM1': [live] };
    const window = windowState({ chosen, station, segments: [cancelled], openedRun: 'old', parked });
    expect(liveState(window)).toBe(live.state);
    expect(liveState(window).cancelRequested).toBeNull();
  });

  it('is that of nothing before any of it was read', () => {
    const window = windowState({ chosen, station, segments: [cancelled], openedRun: 'old' });
    expect(liveState(window)).toBe(INITIAL_RUN_STATE);
  });
});

describe('what is chosen', () => {
  const profile = profileSchema.parse({ name: 'x', broker: { host: 'h' }, mqtt: { clientId: 'c' } });
  const secrets = { 'sim.pin': false, 'apn.password': false, 'mqtt.password': false };
  const stored = { id: 'p', profile, secrets };
  const port = { path: 'COM1', kind: 'serial' } as const;
  const station = { ...windowState().station, ports: [port], profiles: [stored] };

  it('is found in the lists, where it still is', () => {
    const state = windowState({ station, chosen: { port: 'COM1', profileId: 'p', unit: '' } });
    expect([chosenPort(state), chosenProfile(state)]).toEqual([port, stored]);
  });

  it.each([
    [null, null],
    ['COM9', 'gone'],
  ])('is nothing where it is not in them: %s', (path, profileId) => {
    const state = windowState({ station, chosen: { port: path, profileId, unit: '' } });
    expect([chosenPort(state), chosenProfile(state)]).toEqual([null, null]);
  });

  it('is old where it was opened from the list', () => {
    expect([isOld(windowState()), isOld(windowState({ openedRun: 'a' }))]).toEqual([false, true]);
  });
});

describe('a run that was interrupted', () => {
  const facts: readonly RunFact[] = [STARTED, { type: 'step.started', step: 5, attempt: 1 }];
  const whole = { ...readRun('a', facts), reach: 'whole' } as const;

  it('shows the step that was under way as not judged, the same object every time', () => {
    const window = windowState({ segments: [whole] });
    const step = shownStep(window, 5);
    expect(step).toMatchObject({ status: 'errored', waiting: null, waitLimitMs: null });
    expect(shownStep(window, 5)).toBe(step);
    expect(shownStep(window, 6)?.status).toBe('pending');
  });

  it('is none that is still read, still live, or over', () => {
    expect(isInterrupted(whole)).toBe(true);
    expect(isInterrupted(readRun('a', facts))).toBe(false);
    expect(isInterrupted({ ...whole, reach: 'live' })).toBe(false);
    expect(isInterrupted({ ...readRun('a', [...facts, finished(11)]), reach: 'whole' })).toBe(false);
    expect(isInterrupted(null)).toBe(false);
    expect(shownStep(windowState({ segments: [readRun('a', facts)] }), 5)?.status).toBe('running');
  });
});

describe('the wait for a typed command', () => {
  const typed = (facts: readonly RunFact[], sentMs: number) => {
    const trace = [{ direction: 'sent' as const, bytes: 'AT\r\n', elapsedMs: sentMs }];
    return { ...readRun('c', [CONSOLE, ...facts], trace), reach: 'live' } as const;
  };
  const answered: RunFact = {
    type: 'at.exchanged',
    place: { phase: 'manual', step: null, attempt: 1 },
    command: 'AT',
    lines: ['OK'],
    outcome: { kind: 'ok' },
    durationMs: 5,
    echoed: false,
  };
  const nowMs = 1_700_000_000_001 + 12_000;

  it('is counted in seconds since its line was sent', () => {
    expect(typedSeconds({ segments: [typed([], 2000)], nowMs })).toBe(10);
  });

  it('is over with the answer, and there is none without a console', () => {
    expect(typedSeconds({ segments: [typed([answered], 15)], nowMs })).toBeNull();
    expect(typedSeconds({ segments: [{ ...typed([], 2000), reach: 'whole' }], nowMs })).toBeNull();
    expect(typedSeconds({ segments: [readRun('a', [STARTED])], nowMs })).toBeNull();
    expect(typedSeconds({ segments: [], nowMs })).toBeNull();
  });
});
