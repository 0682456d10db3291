import { describe, expect, it } from 'vitest';
import { connectionOf } from '../../../renderer/store/unit-connection.ts';
import type { RunFact } from '../../../shared/events.ts';
import { FAILURES, type FailureCode } from '../../../shared/outcome.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import { fold, numbered, passingFacts, STARTED, stepFacts } from '../shared/run-events.ts';

/** A run that has passed every step up to this one. */
const passedTo = (last: number, more: readonly RunFact[] = []) =>
  fold(numbered([...passingFacts((step, outcome) => (step <= last ? outcome : null)), ...more]));

const ADDRESS: RunFact = {
  type: 'measurement.recorded',
  place: { phase: 'step', step: 9, attempt: 1 },
  name: 'ip_address',
  value: '10.1.2.3',
  unit: null,
  criterion: null,
  verdict: 'pass',
};

describe('how far a unit is connected', () => {
  it('is unknown before anything was proved', () => {
    const unknown = { address: null, bearer: 'unknown', session: 'unknown' };
    expect(connectionOf(fold([]))).toEqual(unknown);
    expect(connectionOf(fold(numbered([STARTED])))).toEqual(unknown);
    expect(connectionOf(passedTo(5))).toEqual(unknown);
  });

  it.each([
    [6, 'inactive', 'unknown'],
    [7, 'inactive', 'unknown'],
    [8, 'active', 'unknown'],
    [9, 'active', 'offline'],
    [10, 'active', 'offline'],
    [11, 'active', 'linked'],
    [12, 'active', 'linked'],
    [13, 'active', 'open'],
    [18, 'active', 'open'],
    [19, 'active', 'closed'],
  ] as const)('after step %i: bearer %s, session %s', (last, bearer, session) => {
    expect(connectionOf(passedTo(last))).toMatchObject({ bearer, session });
  });

  it('has the address that was measured', () => {
    expect(connectionOf(passedTo(9, [ADDRESS])).address).toBe('10.1.2.3');
    expect(connectionOf(passedTo(9, [{ ...ADDRESS, value: null }])).address).toBeNull();
  });

  it('counts a step that passed with a warning', () => {
    const warned = { kind: 'passed', evidence: [1], warnings: ['final_code_missing'] } as const;
    const run = fold(
      numbered(passingFacts((step, outcome) => (step > 9 ? null : step === 9 ? warned : outcome))),
    );
    expect(connectionOf(run)).toMatchObject({ bearer: 'active', session: 'offline' });
  });

  it.each([8, 11, 13] as readonly StepNumber[])('does not count step %i where it failed', (step) => {
    const failed = stepFacts(step, { kind: 'failed', code: 'bearer_refused', evidence: [] });
    expect(connectionOf(passedTo(step - 1, failed))).toEqual(connectionOf(passedTo(step - 1)));
  });

  it('does not count a step that is still under way', () => {
    const running: RunFact = { type: 'step.started', step: 13, attempt: 1 };
    expect(connectionOf(passedTo(12, [running])).session).toBe('linked');
  });
});

describe('what a run has left behind', () => {
  const finished = (code: FailureCode | null): RunFact => ({
    type: 'run.finished',
    outcome: code === null ? 'passed' : FAILURES[code].outcome,
    failedStep: null,
    code,
    detail: null,
    complete: true,
    durationMs: 1,
  });

  it('is no session once the teardown has closed it', () => {
    expect(connectionOf(passedTo(16, [finished('message_differs')]))).toMatchObject({
      bearer: 'active',
      session: 'offline',
    });
    expect(connectionOf(passedTo(12, [finished('session_refused')])).session).toBe('offline');
  });

  it('is unknown when the port went away, or the module restarted', () => {
    const lost: RunFact = { type: 'link.lost', fault: { kind: 'gone' } };
    const unknown = { bearer: 'unknown', session: 'unknown' };
    expect(connectionOf(passedTo(14, [lost, finished('port_lost')]))).toMatchObject(unknown);
    expect(connectionOf(passedTo(14, [finished('module_restarted')]))).toMatchObject(unknown);
  });

  it('is no bearer when the network took it away', () => {
    expect(connectionOf(passedTo(14, [finished('bearer_lost')])).bearer).toBe('inactive');
  });

  it('is an open session where the profile leaves the unit online', () => {
    const stays = passingFacts((step, outcome) =>
      step === 19 ? { kind: 'not_applicable', reason: 'stays_online' } : outcome,
    );
    expect(connectionOf(fold(numbered([...stays, finished(null)]))).session).toBe('open');
  });
});
