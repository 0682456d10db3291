import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunEvent, RunFact } from '../../../shared/events.ts';
import type { AtOutcome } from '../../../shared/outcome.ts';
import { STEPS } from '../../../shared/plan.ts';
import { follow, INITIAL_RUN_STATE, reduceRun, type RunState } from '../../../shared/run-state.ts';
import { anyFact, FACT_TYPES } from '../records/fact-arbitrary.ts';
import { fold, numbered, passingFacts, STARTED, stepFacts } from './run-events.ts';

const FINISHED: RunFact = {
  type: 'run.finished',
  outcome: 'passed',
  failedStep: null,
  code: null,
  detail: null,
  complete: true,
  durationMs: 99,
};

/** A history that mostly looks like one: begun, then anything. */
const history: fc.Arbitrary<RunEvent[]> = fc
  .tuple(fc.boolean(), fc.array(anyFact, { maxLength: 40 }))
  .map(([begun, facts]) => numbered(begun ? [STARTED, ...facts] : facts));

function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const each of Object.values(value)) frozen(each);
  }
  return value;
}

const throughJson = (state: RunState): RunState => {
  // A snapshot is what JSON makes of a state; the property under test is that nothing gets lost.
  const copy: RunState = JSON.parse(JSON.stringify(state));
  return copy;
};

describe('the fold', () => {
  it('begins with 19 steps that are pending', () => {
    expect(INITIAL_RUN_STATE.steps.map(({ number, status }) => [number, status])).toEqual(
      STEPS.map(({ number }) => [number, 'pending']),
    );
  });

  it('takes any sequence of facts, changes nothing it was given, and counts', () => {
    fc.assert(
      fc.property(history, (events) => {
        let state = frozen(INITIAL_RUN_STATE);
        for (const event of frozen(events)) {
          state = frozen(reduceRun(state, event));
          expect(state.seq).toBe(event.seq);
          expect(state.steps).toHaveLength(19);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same state for a snapshot and its tail as for the whole', () => {
    fc.assert(
      fc.property(history, fc.nat(), (events, cut) => {
        const at = events.length === 0 ? 0 : cut % events.length;
        const snapshot = throughJson(fold(events.slice(0, at)));
        const tail: RunEvent[] = JSON.parse(JSON.stringify(events.slice(at)));
        expect(fold(tail, snapshot)).toEqual(throughJson(fold(events)));
      }),
      { numRuns: 300 },
    );
  });

  it('knows every type of fact', () => {
    for (const type of FACT_TYPES)
      fc.assert(
        fc.property(anyFact, (fact) => {
          if (fact.type === type) fold(numbered([STARTED, fact]));
        }),
      );
  });

  it('notes what does not fit instead of throwing, the newest few', () => {
    const before = fold(numbered([{ type: 'run.continued' }]));
    expect(before).toMatchObject({ seq: 1, misfits: [{ seq: 1, type: 'run.continued' }] });
    const twice = fold(numbered([STARTED, { ...STARTED, profileName: 'other' }]));
    expect(twice).toMatchObject({ profileName: 'bench', misfits: [{ seq: 2, type: 'run.started' }] });
    const after = fold(numbered([STARTED, FINISHED, { type: 'run.continued' }, FINISHED]));
    expect(after.misfits.map(({ seq }) => seq)).toEqual([3, 4]);
    expect(after.seq).toBe(4);
    const many = fold(numbered([STARTED, FINISHED, ...Array.from({ length: 100 }, () => FINISHED)]));
    expect(many.misfits).toHaveLength(32);
    expect(many.misfits.at(-1)?.seq).toBe(102);
  });

  it('keeps the first outcome of a step', () => {
    const passed = stepFacts(1, { kind: 'passed', evidence: [3], warnings: [] });
    const failed = stepFacts(1, { kind: 'failed', code: 'no_answer', evidence: [] });
    const state = fold(numbered([STARTED, ...passed, ...failed]));
    expect(state.steps[0]?.status).toBe('passed');
    expect(state.misfits.map(({ type }) => type)).toEqual(['step.started', 'step.finished']);
  });

  it('cannot be told of a step that does not exist', () => {
    const strange: unknown = {
      ...numbered([{ type: 'run.continued' }])[0],
      seq: 2,
      type: 'step.started',
      step: 20,
      attempt: 1,
    };
    // Records come from outside: a step number of a newer release must not break the fold.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const state = reduceRun(fold(numbered([STARTED])), strange as RunEvent);
    expect(state.misfits).toEqual([{ seq: 2, type: 'step.started' }]);
  });
});

describe('the state', () => {
  it('says of the start what the start said', () => {
    expect(fold(numbered([STARTED]))).toMatchObject({
      runId: 'r',
      port: 'p',
      startedAtMs: 1_700_000_000_001,
      profileName: 'bench',
      profile: { name: 'bench' },
      unit: 'SN-1',
      operator: 'Ada',
      fromStep: 1,
      finish: null,
    });
  });

  it('follows a step through its attempts', () => {
    const events = numbered([
      STARTED,
      { type: 'step.started', step: 5, attempt: 1 },
      { type: 'step.waiting', step: 5, until: 'registration', limitMs: 1000 },
      { type: 'step.started', step: 5, attempt: 2 },
      {
        type: 'step.finished',
        step: 5,
        outcome: { kind: 'passed', evidence: [2], warnings: ['answered_after_retry'] },
        attempts: 2,
        durationMs: 30,
      },
    ]);
    const states = events.map((_, index) => fold(events.slice(0, index + 1)).steps[4]);
    expect(states.map((step) => step?.status)).toEqual([
      'pending',
      'running',
      'waiting',
      'running',
      'warned',
    ]);
    expect(states[2]?.waiting).toBe('registration');
    expect(states[3]).toMatchObject({ waiting: null, attempt: 2, startedMs: 20 });
    expect(states[4]).toMatchObject({ attempt: 2, durationMs: 30, waiting: null });
  });

  it.each(['failed', 'errored', 'cancelled'] as const)('shows a step that is %s', (kind) => {
    const state = fold(numbered([STARTED, ...stepFacts(2, { kind, code: 'stopped', evidence: [] })]));
    expect(state.steps[1]?.status).toBe(kind);
  });

  it('does not grow with what is said in a step', () => {
    const asked: RunFact = {
      type: 'at.exchanged',
      place: { phase: 'step', step: 5, attempt: 1 },
      command: 'AT+CREG?',
      lines: ['+CREG: 0,2', 'OK'],
      outcome: { kind: 'ok' },
      durationMs: 5,
      echoed: false,
    };
    const after = (times: number) => fold(numbered([STARTED, ...Array.from({ length: times }, () => asked)]));
    const sized = (times: number) => ({
      ...after(times),
      steps: after(times).steps.map((step) => ({ ...step, asked: 0 })),
      seq: 0,
      exchangedMs: 0,
    });
    expect(sized(1000)).toEqual(sized(1));
  });

  it('counts the commands of steps that were answered with no, and no others', () => {
    const asked = (step: 5 | null, outcome: AtOutcome): RunFact => ({
      type: 'at.exchanged',
      place: { phase: step === null ? 'teardown' : 'step', step, attempt: 1 },
      command: 'AT',
      lines: [],
      outcome,
      durationMs: 5,
      echoed: false,
    });
    const facts = [
      STARTED,
      asked(5, { kind: 'error' }),
      asked(5, { kind: 'cme_error', code: 3, text: '3' }),
      asked(5, { kind: 'refused', by: 'connect_fail', code: null }),
      asked(5, { kind: 'ok' }),
      asked(5, { kind: 'timeout', heard: false }),
      asked(null, { kind: 'error' }),
    ];
    expect(fold(numbered(facts)).refusals).toBe(3);
  });

  it('tells how long a step may wait, from when on, and forgets it with the next attempt', () => {
    const waiting: RunFact = { type: 'step.waiting', step: 5, until: 'registration', limitMs: 60_000 };
    const started = (attempt: number): RunFact => ({ type: 'step.started', step: 5, attempt });
    const waits = fold(numbered([STARTED, started(1), waiting])).steps[4];
    expect(waits).toMatchObject({ waitLimitMs: 60_000, waitSinceMs: 30 });
    const again = fold(numbered([STARTED, started(1), waiting, started(2)])).steps[4];
    expect(again).toMatchObject({ waitLimitMs: null, waitSinceMs: null });
  });

  it('takes a wait that is stated again after every poll for one, as long as its end stays', () => {
    const waiting = (limitMs: number, until: 'registration' | 'attach' = 'registration'): RunFact => ({
      type: 'step.waiting',
      step: 5,
      until,
      limitMs,
    });
    const after = (...waits: readonly RunFact[]) =>
      fold(numbered([STARTED, { type: 'step.started', step: 5, attempt: 1 }, ...waits])).steps[4];
    // Facts are 10 ms apart; the first of them is at 30 ms.
    expect(after(waiting(60_000), waiting(59_990))).toMatchObject({ waitSinceMs: 30, waitLimitMs: 60_000 });
    expect(after(waiting(60_000), waiting(15_000))).toMatchObject({ waitSinceMs: 30, waitLimitMs: 15_010 });
    expect(after(waiting(60_000), waiting(90_000))).toMatchObject({ waitSinceMs: 40, waitLimitMs: 90_000 });
    expect(after(waiting(60_000), waiting(59_990, 'attach'))).toMatchObject({ waitSinceMs: 40 });
  });

  it('keeps the newest of each measurement, and the signal over time', () => {
    const signal = (value: number | null): RunFact => ({
      type: 'measurement.recorded',
      place: { phase: 'step', step: 5, attempt: 1 },
      name: 'signal',
      value,
      unit: 'rssi',
      criterion: null,
      verdict: 'none',
    });
    const state = fold(numbered([STARTED, signal(3), signal(null), signal(9)]));
    expect(state.measurements.signal).toMatchObject({ value: 9, seq: 4 });
    expect(state.signal.map(({ rssi }) => rssi)).toEqual([3, 9]);
    const long = fold(numbered([STARTED, ...Array.from({ length: 1000 }, (_, index) => signal(index % 32))]));
    expect(long.signal).toHaveLength(240);
    expect(long.signal.at(-1)?.elapsedMs).toBe(10_010);
  });

  it('knows whether the link is open', () => {
    const opened = numbered([STARTED, { type: 'link.opened', baudRate: 9600 }]);
    expect(fold(opened).link).toEqual({ open: true, baudRate: 9600, fault: null });
    const lost = numbered([{ type: 'link.lost', fault: { kind: 'gone' } }], 3);
    expect(fold(lost, fold(opened)).link).toEqual({ open: false, baudRate: 9600, fault: { kind: 'gone' } });
    expect(fold(numbered([FINISHED], 3), fold(opened)).link.open).toBe(false);
  });

  it('knows pause, stop and end', () => {
    const paused = fold(numbered([STARTED, { type: 'run.paused', nextStep: 4 }]));
    expect(paused.pausedBefore).toBe(4);
    expect(fold(numbered([{ type: 'run.continued' }], 3), paused).pausedBefore).toBeNull();
    // Its length as the run had it, and the moment at which it was stated.
    expect(fold(numbered([FINISHED], 3), paused)).toMatchObject({
      pausedBefore: null,
      finish: { outcome: 'passed', durationMs: 99, endedMs: 30 },
    });
    const asked = fold(numbered([STARTED, { type: 'run.cancelRequested', immediate: false }]));
    expect(asked.cancelRequested).toBe('orderly');
    expect(fold(numbered([{ type: 'run.cancelRequested', immediate: true }], 3), asked).cancelRequested).toBe(
      'immediate',
    );
    expect(fold(numbered([STARTED, { type: 'run.startMoved', requested: 9, actual: 7 }])).fromStep).toBe(7);
  });
});

describe('following a live stream', () => {
  const events = numbered(passingFacts());
  const state = fold(events.slice(0, 10));

  it('folds the next event in', () => {
    const [next] = events.slice(10);
    if (next === undefined) throw new Error('no event');
    expect(follow(state, next)).toEqual({ kind: 'followed', state: reduceRun(state, next) });
  });

  it('takes an event it has already for known', () => {
    for (const event of events.slice(0, 10)) expect(follow(state, event)).toEqual({ kind: 'known', state });
  });

  it('does not jump over a gap', () => {
    for (const event of events.slice(11)) expect(follow(state, event)).toEqual({ kind: 'gap', state });
  });

  it('comes to the same state in whatever order a snapshot and the stream overlap', () => {
    fc.assert(
      fc.property(fc.nat(events.length), fc.nat(events.length), (snapshotAt, streamFrom) => {
        const from = Math.min(snapshotAt, streamFrom);
        let current = fold(events.slice(0, snapshotAt));
        for (const event of events.slice(from)) {
          const following = follow(current, event);
          expect(following.kind).not.toBe('gap');
          current = following.state;
        }
        expect(current).toEqual(fold(events));
      }),
    );
  });
});
