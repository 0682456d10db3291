import { describe, expect, it } from 'vitest';
import { failureMs, nextMark, stepMarks } from '../../../../renderer/store/moments.ts';
import { takenBack } from '../../../../renderer/store/past.ts';
import { checklistRun, isInterrupted, shownNowMs, shownState } from '../../../../renderer/store/shown.ts';
import { evidenceOf } from '../../../../shared/diagnosis/evidence.ts';
import { INITIAL_RUN_STATE } from '../../../../shared/run-state.ts';
import { fold, numbered, passingFacts, STARTED, stepFacts } from '../../shared/run-events.ts';
import { readRun, windowState } from '../window-states.ts';

const FACTS = passingFacts();
const WHOLE = { ...readRun('old', FACTS), reach: 'whole' } as const;

/** The old run at one of its facts. */
function at(seq: number) {
  const past = { runId: 'old', evidence: evidenceOf(numbered(FACTS.slice(0, seq))), seq };
  return windowState({ openedRun: 'old', segments: [WHOLE], momentMs: seq * 10, past });
}

describe('an old run at a moment', () => {
  it('shows what was known then, and no more', () => {
    // Begun and opened, then three facts of each step.
    const statuses = shownState(at(2 + 3 * 4)).steps.map(({ status }) => status);
    expect(statuses.slice(0, 4)).toEqual(['passed', 'passed', 'passed', 'passed']);
    expect(new Set(statuses.slice(4))).toEqual(new Set(['pending']));
  });

  it('is not called interrupted because its end was not there yet', () => {
    const run = checklistRun(at(5));
    expect(run?.state.finish).toBeNull();
    expect(isInterrupted(run)).toBe(false);
  });

  it('has a clock of its own', () => {
    const window = at(5);
    const began = WHOLE.state.startedAtMs ?? Number.NaN;
    expect(shownNowMs(window)).toBe(began + 50);
    expect(shownNowMs(windowState({ ...window, momentMs: null, past: null, nowMs: 7 }))).toBe(7);
  });

  it('is the same object for the same moment, so that nothing is drawn again for it', () => {
    const window = at(5);
    expect(checklistRun(window)).toBe(checklistRun({ ...window }));
  });

  it('says nothing of another run', () => {
    const { past } = at(5);
    const other = readRun('other', FACTS);
    expect(takenBack(other, past)).toBe(other);
    expect(takenBack(WHOLE, null)).toBe(WHOLE);
  });
});

describe('the marks of a run', () => {
  const failed = fold(
    numbered([
      STARTED,
      { type: 'link.opened', baudRate: 9600 },
      ...stepFacts(1, { kind: 'passed', evidence: [1], warnings: [] }),
      ...stepFacts(2, { kind: 'failed', code: 'command_refused', evidence: [] }),
      {
        type: 'run.finished',
        outcome: 'failed',
        failedStep: 2,
        code: 'command_refused',
        detail: null,
        complete: true,
        durationMs: 100,
      },
    ]),
  );

  it('stand where steps began, in order of time, with what became of them', () => {
    expect(stepMarks(failed)).toEqual([
      { ms: 30, step: 1, status: 'passed' },
      { ms: 60, step: 2, status: 'failed' },
    ]);
    const turned = {
      steps: failed.steps.map((step) => (step.number === 1 ? { ...step, startedMs: 99 } : step)),
    };
    expect(stepMarks(turned).map(({ step }) => step)).toEqual([2, 1]);
  });

  it('tell where it stopped, if it did', () => {
    expect(failureMs(failed)).toBe(80);
    expect(failureMs(WHOLE.state)).toBeNull();
    expect(failureMs(INITIAL_RUN_STATE)).toBeNull();
  });

  it('are gone through one by one, and end at both sides', () => {
    const marks = stepMarks(failed);
    expect([nextMark(marks, 30, 'next'), nextMark(marks, 60, 'previous')]).toEqual([60, 30]);
    expect([nextMark(marks, 45, 'previous'), nextMark(marks, 45, 'next')]).toEqual([30, 60]);
    expect([nextMark(marks, 60, 'next'), nextMark(marks, 30, 'previous')]).toEqual([null, null]);
  });
});
