import { wholeMicroseconds } from '../../shared/clock.ts';
import type { RunEvent, RunFact } from '../../shared/events.ts';
import type { StepOutcome } from '../../shared/outcome.ts';
import { FAILURES } from '../../shared/outcome.ts';
import { missingPlaceholder } from '../../shared/placeholders.ts';
import { STEP_NUMBER, STEPS, type StepNumber, type StepRow, UNBROKEN } from '../../shared/plan.ts';
import type { PortFault } from '../../shared/port.ts';
import { maskedProfile } from '../../shared/profile.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../shared/run-state.ts';
import { COMMANDS } from '../../shared/step-commands.ts';
import { judgeRun, type RunVerdict } from '../../shared/verdict.ts';

import { pause } from '../session/pause.ts';
import type { Session } from '../session/session.ts';
import { readCardIdentity, readModuleIdentity } from './identity-reading.ts';
import { type Interrupt, portCode } from './interrupts.ts';
import { RunContext } from './run-context.ts';
import { RunPause } from './run-pause.ts';
import type { RunEnvironment, RunRequest } from './run-request.ts';
import { STEP_BODIES } from './steps/index.ts';
import { prepare, startFor, surveyModule } from './survey.ts';
import { tearDown } from './teardown.ts';
import type { TypedQueue } from './typed-queue.ts';
import { fail, type StepVerdict } from './verdict.ts';

/** One run from its first fact to its last. Does not throw: a fault of the tester is an outcome, too. */
export class BringUp {
  readonly #request: RunRequest;
  readonly #environment: RunEnvironment;
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

  constructor(request: RunRequest, environment: RunEnvironment) {
    this.#request = request;
    this.#environment = environment;
    this.#startedMs = environment.clock.monotonic();
    this.#context = new RunContext({
      clock: environment.clock,
      profile: request.profile,
      serial: request.unit,
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
  }

  /** Runs to the end. Resolves when the last fact is stated and the port is free. */
  async run(): Promise<RunVerdict> {
    const { profile, unit, operator, fromStep, warnings } = this.#request;
    this.#record({
      type: 'run.started',
      purpose: 'bring_up',
      profileName: profile.name,
      profile: maskedProfile(profile),
      unit,
      operator,
      fromStep,
      version: this.#environment.version,
      warnings: warnings(),
      changes: [],
    });
    let verdict: RunVerdict;
    try {
      verdict = await this.#openAndRun();
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
    const immediate = this.#stopped.signal.aborted;
    if (this.#skipWaits.signal.aborted || this.#state.finish !== null) return;
    const { seq } = this.#record({ type: 'run.cancelRequested', immediate });
    if (immediate) this.#skipWaits.abort();
    this.#stopped.abort();
    this.#interruptBy({ code: 'stopped', detail: null, evidence: [seq] });
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
    return this.#judge();
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
    const complete = this.#request.fromStep === 1;
    this.#record({ type: 'link.lost', fault });
    return { outcome: FAILURES[code].outcome, failedStep: null, code, detail: null, complete };
  }

  /** An interrupt outside any step has no step to be found in, so it is looked at first. */
  #judge(): RunVerdict {
    const verdict = judgeRun(this.#state);
    const interrupt = this.#interrupt;
    if (interrupt === null || verdict.code === interrupt.code) return verdict;
    if (verdict.code !== null && verdict.code !== 'evidence_missing') return verdict;
    const { code, detail } = interrupt;
    const { ahead } = this.#context.place;
    const { fromStep } = this.#state;
    const failedStep = verdict.code === null ? null : ahead > fromStep ? ahead : fromStep;
    return { ...verdict, outcome: FAILURES[code].outcome, failedStep, code, detail };
  }

  #testerFault(fault: unknown): RunVerdict {
    const detail = fault instanceof Error ? this.#environment.mask(fault.stack ?? fault.message) : null;
    const { step } = this.#context.place;
    return { outcome: 'errored', failedStep: step, code: 'tester_fault', detail, complete: false };
  }

  async #runSteps(): Promise<void> {
    const { fromStep } = this.#request;
    let first = fromStep;
    if (fromStep > STEP_NUMBER.at_handshake) first = await this.#resume(fromStep);
    for (const row of STEPS) {
      if (this.#interrupt !== null || this.#failed) return;
      if (row.number < first)
        this.#finishStep(row.number, { kind: 'skipped', reason: 'before_first_step' }, 0, 0);
      else if (this.#switchedOff(row))
        this.#finishStep(row.number, { kind: 'skipped', reason: 'switched_off' }, 0, 0);
      else await this.#runStep(row);
      if (row.number >= first) await this.#around(row.number);
    }
  }

  get #failed(): boolean {
    return this.#state.steps.some(
      ({ status }) => status === 'failed' || status === 'errored' || status === 'cancelled',
    );
  }

  #switchedOff({ id }: StepRow): boolean {
    const { echoOff, fixBaud } = this.#request.profile.optionalSteps;
    return (id === 'echo_off' && !echoOff) || (id === 'fix_baud' && !fixBaud);
  }

  /** A run that starts later still needs the link, the identity, and a module that stands where the step needs it. */
  async #resume(requested: StepNumber): Promise<StepNumber> {
    const context = this.#context;
    this.#place('preparation', null);
    const { reply, attempts } = context.timing('at_handshake');
    const greeting = await context.handshake(Math.min(5, attempts), reply);
    if (!greeting.ready) {
      // Another rate, or off: step 1 knows how to look for it.
      if (this.#interrupt === null)
        this.#record({ type: 'run.startMoved', requested, actual: STEP_NUMBER.at_handshake });
      return STEP_NUMBER.at_handshake;
    }
    context.place.ahead = requested;
    await context.say('plain', COMMANDS.echoOff, context.timing('echo_off'));
    if (requested > STEP_NUMBER.fix_baud) await this.#readModule();
    if (requested > STEP_NUMBER.sim_check) await this.#readCard();
    if (requested < STEP_NUMBER.set_apn) return requested;
    this.#place('preparation', null);
    const standing = await surveyModule(context);
    // What was asked of a module that is no longer there says nothing of where it stands.
    if (this.#interrupt !== null) return requested;
    const actual = startFor(requested, standing);
    if (actual !== requested) this.#record({ type: 'run.startMoved', requested, actual });
    context.place.ahead = actual;
    await prepare(context, actual, standing);
    return actual;
  }

  /** What the flow chart has between the steps. */
  async #around(number: StepNumber): Promise<void> {
    if (this.#interrupt !== null || this.#failed) return;
    this.#context.place.ahead = STEPS.find((row) => row.number === number + 1)?.number ?? number;
    if (number === STEP_NUMBER.fix_baud) await this.#readModule();
    if (number === STEP_NUMBER.sim_check) await this.#readCard();
    if (number === STEP_NUMBER.gprs_attach) {
      this.#place('preparation', null);
      const standing = await surveyModule(this.#context);
      await prepare(this.#context, STEP_NUMBER.set_apn, standing);
    }
  }

  async #readModule(): Promise<void> {
    this.#place('identity', null);
    await readModuleIdentity(this.#context);
  }

  async #readCard(): Promise<void> {
    this.#place('identity', null);
    await readCardIdentity(this.#context);
  }

  async #runStep({ number, id }: StepRow): Promise<void> {
    this.#context.place.ahead = number;
    if (!(await this.#gate(number))) return;
    const { clock } = this.#environment;
    const begun = clock.monotonic();
    this.#place('step', number);
    this.#record({ type: 'step.started', step: number, attempt: 1 });
    const verdict = this.#identityFault(number) ?? (await STEP_BODIES[id](this.#context));
    this.#finishStep(number, this.#outcome(verdict), this.#context.place.attempt, clock.monotonic() - begun);
    this.#place('preparation', null);
  }

  /** Steps from 10 on write the unit's identity; a placeholder that cannot be filled must not be sent as text. */
  #identityFault(number: StepNumber): StepVerdict | null {
    if (number < STEP_NUMBER.mqtt_client_cfg) return null;
    const missing = missingPlaceholder(this.#request.profile, this.#context.memory.identity);
    return missing === null ? null : fail('identity_unknown', [], missing);
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
    const wanted = this.#request.singleStep || this.#pause.isAskedFor;
    if (wanted && !inPiece && number !== STEP_NUMBER.at_handshake && this.#interrupt === null)
      await this.#pause.hold(number);
    return this.#interrupt === null;
  }

  #place(phase: 'step' | 'identity' | 'preparation', step: StepNumber | null): void {
    const { place } = this.#context;
    place.phase = phase;
    place.step = step;
    place.attempt = 1;
    this.#context.signal = this.#step.signal;
  }

  #interruptBy(interrupt: Interrupt): void {
    this.#interrupt ??= interrupt;
    this.#step.abort();
  }

  async #tearDown(verdict: RunVerdict): Promise<void> {
    const { after } = this.#request.profile;
    const gone = verdict.code !== null && UNREACHABLE.some((code) => code === verdict.code);
    if (gone || (this.#session?.fault ?? null) !== null) return;
    const passed = verdict.outcome === 'passed';
    const open = passed && after === 'stay-online' ? 'nothing' : this.#leftOpen;
    await tearDown(
      this.#context,
      { open, powerOff: passed && after === 'power-off' },
      this.#skipWaits.signal,
    );
  }

  /** Step 19 closes the session; the link below it is closed only here. */
  get #leftOpen(): 'session' | 'link' | 'nothing' {
    const begun = this.#state.steps.filter(({ startedMs }) => startedMs !== null);
    const linked = begun.some(({ number }) => number >= STEP_NUMBER.broker_connect);
    const closed = begun.some(
      ({ number, outcome }) => number === STEP_NUMBER.mqtt_close && outcome?.kind === 'passed',
    );
    return !linked ? 'nothing' : closed ? 'link' : 'session';
  }
}

/** Codes after which there is no session left, or nobody listens any more. A module may well leave one command without an answer and take the next. */
const UNREACHABLE = ['module_restarted', 'module_powered_down', 'port_lost'] as const;
