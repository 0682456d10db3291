import type { RunFact } from '../../shared/events.ts';
import type { FailureCode, RunOutcome } from '../../shared/outcome.ts';
import { STEP_NUMBER, STEPS, type StepNumber } from '../../shared/plan.ts';
import { type Judgement, outcomeOf } from './judgement.ts';
import type { Moment } from './moment.ts';

/** Records a fact; gives its `seq`. `from` is the moment that what it tells began. */
export type Record = (fact: RunFact, at: Moment, from?: Moment) => number;

/** A step under way. */
interface OpenStep {
  readonly attempt: number;
  readonly started: Moment;
  /** Where in the order of things its newest command was sent. */
  readonly sent: number;
  /** What it comes to when nothing more comes of it. */
  closing: {
    readonly judgement: Judgement;
    readonly evidence: readonly number[];
    readonly detail: string | null;
  };
}

/** How a step ended last, and when it passed last; places in the order of things. */
interface Ended {
  readonly failure: {
    readonly code: FailureCode;
    readonly detail: string | null;
    readonly at: number;
  } | null;
  readonly attempts: number;
  readonly passedAt: number;
}

/** Steps of which a later pass says nothing about the ones before: they need nothing, or may come early. */
const PROVES_NOTHING: readonly StepNumber[] = [
  STEP_NUMBER.echo_off,
  STEP_NUMBER.fix_baud,
  STEP_NUMBER.rx_mode,
  STEP_NUMBER.payload_mode,
  STEP_NUMBER.mqtt_close,
];

const ALL: readonly StepNumber[] = STEPS.map(({ number }) => number);

export interface Conclusion {
  /** The earliest step that failed and was not got over. */
  readonly stuckStep: StepNumber | null;
  readonly outcome: RunOutcome;
  readonly code: FailureCode | null;
  readonly detail: string | null;
  readonly complete: boolean;
}

/** The 19 steps of a firmware that is only watched: they may be repeated, left out, and come in any order. */
export class ObservedSteps {
  readonly #record: Record;
  readonly #open = new Map<StepNumber, OpenStep>();
  readonly #ended = new Map<StepNumber, Ended>();
  /** What the module stands on: passed, and not taken back since. */
  readonly #standing = new Set<StepNumber>();
  #order = 0;

  constructor(record: Record) {
    this.#record = record;
  }

  get open(): readonly StepNumber[] {
    return [...this.#open.keys()];
  }

  isStanding(step: StepNumber): boolean {
    return this.#standing.has(step);
  }

  /** Whether it was tried, be it before a restart. */
  isTried(step: StepNumber): boolean {
    return this.#open.has(step) || this.#ended.has(step);
  }

  hasPassed(step: StepNumber): boolean {
    return (this.#ended.get(step)?.passedAt ?? 0) > 0;
  }

  /** Whether an open step has an answer that it comes to when nothing more comes. */
  isAnswered(step: StepNumber): boolean {
    return (this.#open.get(step)?.closing.evidence.length ?? 0) > 0;
  }

  /** What an open step is called if nothing more comes of it; null for one that has no answer. */
  closingCode(step: StepNumber): FailureCode | null {
    const judgement = this.#open.get(step)?.closing.judgement;
    return judgement?.kind === 'open' ? judgement.code : null;
  }

  /** A command of the step was sent; gives the number of the attempt. */
  begin(step: StepNumber, at: Moment): number {
    const before = this.#open.get(step);
    const ended = this.#ended.get(step);
    const attempt = (before?.attempt ?? (ended?.failure ? ended.attempts : 0)) + 1;
    this.#order += 1;
    const closing = before?.closing ?? {
      judgement: { kind: 'open', code: 'no_answer' },
      evidence: [],
      detail: null,
    };
    this.#open.set(step, { attempt, started: before?.started ?? at, sent: this.#order, closing });
    this.#record({ type: 'step.started', step, attempt }, at);
    return attempt;
  }

  /** What an exchange made of the step; one that may still come good stays open. */
  judge(
    step: StepNumber,
    judgement: Judgement,
    evidence: readonly number[],
    detail: string | null,
    at: Moment,
  ): void {
    const open = this.#open.get(step);
    if (judgement.kind === 'open' && open !== undefined) {
      open.closing = { judgement, evidence, detail };
      return;
    }
    this.#open.delete(step);
    this.#order += 1;
    const attempts = open?.attempt ?? this.#ended.get(step)?.attempts ?? 1;
    const isPass = judgement.kind === 'passed';
    const before = this.#ended.get(step)?.passedAt ?? 0;
    this.#ended.set(step, {
      attempts,
      passedAt: isPass ? this.#order : before,
      failure: isPass ? null : { code: judgement.code, detail, at: open?.sent ?? this.#order },
    });
    if (isPass) this.#standing.add(step);
    else this.#standing.delete(step);
    const durationMs = Math.max(0, at.ms - (open?.started ?? at).ms);
    const outcome = outcomeOf(judgement, evidence, isPass ? null : detail);
    this.#record({ type: 'step.finished', step, outcome, attempts, durationMs }, at, open?.started ?? at);
  }

  /** Ends open steps as they stand. */
  close(steps: readonly StepNumber[], at: Moment): void {
    for (const step of steps.toSorted((a, b) => a - b)) {
      const closing = this.#open.get(step)?.closing;
      if (closing === undefined) continue;
      const { judgement, evidence, detail } = closing;
      const final: Judgement =
        judgement.kind === 'open' ? { kind: 'failed', code: judgement.code } : judgement;
      this.judge(step, final, evidence, detail, at);
    }
  }

  /** The module stands on a step although its line was not seen, or was taken back with others. */
  stand(step: StepNumber): void {
    this.#standing.add(step);
  }

  /** Whatever stood on this step is gone. */
  takeBack(from: StepNumber): void {
    for (const step of ALL) if (step >= from) this.#standing.delete(step);
  }

  /** Whether a step came without one that it stands on having been tried, though earlier ones were. */
  isLeftOut(step: StepNumber): boolean {
    if (this.isStanding(step) || this.#open.has(step) || this.#ended.get(step)?.failure) return false;
    return ALL.some((each) => each < step && this.isTried(each));
  }

  conclude(): Conclusion {
    const stuck = ALL.find((step) => this.#isStuck(step)) ?? null;
    const failure = stuck === null ? null : (this.#ended.get(stuck)?.failure ?? null);
    const isHard = ({ class: rank }: (typeof STEPS)[number]) => rank === 'hard';
    const isWhole = STEPS.every((row) => !isHard(row) || this.#isPassed(row.number));
    const hasPassed = isWhole && this.#isPassed(STEP_NUMBER.publish);
    return {
      stuckStep: stuck,
      outcome: stuck !== null ? 'failed' : hasPassed ? 'passed' : 'incomplete',
      code: failure?.code ?? null,
      detail: failure?.detail ?? null,
      complete: STEPS.every((row) => !isHard(row) || this.isTried(row.number)),
    };
  }

  #isPassed(step: StepNumber): boolean {
    return this.#ended.get(step)?.failure === null;
  }

  #isStuck(step: StepNumber): boolean {
    const failure = this.#ended.get(step)?.failure ?? null;
    if (failure === null) return false;
    // Steps that another firmware takes in its own way prove nothing.
    if (failure.code === 'foreign_dialect') return true;
    return !ALL.some(
      (later) =>
        later > step &&
        !PROVES_NOTHING.includes(later) &&
        (this.#ended.get(later)?.passedAt ?? 0) > failure.at,
    );
  }
}
