import type { Clock } from '../../shared/clock.ts';
import type { CommandLine } from '../../shared/command-line.ts';
import type { Phase, Place, RunEvent, RunFact } from '../../shared/events.ts';
import type { AtOutcome, WarningCode } from '../../shared/outcome.ts';
import { expandProfile, type UnitIdentity } from '../../shared/placeholders.ts';
import { isStepId, STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import type { PortFault } from '../../shared/port.ts';
import { type Profile, secretsOf } from '../../shared/profile.ts';
import { applyOverride, type Timing, type TimingId, TIMINGS } from '../../shared/timing.ts';
import type { CommandKind } from '../at/catalogue.ts';
import type { ExchangeRequest, ExchangeResult } from '../at/exchange.ts';
import type { Unsolicited } from '../at/unsolicited.ts';
import { pause } from '../session/pause.ts';
import type { Session, SessionListener } from '../session/session.ts';
import { DialogueFacts } from './dialogue-facts.ts';
import { type Interrupt, interruptOf, portCode } from './interrupts.ts';
import { NO_ATTEMPTS, type PinAttempts } from './pin-attempts.ts';
import { isRepeatable } from './questions.ts';
import type { ContextPlace, Limits, RunMemory, Said, StepContext } from './step-context.ts';

export interface RunContextOptions {
  readonly clock: Clock;
  readonly profile: Profile;
  readonly warnings: () => readonly WarningCode[];
  readonly serial: string | null;
  /** Absent: nothing was before this run. */
  readonly pin?: PinAttempts | undefined;
  /** Records a fact; secrets in texts from the module are masked by `mask`. */
  readonly record: (fact: RunFact) => RunEvent;
  readonly mask: (text: string) => string;
  readonly hide: (secret: string) => void;
  readonly onInterrupt: (interrupt: Interrupt) => void;
}

/** The step context over a live session: turns what the session tells into facts, and requests into commands. */
export class RunContext implements StepContext, SessionListener {
  readonly memory: RunMemory;
  readonly place: ContextPlace = {
    phase: 'preparation',
    step: null,
    attempt: 1,
    before: 0,
    restarting: false,
    ahead: 1,
  };
  readonly clock: Clock;
  signal: AbortSignal = new AbortController().signal;
  readonly #options: RunContextOptions;
  readonly #facts: DialogueFacts;
  readonly #seqs = new WeakMap<ExchangeResult, number>();
  /** The profile as filled in last; the identity is replaced as a whole when more of it is known. */
  #expanded: { readonly identity: UnitIdentity; readonly profile: Profile } | null = null;
  #session: Session | null = null;
  #probeSeq = 0;
  #unexplained: ExchangeRequest | null = null;

  constructor(options: RunContextOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.#facts = new DialogueFacts({ ...options, place: () => this.#here });
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
    this.#session = session;
    this.state({ type: 'link.opened', baudRate: this.memory.baudRate });
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

  get unsolicited(): StepContext['unsolicited'] {
    return this.#opened.unsolicited;
  }

  get hasBaudRate(): boolean {
    return this.#opened.hasBaudRate;
  }

  timing = (id: TimingId): Timing => {
    const { timeouts } = this.#options.profile;
    const number = isStepId(id) ? String(STEP_NUMBER[id]) : null;
    return applyOverride(TIMINGS[id], timeouts[id] ?? (number === null ? undefined : timeouts[number]));
  };

  async say(kind: CommandKind, command: CommandLine, { reply, completion = 0 }: Limits): Promise<Said> {
    const request = { kind, command, replyMs: reply * 1000, completionMs: completion * 1000 };
    const result = await this.#opened.execute(request, this.signal);
    return { ...result, seq: this.#seqs.get(result) ?? this.#facts.exchanged(result) };
  }

  async handshake(
    tries: number,
    trySeconds: number,
  ): Promise<{ ready: boolean; heard: boolean; seq: number }> {
    const greeting = await this.#opened.handshake(tries, trySeconds * 1000, this.signal);
    return { ...greeting, seq: this.#probeSeq };
  }

  async setBaudRate(baudRate: number): Promise<PortFault | null> {
    const fault = await this.#opened.setBaudRate(baudRate);
    if (fault !== null) return fault;
    this.memory.baudRate = baudRate;
    this.state({ type: 'link.opened', baudRate });
    return null;
  }

  async pulsePowerKey(line: 'dtr' | 'rts', seconds: number): Promise<PortFault | null> {
    const pressed = await this.#opened.setControlLines({ [line]: true });
    if (pressed !== null) return pressed;
    await pause(this.clock, seconds * 1000, this.signal);
    return await this.#opened.setControlLines({ [line]: false });
  }

  pause(seconds: number): Promise<boolean> {
    return pause(this.clock, seconds * 1000, this.signal);
  }

  state(fact: RunFact): number {
    return this.#facts.state(fact);
  }

  attempt(number: number): void {
    const { step, before } = this.place;
    const attempt = before + number;
    this.place.attempt = attempt;
    if (step !== null) this.state({ type: 'step.started', step, attempt });
  }

  waiting(until: Parameters<StepContext['waiting']>[0], seconds: number): void {
    const { step } = this.place;
    if (step !== null) this.state({ type: 'step.waiting', step, until, limitMs: Math.round(seconds * 1000) });
  }

  measure(...[name, value, judged = {}]: Parameters<StepContext['measure']>): number {
    const { unit = null, criterion = null, verdict = 'none' } = judged;
    return this.state({
      type: 'measurement.recorded',
      place: this.#here,
      name,
      value: this.#shown(value),
      unit,
      criterion,
      verdict,
    });
  }

  /** Waits until the module could take a command; false when it answers nothing any more or the run was ended. */
  listening(): Promise<boolean> {
    return this.#opened.listening(this.signal);
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

  exchanged(result: ExchangeResult): void {
    this.#noteRefusal(result);
    this.#seqs.set(result, this.#facts.exchanged(result));
  }

  probed(outcome: AtOutcome, lines: readonly string[], durationMs: number): void {
    this.#probeSeq = this.#facts.probed(outcome, lines, durationMs);
  }

  unsolicitedLine(event: Unsolicited): void {
    const seq = this.#facts.unsolicitedLine(event);
    if (event.id === 'voltage_warning') this.memory.noted.add('supply_voltage');
    const code = interruptOf(event.effect, this.place);
    if (code !== null)
      this.#options.onInterrupt({
        code,
        detail: this.#options.mask(event.text),
        evidence: seq === null ? [] : [seq],
      });
  }

  late(text: string, command: string | null): void {
    this.#facts.late(text, command);
  }

  lost(fault: PortFault): void {
    const seq = this.#facts.lost(fault);
    this.#options.onInterrupt({ code: portCode(fault), detail: null, evidence: [seq] });
  }

  /** Records how many lines the flood gate still holds. */
  drainFlood(): void {
    this.#facts.drainFlood();
  }

  #noteRefusal({ request, outcome }: ExchangeResult): void {
    if (this.place.phase !== 'step') return;
    const { line } = request.command;
    if (outcome.kind === 'error' && isRepeatable(request.command)) this.#unexplained = request;
    else if (this.#unexplained?.command.line === line) this.#unexplained = null;
  }

  get #opened(): Session {
    if (this.#session === null) throw new Error('the run has no session yet');
    return this.#session;
  }

  get #here(): Place {
    const { phase, step, attempt } = this.place;
    return { phase, step, attempt };
  }

  /** Free text of the module may hold anything; numbers of identity may hold a PIN's digits by chance. */
  #shown(value: string | number | null): string | number | null {
    return typeof value === 'string' && !/^[0-9A-F]+$/.test(value) ? this.#options.mask(value) : value;
  }
}
