import type { WarningCode } from '../../shared/outcome.ts';
import { expandProfile, type UnitIdentity } from '../../shared/placeholders.ts';
import { isStepId, STEP_NUMBER } from '../../shared/plan.ts';
import type { PortFault } from '../../shared/port.ts';
import { type Profile, secretsOf } from '../../shared/profile.ts';
import { applyOverride, type Timing, type TimingId, TIMINGS } from '../../shared/timing.ts';
import type { Unsolicited } from '../at/unsolicited.ts';
import type { Session, SessionListener } from '../session/session.ts';
import { fatalCode, type Interrupt, portCode } from './interrupts.ts';
import { PortContext, type PortContextOptions } from './port-context.ts';
import type { ContextPlace, RunMemory, StepContext } from './step-context.ts';

export interface RunContextOptions extends Omit<PortContextOptions, 'place'> {
  readonly profile: Profile;
  readonly warnings: () => readonly WarningCode[];
  readonly serial: string | null;
  readonly hide: (secret: string) => void;
  readonly onInterrupt: (interrupt: Interrupt) => void;
}

/** The step context over a live session: turns what the session tells into facts, and requests into commands. */
export class RunContext extends PortContext implements StepContext, SessionListener {
  readonly memory: RunMemory;
  readonly place: ContextPlace = { phase: 'preparation', step: null, attempt: 1, ahead: 1 };
  readonly #options: RunContextOptions;
  /** The profile as filled in last; the identity is replaced as a whole when more of it is known. */
  #expanded: { readonly identity: UnitIdentity; readonly profile: Profile } | null = null;

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

  attempt(number: number): void {
    this.place.attempt = number;
    if (this.place.step !== null)
      this.state({ type: 'step.started', step: this.place.step, attempt: number });
  }

  waiting(until: Parameters<StepContext['waiting']>[0], seconds: number): void {
    const { step } = this.place;
    if (step !== null) this.state({ type: 'step.waiting', step, until, limitMs: Math.round(seconds * 1000) });
  }

  unsolicitedLine(event: Unsolicited): void {
    const seq = this.facts.unsolicitedLine(event);
    if (event.id === 'voltage_warning') this.memory.noted.add('supply_voltage');
    const { phase, step, ahead } = this.place;
    const code = phase === 'teardown' ? null : fatalCode(event.effect, step ?? ahead);
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
}
