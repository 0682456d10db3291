import type { RunFact } from '../../shared/events.ts';
import type { FailureCode, StepOutcome } from '../../shared/outcome.ts';
import { STEP_NUMBER, type StepNumber, type StepRow, STEPS } from '../../shared/plan.ts';
import { RECOVERY_LADDER, type RecoveryLevel, RUNG_PAUSE_SECONDS } from '../../shared/recovery.ts';
import { COMMANDS } from '../../shared/step-commands.ts';
import { isSwitchedOff } from './applicable.ts';
import { restartModule } from './module-restart.ts';
import { rungsFor } from './recoverable.ts';
import { closeSession, shutBearer } from './recovery.ts';
import type { RunContext } from './run-context.ts';
import { STEP_BODIES } from './steps/index.ts';

/** What the ladder needs of the run that it stands in. */
export interface LadderRun {
  readonly context: RunContext;
  record(fact: RunFact): void;
  /** A part of the run of its own begins, and what ended the one before no longer counts. */
  begin(): void;
  /** The step's body once more, as a further attempt. */
  again(row: StepRow): Promise<StepOutcome>;
  /** An outcome, or what ended the run from outside meanwhile. */
  settled(outcome: StepOutcome): StepOutcome;
  /** The return code of the broker, if the step came by one. */
  connack(): number | null;
}

/** Climbs the rungs that a failure is worth and the profile allows, in one pass, until the step passes. */
export async function climb(
  run: LadderRun,
  row: StepRow,
  failed: StepOutcome,
  allowed: RecoveryLevel | 'none',
): Promise<StepOutcome> {
  const { context } = run;
  let outcome = failed;
  let climbed: RecoveryLevel | null = null;
  for (;;) {
    const level = nextRung(run, row.number, outcome, allowed, climbed);
    if (level === null) return outcome;
    run.begin();
    if (climbed !== null) await context.pause(RUNG_PAUSE_SECONDS);
    climbed = level;
    const reached = context.signal.aborted ? 'nothing' : await climbOne(run, level, row.number);
    if (context.signal.aborted) return run.settled(outcome);
    if (reached === 'hopeless') return outcome;
    if (reached === 'step') outcome = await run.again(row);
  }
}

/** The cheapest rung that was not climbed yet; null when there is none, or the step needs none. */
function nextRung(
  run: LadderRun,
  step: StepNumber,
  outcome: StepOutcome,
  allowed: RecoveryLevel | 'none',
  climbed: RecoveryLevel | null,
): RecoveryLevel | null {
  if (outcome.kind !== 'failed') return null;
  const rungs = rungsFor({ step, code: outcome.code, connack: run.connack() }, allowed);
  const above = climbed === null ? Number.POSITIVE_INFINITY : RECOVERY_LADDER[climbed].from;
  return rungs.find((level) => RECOVERY_LADDER[level].from < above) ?? null;
}

/** `step`: the step can be tried again. `hopeless`: one below it fails now in a way that no rung is worth. */
type Reached = 'step' | 'nothing' | 'hopeless';

/** A rung, and everything again that the step stands on. */
async function climbOne(run: LadderRun, level: RecoveryLevel, step: StepNumber): Promise<Reached> {
  let reached: Reached = 'nothing';
  await recorded(run, level, step, async () => {
    if (!(await performRung(run.context, level))) return false;
    // What came of the first publication proves nothing of the next.
    Object.assign(run.context.memory, { delivered: null, cacheEvidence: [] });
    reached = await reestablish(run, RECOVERY_LADDER[level].from, step);
    return reached === 'step';
  });
  return reached;
}

/** States a rung as facts around what it does. */
export async function recorded(
  { context, record }: Pick<LadderRun, 'context' | 'record'>,
  level: RecoveryLevel,
  step: StepNumber,
  perform: () => Promise<boolean>,
): Promise<boolean> {
  const startedMs = context.clock.monotonic();
  record({ type: 'recovery.started', level, step });
  const recovered = (await perform()) && !context.signal.aborted;
  const durationMs = context.clock.monotonic() - startedMs;
  record({ type: 'recovery.finished', level, recovered, durationMs });
  return recovered;
}

/** Brings the module back to where the steps of a rung begin. False when nobody answers any more. */
export async function performRung(context: RunContext, level: RecoveryLevel): Promise<boolean> {
  if (!(await context.listening())) return false;
  switch (level) {
    case 'session':
      return await closeSession(context);
    case 'bearer':
      return (await closeSession(context)) && (await shutBearer(context));
    case 'module':
      return await restartModule(context);
  }
}

/** The bodies of the steps from `first` up to the one before `step`: each must pass again as it did the first time. */
async function reestablish(run: LadderRun, first: StepNumber, step: StepNumber): Promise<Reached> {
  const { context } = run;
  for (const row of STEPS) {
    if (row.number < first || row.number >= step || isSwitchedOff(context.profile, row)) continue;
    const verdict = await STEP_BODIES[row.id](context);
    if (context.signal.aborted) return 'nothing';
    if (verdict.kind === 'failed') return isHopeless(row.number, verdict.code) ? 'hopeless' : 'nothing';
    if (verdict.kind !== 'passed' && verdict.kind !== 'not_applicable') return 'nothing';
    if (row.number === STEP_NUMBER.at_handshake)
      await context.say('plain', COMMANDS.verboseErrors, context.timing('identity'));
  }
  return 'step';
}

/** Refused credentials and the like: the next rung would only bring them up once more. */
function isHopeless(step: StepNumber, code: FailureCode): boolean {
  return rungsFor({ step, code, connack: null }, 'module').length === 0;
}
