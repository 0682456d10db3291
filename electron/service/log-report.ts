import { diagnose, type RankedCause } from '../../shared/diagnosis.ts';
import { evidenceOf } from '../../shared/diagnosis/evidence.ts';
import { translator } from '../../shared/messages/index.ts';
import type { Doubt } from '../../shared/opened-log.ts';
import type { FailureCode, RunOutcome } from '../../shared/outcome.ts';
import { STEP_NUMBER, type StepNumber, stepRow } from '../../shared/plan.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState, type StepState } from '../../shared/run-state.ts';
import type { OpenedLog } from '../logs/log-reader.ts';

/** What can be said of a log, for programs: numbers, codes and English titles. */
export interface LogReport {
  readonly file: string;
  readonly encoding: string;
  /** Of the file. */
  readonly lines: number;
  /** The highest step that was tried. */
  readonly reachedStep: StepNumber | null;
  readonly stuckStep: StepNumber | null;
  readonly outcome: RunOutcome;
  readonly code: FailureCode | null;
  /** Why a record of this program cannot be believed as it is. */
  readonly doubts: readonly Doubt[];
  readonly causes: readonly CauseReport[];
  /** The steps that were tried. */
  readonly steps: readonly StepReport[];
}

interface CauseReport {
  readonly id: RankedCause['id'];
  readonly title: string;
  readonly weight: number;
  /** Lines of the file that speak for it. */
  readonly lines: readonly number[];
}

interface StepReport {
  readonly step: StepNumber;
  readonly id: string;
  readonly status: StepState['status'];
  readonly code: FailureCode | null;
  readonly attempts: number;
  readonly repeats: number;
  /** The step that should have come before it. */
  readonly missing: StepNumber | null;
  /** Lines of the file that its end rests on. */
  readonly lines: readonly number[];
}

const english = translator('en');

/** Takes a log as a whole. */
export function logReport(file: string, log: OpenedLog, doubts: readonly Doubt[] = []): LogReport {
  const { encoding, lines } = log;
  const state = log.events.reduce<RunState>(reduceRun, INITIAL_RUN_STATE);
  const { finish } = state;
  const causes = diagnose(evidenceOf(log.events))?.causes ?? [];
  const outcome = finish?.outcome ?? 'incomplete';
  return {
    file,
    encoding,
    lines,
    reachedStep: reachedStep(state),
    stuckStep: outcome === 'failed' ? (finish?.failedStep ?? null) : null,
    outcome,
    code: finish?.code ?? null,
    doubts,
    causes: causes.map((cause) => causeReport(cause, log)),
    steps: tried(state).map((step) => stepReport(step, log)),
  };
}

const tried = ({ steps }: RunState): readonly StepState[] =>
  steps.filter(({ startedMs }) => startedMs !== null);

/** Modes that many a firmware sets at its start: they tell where it stands only when it has come that far. */
const MODES: readonly StepNumber[] = [STEP_NUMBER.rx_mode, STEP_NUMBER.payload_mode];

/** The highest step that was tried. */
function reachedStep(state: RunState): StepNumber | null {
  const numbers = tried(state)
    .map(({ number }) => number)
    .filter((number) => number !== STEP_NUMBER.mqtt_auth_cfg || !isConfiguredAhead(state));
  const others = numbers.filter((number) => !MODES.includes(number));
  const last = others.at(-1);
  const isThere = last === undefined || last >= STEP_NUMBER.broker_connect;
  return (isThere ? numbers.at(-1) : last) ?? null;
}

/** Whether the credentials were set before there was a connection that they are for. */
function isConfiguredAhead({ steps }: RunState): boolean {
  const [first, connect, configure] = [0, 10, 11].map((index) => steps[index]?.startedMs ?? null);
  if (configure == null) return false;
  if (connect != null) return connect > configure;
  return first != null;
}

function causeReport({ id, weight, evidence }: RankedCause, log: OpenedLog): CauseReport {
  const title = english(`cause.${id}`);
  return {
    id,
    title,
    weight,
    lines: linesOf(
      evidence.map(({ seq }) => seq),
      log,
    ),
  };
}

function stepReport(step: StepState, log: OpenedLog): StepReport {
  const { number, status, outcome, attempt, repeats, missing } = step;
  const evidence = outcome !== null && 'evidence' in outcome ? outcome.evidence : [];
  return {
    step: number,
    id: stepRow(number).id,
    status,
    code: outcome !== null && 'code' in outcome ? outcome.code : null,
    attempts: attempt,
    repeats,
    missing,
    lines: linesOf(evidence, log),
  };
}

/** Lines of one fact; of a longer stretch the first and the last one are named. */
const LINES_NAMED = 8;

/** The lines of the file that facts tell of, each once, in order. */
function linesOf(seqs: readonly number[], log: OpenedLog): readonly number[] {
  const lines = new Set<number>();
  for (const seq of seqs) {
    const span = log.linesOf.get(seq);
    if (span === undefined) continue;
    const { first, last } = span;
    if (last - first >= LINES_NAMED) lines.add(first).add(last);
    else for (let line = first; line <= last; line += 1) lines.add(line);
  }
  return [...lines].sort((a, b) => a - b);
}
