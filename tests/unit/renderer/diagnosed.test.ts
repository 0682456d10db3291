import { describe, expect, it } from 'vitest';
import { shownDiagnosis } from '../../../renderer/store/diagnosed.ts';
import { runWith } from '../../../renderer/store/window-store.ts';
import type { ShownRun } from '../../../renderer/store/window-state.ts';
import type { RunFact } from '../../../shared/events.ts';
import { evidenceOf } from '../../../shared/diagnosis/evidence.ts';
import type { FailureCode } from '../../../shared/outcome.ts';
import { numbered, passingFacts, STARTED } from '../shared/run-events.ts';
import { readRun, windowState } from './window-states.ts';

const HANDSHAKE: readonly RunFact[] = [
  STARTED,
  { type: 'link.opened', baudRate: 115200 },
  { type: 'step.started', step: 1, attempt: 1 },
];

const asked = (heard: boolean, lines: readonly string[] = []): RunFact => ({
  type: 'at.exchanged',
  place: { phase: 'step', step: 1, attempt: 1 },
  command: 'AT',
  lines,
  outcome: lines.length > 0 ? { kind: 'ok' } : { kind: 'timeout', heard },
  durationMs: 1000,
  echoed: false,
});

const failed = (code: FailureCode): RunFact => ({
  type: 'step.finished',
  step: 1,
  outcome: { kind: 'failed', code, evidence: [4] },
  attempts: 1,
  durationMs: 20,
});

const live = (facts: readonly RunFact[]): ShownRun => ({ ...readRun('a', facts), reach: 'live' });

/** What is shown of a run, so many milliseconds after its first step began. */
function shown(run: ShownRun, sinceStepMs = 0) {
  const { startedAtMs, steps } = run.state;
  const nowMs = (startedAtMs ?? 0) + (steps[0]?.startedMs ?? 0) + sinceStepMs;
  return shownDiagnosis(windowState({ segments: [run], nowMs }));
}

describe('the evidence of a run in the window', () => {
  it('is folded page by page to the same as in one go, and has the state', () => {
    const events = numbered(passingFacts());
    const page = (from: number, to: number) => ({
      events: events.slice(from, to),
      trace: [],
      seq: to,
      ordinal: 0,
      more: false,
    });
    const half = runWith(readRun('a', []), page(0, 20));
    const whole = runWith(half, page(20, events.length));
    expect(whole.evidence).toEqual(evidenceOf(events));
    expect(whole.state).toBe(whole.evidence.state);
  });
});

describe('the diagnosis on the screen', () => {
  const stuck = [...HANDSHAKE, asked(false), failed('no_answer')];

  it('is there as soon as a step has failed, before the run is over', () => {
    expect(shown(live(stuck))).toMatchObject({ step: 1, code: 'no_answer' });
  });

  it('is the same object for the same evidence, so that it is worked out once', () => {
    const run = live(stuck);
    expect(shown(run)).toBe(shown({ ...run }));
  });

  it('is none while nothing has gone wrong, and none where there is no run', () => {
    expect(shown(live([...HANDSHAKE, asked(true, ['OK'])]), 60_000)).toBeNull();
    expect(shown({ ...readRun('a', passingFacts()), reach: 'whole' })).toBeNull();
    expect(shownDiagnosis(windowState())).toBeNull();
  });

  it('waits until a record has been read as far as it can be', () => {
    expect(shown({ ...live(stuck), reach: 'reading' })).toBeNull();
    const torn = { ...live(stuck), reach: 'reading', fault: { kind: 'locked' } } as const;
    expect(shown(torn)).toMatchObject({ code: 'no_answer' });
  });
});

describe('silence on a fresh port', () => {
  const silent = live([...HANDSHAKE, asked(false)]);

  it('is explained after three seconds, while the run still waits', () => {
    expect(shown(silent, 2999)).toBeNull();
    expect(shown(silent, 3000)).toMatchObject({ step: 1, code: 'no_answer' });
    expect(silent.state.steps[0]?.outcome).toBeNull();
  });

  it('is explained the same until something new is known', () => {
    expect(shown(silent, 9000)).toBe(shown(silent, 3000));
  });

  it('is none once anything was heard', () => {
    expect(shown(live([...HANDSHAKE, asked(true)]), 9000)).toBeNull();
    const spoken: RunFact = {
      type: 'at.unsolicited',
      place: { phase: 'step', step: 1, attempt: 1 },
      line: 'RDY',
      urc: null,
    };
    expect(shown(live([...HANDSHAKE, spoken]), 9000)).toBeNull();
  });

  it('is none before the first step has begun', () => {
    expect(shown(live(HANDSHAKE.slice(0, 2)), 9000)).toBeNull();
  });
});
