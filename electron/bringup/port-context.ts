import type { Clock } from '../../shared/clock.ts';
import type { CommandLine } from '../../shared/command-line.ts';
import type { Place, RunEvent, RunFact } from '../../shared/events.ts';
import type { PortFault } from '../../shared/port.ts';
import type { CommandKind } from '../at/catalogue.ts';
import type { ExchangeResult } from '../at/exchange.ts';
import { pause } from '../session/pause.ts';
import type { Session, SessionListener } from '../session/session.ts';
import { DialogueFacts } from './dialogue-facts.ts';
import type { Greeting, Limits, Said, StepContext } from './step-context.ts';

export interface PortContextOptions {
  readonly clock: Clock;
  /** Records a fact; secrets in texts from the module are masked by `mask`. */
  readonly record: (fact: RunFact) => RunEvent;
  readonly mask: (text: string) => string;
  /** Where the run stands right now. */
  readonly place: () => Place;
}

/** A port as steps and tools use it: requests become commands, and whatever comes of them becomes facts. */
export class PortContext {
  readonly clock: Clock;
  signal: AbortSignal = new AbortController().signal;
  protected readonly facts: DialogueFacts;
  readonly #options: PortContextOptions;
  readonly #seqs = new WeakMap<ExchangeResult, number>();
  #session: Session | null = null;
  #probeSeq = 0;

  constructor(options: PortContextOptions) {
    this.#options = options;
    this.clock = options.clock;
    this.facts = new DialogueFacts(options);
  }

  /** Gives the context its session once the port is open. */
  opened(session: Session, baudRate: number): void {
    this.#session = session;
    this.state({ type: 'link.opened', baudRate });
  }

  get session(): Session {
    if (this.#session === null) throw new Error('the run has no session yet');
    return this.#session;
  }

  get unsolicited(): StepContext['unsolicited'] {
    return this.session.unsolicited;
  }

  get hasBaudRate(): boolean {
    return this.session.hasBaudRate;
  }

  async say(kind: CommandKind, command: CommandLine, { reply, completion = 0 }: Limits): Promise<Said> {
    const request = { kind, command, replyMs: reply * 1000, completionMs: completion * 1000 };
    const result = await this.session.execute(request, this.signal);
    return { ...result, seq: this.#seqs.get(result) ?? this.facts.exchanged(result) };
  }

  async handshake(tries: number, trySeconds: number): Promise<Greeting> {
    const greeting = await this.session.handshake(tries, trySeconds * 1000, this.signal);
    return { ...greeting, seq: this.#probeSeq };
  }

  async setBaudRate(baudRate: number): Promise<PortFault | null> {
    const fault = await this.session.setBaudRate(baudRate);
    if (fault === null) this.state({ type: 'link.opened', baudRate });
    return fault;
  }

  async pulsePowerKey(line: 'dtr' | 'rts', seconds: number): Promise<PortFault | null> {
    const pressed = await this.session.setControlLines({ [line]: true });
    if (pressed !== null) return pressed;
    await pause(this.clock, seconds * 1000, this.signal);
    return await this.session.setControlLines({ [line]: false });
  }

  pause(seconds: number): Promise<boolean> {
    return pause(this.clock, seconds * 1000, this.signal);
  }

  state(fact: RunFact): number {
    return this.facts.state(fact);
  }

  measure(...[name, value, judged = {}]: Parameters<StepContext['measure']>): number {
    const { unit = null, criterion = null, verdict = 'none' } = judged;
    return this.state({
      type: 'measurement.recorded',
      place: this.#options.place(),
      name,
      value: this.#shown(value),
      unit,
      criterion,
      verdict,
    });
  }

  exchanged(result: ExchangeResult): void {
    this.#seqs.set(result, this.facts.exchanged(result));
  }

  probed(...probe: Parameters<SessionListener['probed']>): void {
    this.#probeSeq = this.facts.probed(...probe);
  }

  late(text: string, command: string | null): void {
    this.facts.late(text, command);
  }

  /** Records how many lines the flood gate still holds. */
  drainFlood(): void {
    this.facts.drainFlood();
  }

  /** Free text of the module may hold anything; numbers of identity may hold a PIN's digits by chance. */
  #shown(value: string | number | null): string | number | null {
    return typeof value === 'string' && !/^[0-9A-F]+$/.test(value) ? this.#options.mask(value) : value;
  }
}
