import { wholeMicroseconds } from '../../shared/clock.ts';
import type { RunEvent, RunFact } from '../../shared/events.ts';
import type { FailureCode, StepOutcome } from '../../shared/outcome.ts';
import { FAILURES } from '../../shared/outcome.ts';
import { STEP_NUMBER, STEPS, type StepNumber, type StepRow, UNBROKEN } from '../../shared/plan.ts';
import type { PortFault } from '../../shared/port.ts';
import { maskedProfile } from '../../shared/profile.ts';
import { RECOVERY_LADDER, type RecoveryLevel } from '../../shared/recovery.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../shared/run-state.ts';
import type { RunVerdict } from '../../shared/verdict.ts';

import { pause } from '../session/pause.ts';
import type { Session } from '../session/session.ts';
import { viewBroker } from './broker-view.ts';
import { climb, type LadderRun, performRung, recorded } from './ladder.ts';
import { identityFault, isSwitchedOff } from './applicable.ts';
import { inquire } from './inquiry.ts';
import { type Interrupt, judgeInterrupted, leavesNobody, portCode } from './interrupts.ts';
import { goOn, resume } from './preparation.ts';
import { rungsFor } from './recoverable.ts';
import { RunContext } from './run-context.ts';
import { RunPause } from './run-pause.ts';
import type { BringUpEnvironment, RunRequest } from './run-request.ts';
import { STEP_BODIES } from './steps/index.ts';
import { leftOpen, tearDown } from './teardown.ts';
import type { TypedQueue } from './typed-queue.ts';
import type { StepVerdict } from './verdict.ts';

/** One run from its first fact to its last. Does not throw: a fault of the tester is an outcome, too. */
export class BringUp {
  readonly #request: RunRequest;
  /** As asked, or where a recovery leaves the module. */
  readonly #fromStep: StepNumber;
  readonly #environment: BringUpEnvironment;
  readonly #context: RunContext;
  readonly #stopped = new AbortController();
  readonly #skipWaits = new AbortController();
  readonly #startedMs: number;
  #state: RunState = INITIAL_RUN_STATE;
  #step = new AbortController();
  #interrupt: Interrupt | null = null;
  readonly #pause: RunPause;
  #onChange: () => void = () => {};
  #session: Session | null = null;
  /** Where in the record the body of the step under way began last. */
  #bodySeq = 0;
  /** Attempts of the step under way so far. */
  #attempts = 1;
  /** The step whose failure the module was asked about. */
  #inquired: StepNumber | null = null;

  constructor(request: RunRequest, environment: BringUpEnvironment) {
    this.#request = request;
    const { fromStep, recovery = null } = request;
    const latest = recovery === null ? fromStep : RECOVERY_LADDER[recovery].from;
    this.#fromStep = latest < fromStep ? latest : fromStep;
    this.#environment = environment;
    this.#startedMs = environment.clock.monotonic();
    this.#context = new RunContext({
      clock: environment.clock,
      profile: request.profile,
      serial: request.unit,
      pin: request.pin,
      warnings: request.warnings,
      record: (fact) => this.#record(fact),
      mask: environment.mask,
      hide: environment.hide,
      onInterrupt: (interrupt) => this.#interruptBy(interrupt),
    });
    this.#pause = new RunPause({
      context: this.#context,
      mask: environment.mask,
      record: (fact) => void this.#record(fact),
      onChange: () => this.#onChange(),
    });
    for (const warning of request.noted ?? []) this.#context.memory.noted.add(warning);
    this.#context.signal = this.#step.signal;
  }

  /** Runs to the end. Resolves when the last fact is stated and the port is free. */
  async run(): Promise<RunVerdict> {
    const { profile, unit, operator, warnings, changes = [] } = this.#request;
    this.#record({
      type: 'run.started',
      purpose: 'bring_up',
      profileName: profile.name,
      profile: maskedProfile(profile),
      unit,
      operator,
      fromStep: this.#fromStep,
      version: this.#environment.version,
      warnings: warnings(),
      changes,
    });
    let verdict: RunVerdict;
    try {
      verdict = await this.#openAndRun();
      await this.#askWhy(verdict);
    } catch (fault) {
      // A bug, not a property of the unit: the run says so and still ends in order.
      verdict = this.#testerFault(fault);
    }
    try {
      await this.#tearDown(verdict);
      await this.#closeSession();
    } catch (fault) {
      verdict = this.#testerFault(fault);
    }
    this.#context.drainFlood();
    this.#record({ type: 'run.finished', ...verdict, durationMs: this.#elapsedMs });
    return verdict;
  }

  /** Ends the run: in order the first time, without any wait the second time. */
  stop(): void {
    const immediate = this.#state.cancelRequested !== null;
    if (this.#skipWaits.signal.aborted || this.#state.finish !== null) return;
    const { seq } = this.#record({ type: 'run.cancelRequested', immediate });
    if (immediate) this.#skipWaits.abort();
    this.#stopped.abort();
    this.#interruptBy({ code: 'stopped', detail: null, evidence: [seq] });
  }

  /** Ends the run in order, because nothing must go on unrecorded. What ended it before goes first. */
  recordFailed(detail: string): void {
    if (this.#state.finish !== null) return;
    this.#stopped.abort();
    this.#interruptBy({ code: 'record_failed', detail, evidence: [] });
  }

  /** Pauses when the step under way is over. */
  pause(): void {
    if (this.#interrupt === null && this.#state.finish === null) this.#pause.ask();
  }

  /** Goes on after a pause. */
  next(): void {
    this.#pause.resume();
  }

  /** What is typed by hand; null while the run is not paused. */
  get typed(): TypedQueue | null {
    return this.#pause.typed;
  }

  /** Calls `onChange` whenever what is or can be typed has changed. */
  follow(onChange: () => void): void {
    this.#onChange = onChange;
  }

  get #elapsedMs(): number {
    return this.#environment.clock.monotonic() - this.#startedMs;
  }

  #record(fact: RunFact): RunEvent {
    const event = this.#environment.record(
      'durationMs' in fact ? { ...fact, durationMs: wholeMicroseconds(fact.durationMs) } : fact,
    );
    this.#state = reduceRun(this.#state, event);
    return event;
  }

  async #openAndRun(): Promise<RunVerdict> {
    const opened = await this.#environment.open(this.#request.profile.baudRate, this.#context);
    if (!opened.ok) return this.#notOpened(opened.fault);
    this.#session = opened.session;
    this.#context.attach(opened.session);
    await this.#runSteps();
    return judgeInterrupted(this.#state, this.#interrupt, this.#context.place.ahead);
  }

  /** A driver that never lets go of the port must not keep the run from its end. */
  async #closeSession(): Promise<void> {
    if (this.#session === null) return;
    const { total = 0 } = this.#context.timing('teardown');
    const given = new AbortController();
    const closed = this.#session.close().finally(() => given.abort());
    await Promise.race([closed, pause(this.#environment.clock, total * 1000, given.signal)]);
  }

  #notOpened(fault: PortFault): RunVerdict {
    const code = portCode(fault);
    const complete = this.#fromStep === 1;
    this.#record({ type: 'link.lost', fault });
    return { outcome: FAILURES[code].outcome, failedStep: null, code, detail: null, complete };
  }

  #testerFault(fault: unknown): RunVerdict {
    const detail = fault instanceof Error ? this.#environment.mask(fault.stack ?? fault.message) : null;
    const { step } = this.#context.place;
    return { outcome: 'errored', failedStep: step, code: 'tester_fault', detail, complete: false };
  }

  async #runSteps(): Promise<void> {
    const { recovery = null } = this.#request;
    if (recovery !== null) await this.#recoverFirst(recovery);
    let first = this.#fromStep;
    if (first > STEP_NUMBER.at_handshake) first = await resume(this.#context, first);
    for (const row of STEPS) {
      if (this.#interrupt !== null || this.#failed) return;
      if (row.number < first)
        this.#finishStep(row.number, { kind: 'skipped', reason: 'before_first_step' }, 0, 0);
      else if (isSwitchedOff(this.#request.profile, row))
        this.#finishStep(row.number, { kind: 'skipped', reason: 'switched_off' }, 0, 0);
      else await this.#runStep(row);
      if (row.number >= first && this.#interrupt === null && !this.#failed)
        await goOn(this.#context, row.number);
    }
  }

  get #failed(): boolean {
    return this.#state.steps.some(
      ({ status }) => status === 'failed' || status === 'errored' || status === 'cancelled',
    );
  }

  async #runStep(row: StepRow): Promise<void> {
    const { number } = row;
    this.#context.place.ahead = number;
    if (!(await this.#gate(number))) return;
    const { clock } = this.#environment;
    const begun = clock.monotonic();
    this.#context.enter('step', number);
    this.#context.beginStep();
    this.#bodySeq = this.#record({ type: 'step.started', step: number, attempt: 1 }).seq;
    const verdict = identityFault(this.#context, number) ?? (await STEP_BODIES[row.id](this.#context));
    this.#attempts = this.#context.place.attempt;
    const outcome = await this.#recovered(row, this.#outcome(verdict));
    this.#finishStep(number, outcome, this.#attempts, clock.monotonic() - begun);
    this.#context.enter('preparation', null);
  }

  /** What is left of a failure once the rungs are climbed that the profile allows; the module is asked why first. */
  async #recovered(row: StepRow, outcome: StepOutcome): Promise<StepOutcome> {
    const { automatic } = this.#request.profile.recovery;
    if (outcome.kind !== 'failed' || this.#stopped.signal.aborted) return outcome;
    const failure = { step: row.number, code: outcome.code, connack: this.#connack };
    if (rungsFor(failure, automatic).length === 0) return outcome;
    await this.#inquire(row.number, outcome.code);
    return this.#interrupt === null
      ? await climb(this.#ladder, row, outcome, automatic)
      : this.#outcome(outcome);
  }

  get #ladder(): LadderRun {
    return {
      context: this.#context,
      record: (fact) => void this.#record(fact),
      begin: () => this.#begin('recovery', null),
      again: (row) => this.#again(row),
      settled: (outcome) => this.#outcome(outcome),
      connack: () => this.#connack,
    };
  }

  /** The return code of the broker, if the body that ran last came by one. */
  get #connack(): number | null {
    const measured = this.#state.measurements.connack_code;
    return measured !== undefined && measured.seq > this.#bodySeq ? Number(measured.value) : null;
  }

  /** The body of a step that was recovered; a pass says how it came about. */
  async #again(row: StepRow): Promise<StepOutcome> {
    const { place } = this.#context;
    this.#context.enter('step', row.number);
    place.before = this.#attempts;
    this.#context.attempt(1);
    this.#bodySeq = this.#state.seq;
    const verdict = await STEP_BODIES[row.id](this.#context);
    this.#attempts = place.attempt;
    const outcome = this.#outcome(verdict);
    return outcome.kind === 'passed' ? { ...outcome, warnings: [...outcome.warnings, 'recovered'] } : outcome;
  }

  /** A rung that was asked for, ahead of everything else; step 1 looks for a module that does not answer. */
  async #recoverFirst(level: RecoveryLevel): Promise<void> {
    const context = this.#context;
    this.#context.enter('recovery', null);
    const { reply, attempts } = context.timing('at_handshake');
    const rung = async () =>
      (await context.handshake(Math.min(5, attempts), reply)).ready && (await performRung(context, level));
    await recorded(this.#ladder, level, this.#fromStep, rung);
  }

  /** What ended the run from outside goes before what the step made of it. */
  #outcome(verdict: StepVerdict): StepOutcome {
    const interrupt = this.#interrupt;
    if (interrupt === null) return 'detail' in verdict ? this.#masked(verdict) : this.#withNoted(verdict);
    const { code, detail, evidence } = interrupt;
    const kind = FAILURES[code].outcome;
    return detail === null ? { kind, code, evidence } : { kind, code, evidence, detail };
  }

  #withNoted(verdict: StepVerdict): StepOutcome {
    if (verdict.kind !== 'passed') return verdict;
    const { noted } = this.#context.memory;
    const warnings = [...verdict.warnings, ...noted];
    noted.clear();
    return { ...verdict, warnings };
  }

  #masked(verdict: Extract<StepVerdict, { detail?: string }>): StepOutcome {
    return verdict.detail === undefined
      ? verdict
      : { ...verdict, detail: this.#environment.mask(verdict.detail) };
  }

  #finishStep(step: StepNumber, outcome: StepOutcome, attempts: number, durationMs: number): void {
    this.#record({ type: 'step.finished', step, outcome, attempts, durationMs });
  }

  /** Pauses where that was asked for, or in single-step mode; false when the run was ended meanwhile. */
  async #gate(number: StepNumber): Promise<boolean> {
    const inPiece = number > UNBROKEN.first && number <= UNBROKEN.last;
    const { singleStep, pauseBehind = null } = this.#request;
    const isBehind = pauseBehind !== null && number > pauseBehind;
    const wanted = singleStep || isBehind || this.#pause.isAskedFor;
    if (wanted && !inPiece && number !== STEP_NUMBER.at_handshake && this.#interrupt === null)
      await this.#pause.hold(number);
    return this.#interrupt === null;
  }

  /** A part of the run with a signal of its own: what ended the one before is settled. */
  #begin(phase: 'recovery' | 'diagnosis', step: StepNumber | null): void {
    this.#interrupt = null;
    this.#step = new AbortController();
    if (this.#stopped.signal.aborted) this.#step.abort();
    this.#context.signal = this.#step.signal;
    this.#context.enter(phase, step);
  }

  #interruptBy(interrupt: Interrupt): void {
    this.#interrupt ??= interrupt;
    this.#step.abort();
  }

  /** The module and, from this computer, the broker are asked at the same time. */
  async #askWhy(verdict: RunVerdict): Promise<void> {
    const { outcome, failedStep, code } = verdict;
    const isJudged = outcome === 'failed' && failedStep !== null && code !== null;
    const ends = await Promise.allSettled([
      viewBroker(verdict, this.#context, this.#environment, this.#stopped.signal),
      isJudged ? this.#inquire(failedStep, code) : null,
    ]);
    // Neither may be left at work behind the other's bug.
    for (const end of ends) if (end.status === 'rejected') throw end.reason;
  }

  /** The failure stands; what is asked now, once, can only explain it. */
  async #inquire(step: StepNumber, code: FailureCode): Promise<void> {
    if (!this.#reachable(code) || this.#stopped.signal.aborted || this.#inquired === step) return;
    this.#inquired = step;
    this.#begin('diagnosis', step);
    const passed = (number: StepNumber) => this.#state.steps[number - 1]?.outcome?.kind === 'passed';
    await inquire(this.#context, { step, code, passed });
  }

  /** Whether somebody is left who listens. */
  #reachable(code: FailureCode | null): boolean {
    const open = this.#session !== null && this.#session.fault === null;
    return open && !leavesNobody(code);
  }

  async #tearDown(verdict: RunVerdict): Promise<void> {
    const { after } = this.#request.profile;
    if (!this.#reachable(verdict.code) || !this.#reachable(this.#interrupt?.code ?? null)) return;
    const passed = verdict.outcome === 'passed';
    const open = passed && after === 'stay-online' ? 'nothing' : leftOpen(this.#state);
    await tearDown(
      this.#context,
      { open, powerOff: passed && after === 'power-off' },
      this.#skipWaits.signal,
    );
  }
}
