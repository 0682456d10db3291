import type { RunEvent, RunFact } from '../../../shared/events.ts';
import type { StepOutcome } from '../../../shared/outcome.ts';
import { STEPS, type StepNumber } from '../../../shared/plan.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../../shared/run-state.ts';

/** Facts with consecutive numbers and times, as a journal would give them. */
export function numbered(facts: readonly RunFact[], first = 1): RunEvent[] {
  return facts.map((fact, index): RunEvent => {
    const seq = first + index;
    return { seq, runId: 'r', port: 'p', atMs: 1_700_000_000_000 + seq, elapsedMs: seq * 10, ...fact };
  });
}

export const fold = (events: readonly RunEvent[], from: RunState = INITIAL_RUN_STATE): RunState =>
  events.reduce(reduceRun, from);

export const STARTED: Extract<RunFact, { type: 'run.started' }> = {
  type: 'run.started',
  purpose: 'bring_up',
  profileName: 'bench',
  profile: { name: 'bench' },
  unit: 'SN-1',
  operator: 'Ada',
  fromStep: 1,
  version: '1',
  warnings: [],
  changes: [],
};

/** The facts of one step: begun, one exchange, finished. */
export function stepFacts(step: StepNumber, outcome: StepOutcome): RunFact[] {
  return [
    { type: 'step.started', step, attempt: 1 },
    {
      type: 'at.exchanged',
      place: { phase: 'step', step, attempt: 1 },
      command: 'AT',
      lines: ['OK'],
      outcome: { kind: 'ok' },
      durationMs: 5,
      echoed: false,
    },
    { type: 'step.finished', step, outcome, attempts: 1, durationMs: 20 },
  ];
}

/** The facts of a run that passes, up to its verdict; `change` may replace the outcome of a step. */
export function passingFacts(
  change: (step: StepNumber, outcome: StepOutcome) => StepOutcome | null = (_step, outcome) => outcome,
  fromStep: StepNumber = 1,
): RunFact[] {
  const facts: RunFact[] = [
    { ...STARTED, fromStep },
    { type: 'link.opened', baudRate: 115200 },
  ];
  for (const { number } of STEPS) {
    const evidence = [facts.length + 2];
    const usual: StepOutcome =
      number < fromStep
        ? { kind: 'skipped', reason: 'before_first_step' }
        : number === 18
          ? { kind: 'not_applicable', reason: 'delivered_directly' }
          : { kind: 'passed', evidence, warnings: [] };
    const outcome = change(number, usual);
    if (outcome !== null) facts.push(...stepFacts(number, outcome));
  }
  return facts;
}
