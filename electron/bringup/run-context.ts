import type { CommandLine } from '../../shared/command-line.ts';
import type { Phase } from '../../shared/events.ts';
import type { WarningCode } from '../../shared/outcome.ts';
import { expandProfile, type UnitIdentity } from '../../shared/placeholders.ts';
import { isStepId, STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import type { PortFault } from '../../shared/port.ts';
import { type Profile, secretsOf } from '../../shared/profile.ts';
import { applyOverride, type Timing, type TimingId, TIMINGS } from '../../shared/timing.ts';
import type { CommandKind } from '../at/catalogue.ts';
import type { ExchangeRequest, ExchangeResult } from '../at/exchange.ts';
import type { Unsolicited } from '../at/unsolicited.ts';
import type { Session, SessionListener } from '../session/session.ts';
import { type Interrupt, interruptOf, portCode } from './interrupts.ts';
import { NO_ATTEMPTS, type PinAttempts } from './pin-attempts.ts';
import { PortContext, type PortContextOptions } from './port-context.ts';
import { isRepeatable } from './questions.ts';
import type { ContextPlace, Limits, RunMemory, Said, StepContext } from './step-context.ts';

export interface RunContextOptions extends Omit<PortContextOptions, 'place'> {
  readonly profile: Profile;
  readonly warnings: () => readonly WarningCode[];
  readonly serial: string | null;
  /** Absent: nothing was before this run. */
  readonly pin?: PinAttempts | undefined;
  readonly hide: (secret: string) => void;
  readonly onInterrupt: (interrupt: Interrupt) => void;
}

/** From so many seconds on it is said how long an answer may take: the network is asked, or a broker, not the module alone. */
const LONG_WAIT_S = 10;

/** The step context over a live session: turns what the session tells into facts, and requests into commands. */
export class RunContext extends PortContext implements StepContext, SessionListener {
  readonly memory: RunMemory;
  readonly place: ContextPlace = {
    phase: 'preparation',
    step: null,
    attempt: 1,
    before: 0,
    restarting: false,
    ahead: 1,
  };
  readonly #options: RunContextOptions;
  /** The profile as filled in last; the identity is replaced as a whole when more of it is known. */
  #expanded: { readonly identity: UnitIdentity; readonly profile: Profile } | null = null;
  #unexplained: ExchangeRequest | null = null;

  constructor(options: RunContextOptions) {
    super({
      ...options,
      place: () => {
        const { phase, step, attempt } = this.place;
        return { phase, step, attempt };
      },
    });
    this.#options = options;
    this.memory = {
      identity: { imei: null, iccid: null, serial: options.serial },
      baudRate: options.profile.baudRate,
      linkMark: 0,
      delivered: null,
      publishedMs: 0,
      staleCopies: 0,
      cacheEvidence: [],
      noted: new Set(),
      pinEntered: false,
      pinTaken: false,
    };
  }

  /** Gives the context its session once the port is open. */
  attach(session: Session): void {
    this.opened(session, this.memory.baudRate);
  }

  get profile(): Profile {
    const { identity } = this.memory;
    if (this.#expanded?.identity !== identity) {
      this.#expanded = { identity, profile: expandProfile(this.#options.profile, identity) };
      // A password may be made of the unit's numbers.
      for (const secret of secretsOf(this.#expanded.profile)) this.#options.hide(secret);
    }
    return this.#expanded.profile;
  }

  get runWarnings(): readonly WarningCode[] {
    return this.#options.warnings();
  }

  get pin(): PinAttempts {
    return this.#options.pin ?? NO_ATTEMPTS;
  }

  timing = (id: TimingId): Timing => {
    const { timeouts } = this.#options.profile;
    const number = isStepId(id) ? String(STEP_NUMBER[id]) : null;
    return applyOverride(TIMINGS[id], timeouts[id] ?? (number === null ? undefined : timeouts[number]));
  };

  override async setBaudRate(baudRate: number): Promise<PortFault | null> {
    const fault = await super.setBaudRate(baudRate);
    if (fault === null) this.memory.baudRate = baudRate;
    return fault;
  }

  override say(kind: CommandKind, command: CommandLine, limits: Limits): Promise<Said> {
    const { reply, completion = 0 } = limits;
    if (reply + completion >= LONG_WAIT_S)
      this.waiting(completion > 0 ? 'completion' : 'answer', reply + completion);
    return super.say(kind, command, limits);
  }

  attempt(number: number): void {
    const { step, before } = this.place;
    const attempt = before + number;
    this.place.attempt = attempt;
    if (step !== null) this.state({ type: 'step.started', step, attempt });
  }

  waiting(until: Parameters<StepContext['waiting']>[0], seconds: number): void {
    const { step, phase } = this.place;
    // What is asked after a failure is no wait of the step.
    if (step === null || phase !== 'step') return;
    this.state({ type: 'step.waiting', step, until, limitMs: Math.round(seconds * 1000) });
  }

  /** Waits until the module could take a command; false when it answers nothing any more or the run was ended. */
  listening(): Promise<boolean> {
    return this.session.listening(this.signal);
  }

  /** The command of the step under way that was refused without a reason last, if it may be given once more. */
  get unexplained(): ExchangeRequest | null {
    return this.#unexplained;
  }

  /** A part of the run begins. */
  enter(phase: Phase, step: StepNumber | null): void {
    Object.assign(this.place, { phase, step, attempt: 1, before: 0 });
  }

  /** A step begins, of which nothing was refused yet. */
  beginStep(): void {
    this.#unexplained = null;
  }

  override exchanged(result: ExchangeResult): void {
    this.#noteRefusal(result);
    super.exchanged(result);
  }

  unsolicitedLine(event: Unsolicited): void {
    const seq = this.facts.unsolicitedLine(event);
    if (event.id === 'voltage_warning') this.memory.noted.add('supply_voltage');
    const code = interruptOf(event.effect, this.place);
    if (code !== null)
      this.#options.onInterrupt({
        code,
        detail: this.#options.mask(event.text),
        evidence: seq === null ? [] : [seq],
      });
  }

  lost(fault: PortFault): void {
    const seq = this.facts.lost(fault);
    this.#options.onInterrupt({ code: portCode(fault), detail: null, evidence: [seq] });
  }

  #noteRefusal({ request, outcome }: ExchangeResult): void {
    if (this.place.phase !== 'step') return;
    const { line } = request.command;
    if (outcome.kind === 'error' && isRepeatable(request.command)) this.#unexplained = request;
    else if (this.#unexplained?.command.line === line) this.#unexplained = null;
  }
}
