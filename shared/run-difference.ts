import { z } from 'zod';
import { failureCode, runOutcome, stepNumber } from './fact-schema.ts';
import type { FailureCode, RunOutcome } from './outcome.ts';
import type { StepNumber } from './plan.ts';
import { type AskedCommand, type RunOutline, sameCommand } from './run-outline.ts';
import { type RunState, STEP_STATUSES, type StepState, type StepStatus } from './run-state.ts';

/** What has changed between two runs, or between a run and its replay. */

/** How a run ended; null of what it does not say. */
export interface RunEnd {
  readonly outcome: RunOutcome | null;
  readonly failedStep: StepNumber | null;
  readonly code: FailureCode | null;
}

export interface StepEnd {
  readonly status: StepStatus;
  readonly code: FailureCode | null;
  readonly attempts: number;
  readonly durationMs: number | null;
}

export interface StepDifference {
  readonly step: StepNumber;
  readonly before: StepEnd;
  readonly after: StepEnd;
  /** How many times as long it took; null where one of the two is not known or none. */
  readonly timesAsLong: number | null;
}

/** A command that was answered otherwise in the end. */
export interface AnswerDifference {
  readonly step: StepNumber | null;
  readonly command: string;
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** A command that only one of the two asked, wherever and however often. */
export interface AskedAlone {
  readonly command: string;
  readonly times: number;
}

export interface RunDifference {
  readonly before: RunEnd;
  readonly after: RunEnd;
  /** The steps that ended otherwise, or took more or fewer attempts, or much longer or shorter; both came to them. */
  readonly steps: readonly StepDifference[];
  readonly answers: readonly AnswerDifference[];
  /** Commands that were asked now and not then: there was no answer to them. */
  readonly unrecorded: readonly AskedAlone[];
  /** Commands that were asked then and not now; none where the two asked for different ends. */
  readonly unasked: readonly AskedAlone[];
}

/** Times that differ by less than a second, or by less than half, are no difference. */
const NOTABLE = { ms: 1000, factor: 1.5 } as const;

/** Holds a replay against what it was made of; `timed`: it was replayed with the times of the recording. */
export function runDifference(before: RunOutline, after: RunOutline, timed: boolean): RunDifference {
  // Another firmware's attempts are counted otherwise: each of its polls is one.
  const counted = before.state.purpose === 'bring_up';
  return {
    before: endOf(before.state),
    after: endOf(after.state),
    steps: after.state.steps.flatMap((step) => {
      const old = before.state.steps[step.number - 1];
      return old === undefined ? [] : stepDifference(old, step, { timed, counted });
    }),
    answers: [...after.asked].flatMap(([key, now]) => answerDifference(before.asked.get(key), now)),
    unrecorded: askedAlone(after, before),
    // What another firmware asks, the plan need not.
    unasked: before.state.purpose === after.state.purpose ? askedAlone(before, after) : [],
  };
}

/** Whether there is nothing to tell. */
export function isSame({ before, after, ...lists }: RunDifference): boolean {
  const isSameEnd = before.outcome === after.outcome && before.code === after.code;
  return isSameEnd && Object.values(lists).every((list) => list.length === 0);
}

function endOf({ finish }: RunState): RunEnd {
  return {
    outcome: finish?.outcome ?? null,
    failedStep: finish?.failedStep ?? null,
    code: finish?.code ?? null,
  };
}

function stepEnd({ status, outcome, attempt, durationMs }: StepState): StepEnd {
  const code = outcome !== null && 'code' in outcome ? outcome.code : null;
  return { status, code, attempts: attempt, durationMs };
}

function stepDifference(
  old: StepState,
  now: StepState,
  { timed, counted }: { readonly timed: boolean; readonly counted: boolean },
): readonly StepDifference[] {
  const [before, after] = [stepEnd(old), stepEnd(now)];
  // How far a run came is told by its end.
  if (before.status === 'pending' || after.status === 'pending') return [];
  const isKnown = timed && before.durationMs && after.durationMs;
  const timesAsLong = isKnown ? after.durationMs / before.durationMs : null;
  const isSameEnd =
    before.status === after.status &&
    before.code === after.code &&
    (before.attempts === after.attempts || !counted);
  if (isSameEnd && !(timed && isNotable(before.durationMs, after.durationMs))) return [];
  return [{ step: now.number, before, after, timesAsLong }];
}

function isNotable(before: number | null, after: number | null): boolean {
  if (before === null || after === null) return false;
  const [less, more] = before < after ? [before, after] : [after, before];
  return more - less >= NOTABLE.ms && more >= less * NOTABLE.factor;
}

function answerDifference(old: AskedCommand | undefined, now: AskedCommand): readonly AnswerDifference[] {
  if (old === undefined) return [];
  if (old.lines.join('\n') === now.lines.join('\n')) return [];
  return [{ step: now.step, command: now.command, before: old.lines, after: now.lines }];
}

/** What one asked and the other did not. */
function askedAlone(one: RunOutline, other: RunOutline): readonly AskedAlone[] {
  const known = new Set([...other.asked.values()].map(({ command }) => sameCommand(command)));
  const times = new Map<string, AskedAlone>();
  for (const asked of one.asked.values()) {
    const same = sameCommand(asked.command);
    if (known.has(same)) continue;
    const sofar = times.get(same)?.times ?? 0;
    times.set(same, { command: asked.command, times: sofar + asked.times });
  }
  return [...times.values()];
}

const endSchema = z.object({
  outcome: runOutcome.nullable(),
  failedStep: stepNumber.nullable(),
  code: failureCode.nullable(),
}) satisfies z.ZodType<RunEnd>;

const stepEndSchema = z.object({
  status: z.enum(STEP_STATUSES),
  code: failureCode.nullable(),
  attempts: z.number(),
  durationMs: z.number().nullable(),
}) satisfies z.ZodType<StepEnd>;

const lines = z.array(z.string()).readonly();
const alone = z.array(z.object({ command: z.string(), times: z.number() })).readonly();

/** The difference as it crosses to a window. */
export const runDifferenceSchema = z.object({
  before: endSchema,
  after: endSchema,
  steps: z
    .array(
      z.object({
        step: stepNumber,
        before: stepEndSchema,
        after: stepEndSchema,
        timesAsLong: z.number().nullable(),
      }),
    )
    .readonly(),
  answers: z
    .array(z.object({ step: stepNumber.nullable(), command: z.string(), before: lines, after: lines }))
    .readonly(),
  unrecorded: alone,
  unasked: alone,
}) satisfies z.ZodType<RunDifference>;
