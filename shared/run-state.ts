import { assertNever } from './assert-never.ts';
import type { BrokerCheck } from './broker-check.ts';
import {
  isObserved,
  type MeasurementName,
  type MeasurementVerdict,
  type RunEvent,
  type RunPurpose,
} from './events.ts';
import type { AtOutcome, FailureCode, RunOutcome, StepOutcome, WarningCode } from './outcome.ts';
import { STEPS, type StepNumber } from './plan.ts';
import type { PortFault } from './port.ts';
import type { FieldChange } from './profile-change.ts';
import type { RecoveryLevel } from './recovery.ts';

/** The state of a run: everything that can be said from its facts, and nothing that cannot. */

export const STEP_STATUSES = [
  'pending',
  'running',
  'waiting',
  'passed',
  'warned',
  'failed',
  'errored',
  'skipped',
  'not_applicable',
  'cancelled',
] as const;
export type StepStatus = (typeof STEP_STATUSES)[number];

export interface StepState {
  readonly number: StepNumber;
  readonly status: StepStatus;
  readonly attempt: number;
  /** Milliseconds since the run began; null before. */
  readonly startedMs: number | null;
  readonly durationMs: number | null;
  readonly waiting: Extract<RunEvent, { type: 'step.waiting' }>['until'] | null;
  /** Milliseconds that it may wait in all, and since when of the run; null while it waits for nothing. */
  readonly waitLimitMs: number | null;
  readonly waitSinceMs: number | null;
  /** Commands that were answered or given up in it, polls among them. */
  readonly asked: number;
  /** How often it was begun again after it had ended: by a firmware that is only watched. */
  readonly repeats: number;
  /** The step that should have come before it, where a firmware that is only watched left that out. */
  readonly missing: StepNumber | null;
  readonly outcome: StepOutcome | null;
}

export interface MeasurementState {
  readonly value: string | number | null;
  readonly unit: string | null;
  readonly criterion: string | null;
  readonly verdict: MeasurementVerdict;
  readonly seq: number;
}

export interface RunFinish {
  readonly outcome: RunOutcome;
  readonly failedStep: StepNumber | null;
  readonly code: FailureCode | null;
  readonly detail: string | null;
  readonly complete: boolean;
  readonly durationMs: number;
  /** When that was stated, milliseconds since the run began: its last moment. */
  readonly endedMs: number;
}

export interface RunState {
  /** Of the last fact folded in; 0 before the first. */
  readonly seq: number;
  readonly runId: string | null;
  readonly port: string | null;
  readonly startedAtMs: number | null;
  readonly purpose: RunPurpose;
  /** Its times are times: a log of another program may have none. */
  readonly isTimed: boolean;
  readonly profileName: string | null;
  readonly profile: unknown;
  readonly unit: string | null;
  readonly operator: string | null;
  readonly fromStep: StepNumber;
  readonly warnings: readonly WarningCode[];
  readonly steps: readonly StepState[];
  readonly measurements: Readonly<Partial<Record<MeasurementName, MeasurementState>>>;
  /** Signal over time, newest last. */
  readonly signal: readonly { readonly elapsedMs: number; readonly rssi: number }[];
  readonly link: {
    readonly open: boolean;
    readonly baudRate: number | null;
    readonly fault: PortFault | null;
  };
  /** When the newest command was answered or given up, milliseconds since the run began. */
  readonly exchangedMs: number | null;
  /** Commands of steps that were answered with no. */
  readonly refusals: number;
  readonly cancelRequested: 'orderly' | 'immediate' | null;
  readonly pausedBefore: StepNumber | null;
  /** It will pause when the step under way is over. */
  readonly pauseRequested: boolean;
  /** What it does otherwise than its stored profile says. */
  readonly changes: readonly FieldChange[];
  /** The rung of the recovery ladder that is under way, and since when of the run. */
  readonly recovering: { readonly level: RecoveryLevel; readonly sinceMs: number } | null;
  /** The broker as this computer saw it. */
  readonly brokerCheck: BrokerCheck | null;
  readonly finish: RunFinish | null;
  /** Facts that did not fit where they came; the newest few. Noted instead of thrown. */
  readonly misfits: readonly { readonly seq: number; readonly type: RunEvent['type'] }[];
}

const SIGNAL_KEPT = 240;
const MISFITS_KEPT = 32;

const NO_WAIT = { waiting: null, waitLimitMs: null, waitSinceMs: null } as const;

const pending = (number: StepNumber): StepState => ({
  number,
  status: 'pending',
  attempt: 0,
  startedMs: null,
  durationMs: null,
  ...NO_WAIT,
  asked: 0,
  repeats: 0,
  missing: null,
  outcome: null,
});

/** Before any fact. */
export const INITIAL_RUN_STATE: RunState = {
  seq: 0,
  runId: null,
  port: null,
  startedAtMs: null,
  purpose: 'bring_up',
  isTimed: true,
  profileName: null,
  profile: null,
  unit: null,
  operator: null,
  fromStep: 1,
  warnings: [],
  steps: STEPS.map(({ number }) => pending(number)),
  measurements: {},
  signal: [],
  link: { open: false, baudRate: null, fault: null },
  exchangedMs: null,
  refusals: 0,
  cancelRequested: null,
  pausedBefore: null,
  pauseRequested: false,
  changes: [],
  recovering: null,
  brokerCheck: null,
  finish: null,
  misfits: [],
};

/** Folds one event in. Pure and total; an event that does not fit is noted. */
export function reduceRun(state: RunState, event: RunEvent): RunState {
  if (state.finish !== null || (event.type === 'run.started') !== (state.seq === 0))
    return misfit({ ...state, seq: event.seq }, event);
  const next = { ...state, seq: event.seq };
  switch (event.type) {
    case 'run.started':
      return {
        ...next,
        runId: event.runId,
        port: event.port,
        startedAtMs: event.atMs,
        purpose: event.purpose,
        isTimed: event.timed !== false,
        profileName: event.profileName,
        profile: event.profile,
        unit: event.unit,
        operator: event.operator,
        fromStep: event.fromStep,
        warnings: event.warnings,
        changes: event.changes,
      };
    case 'link.opened':
      return { ...next, link: { open: true, baudRate: event.baudRate, fault: null } };
    case 'link.lost':
      return { ...next, link: { ...state.link, open: false, fault: event.fault } };
    case 'run.startMoved':
      return { ...next, fromStep: event.actual };
    case 'run.paused':
      return { ...next, pausedBefore: event.nextStep, pauseRequested: false };
    case 'run.pauseRequested':
      return { ...next, pauseRequested: true };
    case 'run.continued':
      return { ...next, pausedBefore: null };
    case 'run.cancelRequested':
      return { ...next, cancelRequested: event.immediate ? 'immediate' : 'orderly' };
    case 'at.exchanged':
      return exchanged(next, event);
    case 'at.unsolicited':
    case 'at.late':
    case 'at.flooded':
    case 'answer.compared':
      return next;
    case 'recovery.started':
      return { ...next, recovering: { level: event.level, sinceMs: event.elapsedMs } };
    case 'recovery.finished':
      return { ...next, recovering: null };
    case 'broker.checked':
      return { ...next, brokerCheck: event.check };
    case 'measurement.recorded':
      return measured(next, event);
    case 'step.started':
    case 'step.waiting':
    case 'step.finished':
    case 'step.outOfOrder':
      return stepped(next, event);
    case 'run.finished': {
      const { outcome, failedStep, code, detail, complete, durationMs } = event;
      const link = { ...state.link, open: false };
      return {
        ...next,
        link,
        pausedBefore: null,
        pauseRequested: false,
        recovering: null,
        finish: { outcome, failedStep, code, detail, complete, durationMs, endedMs: event.elapsedMs },
      };
    }
    default:
      return assertNever(event);
  }
}

const REFUSED: readonly AtOutcome['kind'][] = ['error', 'cme_error', 'cms_error', 'refused'];

function isRefusal({ place, outcome }: Extract<RunEvent, { type: 'at.exchanged' }>): boolean {
  return place.phase === 'step' && REFUSED.includes(outcome.kind);
}

function exchanged(state: RunState, event: Extract<RunEvent, { type: 'at.exchanged' }>): RunState {
  const refusals = state.refusals + Number(isRefusal(event));
  const next = { ...state, exchangedMs: event.elapsedMs, refusals };
  const { step, phase } = event.place;
  return step === null || phase !== 'step'
    ? next
    : withStep(next, step, (each) => ({ ...each, asked: each.asked + 1 }));
}

type StepEvent = Extract<
  RunEvent,
  { type: 'step.started' | 'step.waiting' | 'step.finished' | 'step.outOfOrder' }
>;

function stepped(state: RunState, event: StepEvent): RunState {
  const before = state.steps[event.step - 1];
  const again = event.type !== 'step.waiting' && isObserved(state.purpose);
  if (before === undefined || (before.outcome !== null && !again)) return misfit(state, event);
  return withStep(state, event.step, (step) => reduceStep(step, event));
}

/** One row of the checklist. */
export function reduceStep(step: StepState, event: StepEvent): StepState {
  switch (event.type) {
    case 'step.started':
      return {
        ...step,
        status: 'running',
        attempt: event.attempt,
        ...NO_WAIT,
        startedMs: step.outcome === null ? (step.startedMs ?? event.elapsedMs) : event.elapsedMs,
        durationMs: null,
        outcome: null,
        repeats: step.repeats + Number(step.outcome !== null),
      };
    case 'step.waiting':
      return {
        ...step,
        status: 'waiting',
        waiting: event.until,
        ...waitOf(step, event),
      };
    case 'step.finished':
      return {
        ...step,
        status: statusOf(event.outcome),
        attempt: event.attempts,
        ...NO_WAIT,
        durationMs: event.durationMs,
        outcome: event.outcome,
      };
    case 'step.outOfOrder':
      return { ...step, missing: event.missing };
    default:
      return assertNever(event);
  }
}

/** Times of one wait are told in whole milliseconds, and apart from each other. */
const SAME_END_MS = 50;

/** A step that polls states after every poll how long it goes on: as long as the end stays, that is the same wait. */
function waitOf(
  { waiting, waitSinceMs, waitLimitMs }: StepState,
  { until, elapsedMs, limitMs }: Extract<StepEvent, { type: 'step.waiting' }>,
): Pick<StepState, 'waitSinceMs' | 'waitLimitMs'> {
  const endMs = elapsedMs + limitMs;
  const before = (waitSinceMs ?? 0) + (waitLimitMs ?? 0);
  if (waiting !== until || waitSinceMs === null || endMs > before + SAME_END_MS)
    return { waitSinceMs: elapsedMs, waitLimitMs: limitMs };
  return { waitSinceMs, waitLimitMs: endMs - waitSinceMs };
}

function statusOf(outcome: StepOutcome): StepStatus {
  if (outcome.kind !== 'passed') return outcome.kind;
  return outcome.warnings.length > 0 ? 'warned' : 'passed';
}

function measured(state: RunState, event: Extract<RunEvent, { type: 'measurement.recorded' }>): RunState {
  const { name, value, unit, criterion, verdict, seq, elapsedMs } = event;
  const measurements = { ...state.measurements, [name]: { value, unit, criterion, verdict, seq } };
  if (name !== 'signal' || typeof value !== 'number') return { ...state, measurements };
  return {
    ...state,
    measurements,
    signal: [...state.signal, { elapsedMs, rssi: value }].slice(-SIGNAL_KEPT),
  };
}

function withStep(state: RunState, number: StepNumber, change: (step: StepState) => StepState): RunState {
  const steps = state.steps.map((step) => (step.number === number ? change(step) : step));
  return { ...state, steps };
}

function misfit(state: RunState, { seq, type }: RunEvent): RunState {
  return { ...state, misfits: [...state.misfits, { seq, type }].slice(-MISFITS_KEPT) };
}

/** How the outcome of a run is marked: like a step of the same fate. */
export function outcomeStatus(outcome: RunOutcome): StepStatus {
  return outcome === 'incomplete' ? 'warned' : outcome;
}

/** Every warning of the steps that passed, each once, in the order of the steps. */
export function runWarnings({ steps }: RunState): readonly WarningCode[] {
  const all = steps.flatMap(({ outcome }) => (outcome?.kind === 'passed' ? outcome.warnings : []));
  return [...new Set(all)];
}

export type Following =
  | { readonly kind: 'followed'; readonly state: RunState }
  /** The event was in the state already. */
  | { readonly kind: 'known'; readonly state: RunState }
  /** Events are missing between state and event: start again from a snapshot. */
  | { readonly kind: 'gap'; readonly state: RunState };

/** Folds an event of a live stream into a state that may come from a snapshot. */
export function follow(state: RunState, event: RunEvent): Following {
  if (event.seq <= state.seq) return { kind: 'known', state };
  if (event.seq > state.seq + 1) return { kind: 'gap', state };
  return { kind: 'followed', state: reduceRun(state, event) };
}
