import { describe, expect, it } from 'vitest';
import { causeAt } from '../../../renderer/views/bench/cause-at.ts';
import type { StepOutcome } from '../../../shared/outcome.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import {
  INITIAL_RUN_STATE,
  type RunFinish,
  type RunState,
  type StepState,
} from '../../../shared/run-state.ts';

const RESTARTED: RunFinish = {
  outcome: 'failed',
  failedStep: 16,
  code: 'module_restarted',
  detail: 'RDY',
  complete: false,
  durationMs: 1,
  endedMs: 1,
};

const step = (number: StepNumber, outcome: StepOutcome | null = null): StepState => {
  const found = INITIAL_RUN_STATE.steps[number - 1];
  if (found === undefined) throw new Error(`no step ${number}`);
  return { ...found, outcome };
};
const run = (finish: RunFinish | null): RunState => ({ ...INITIAL_RUN_STATE, finish });

describe('the cause shown with a step', () => {
  it('is its own where it has one, whatever the run ended with', () => {
    const own = step(16, { kind: 'failed', code: 'publish_unacknowledged', evidence: [], detail: 'ERROR' });
    const expected = { level: 'failed', code: 'publish_unacknowledged', detail: 'ERROR' };
    expect(causeAt(run(RESTARTED), own)).toEqual(expected);
    expect(causeAt(run(null), own)).toEqual(expected);
  });

  it('is that of a run which ended before the step had begun', () => {
    expect(causeAt(run(RESTARTED), step(16))).toEqual({
      level: 'failed',
      code: 'module_restarted',
      detail: 'RDY',
    });
    expect(causeAt(run({ ...RESTARTED, failedStep: null }), step(1))).toMatchObject({
      code: 'module_restarted',
    });
  });

  it('is none with another step than the one the run ended at', () => {
    expect(causeAt(run(RESTARTED), step(17))).toBeNull();
  });

  it('is none with a step that passed or was left out', () => {
    expect(causeAt(run(RESTARTED), step(16, { kind: 'passed', evidence: [], warnings: [] }))).toBeNull();
    expect(causeAt(run(RESTARTED), step(16, { kind: 'skipped', reason: 'switched_off' }))).toBeNull();
  });

  it('is none while the run goes on, and none when it passed', () => {
    expect(causeAt(run(null), step(16))).toBeNull();
    expect(causeAt(run({ ...RESTARTED, outcome: 'passed', code: null }), step(16))).toBeNull();
  });

  it('is left to the place for ports where the port went away', () => {
    const link = { open: false, baudRate: null, fault: { kind: 'not_found' } } as const;
    expect(causeAt({ ...run({ ...RESTARTED, code: 'port_lost' }), link }, step(16))).toBeNull();
  });
});
