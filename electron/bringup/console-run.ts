import type { CommandLine } from '../../shared/command-line.ts';
import type { RunFact } from '../../shared/events.ts';
import { FAILURES, type FailureCode } from '../../shared/outcome.ts';
import type { PortFault } from '../../shared/port.ts';
import { COMMANDS } from '../../shared/step-commands.ts';
import type { RunVerdict } from '../../shared/verdict.ts';
import type { CommandKind } from '../at/catalogue.ts';
import { pause } from '../session/pause.ts';
import type { Session, SessionListener } from '../session/session.ts';
import { DialogueFacts } from './dialogue-facts.ts';
import { portCode } from './interrupts.ts';
import type { RunEnvironment } from './run-request.ts';

/**
 * How long a typed command may take: the longest of the known ones, registering with an operator by hand, has three
 * minutes (protocol.md 1.2). The slot is the module's until then; who does not want to wait ends the console.
 */
const REPLY_MS = 180_000;

/** A module that had fallen silent is asked with so many `AT` whether it is back before a command goes to it. */
const GREETING = { tries: 3, tryMs: 1000 } as const;

/** How long the driver has to give the port back. */
const CLOSE_MS = 10_000;

/**
 * Commands whose answer may end without `OK` (protocol.md 2; 3 Q3, Q5), or looks like a line that comes by itself
 * (4.8): their own rows know it.
 */
const KINDS: ReadonlyMap<string, CommandKind> = new Map([
  [COMMANDS.shutBearer.line, 'shutBearer'],
  [COMMANDS.powerDown.line, 'powerDown'],
  [COMMANDS.localAddress.line, 'localAddress'],
  [COMMANDS.registration.line, 'registration'],
  [COMMANDS.sim.line, 'sim'],
]);

export interface ConsoleRequest {
  readonly profileName: string;
  /** Bit/s. */
  readonly baudRate: number;
}

/**
 * A port opened to type commands by hand: recorded like any run, judged by nobody. Ends when it is stopped or the port
 * goes away.
 */
export class ConsoleRun {
  readonly #request: ConsoleRequest;
  readonly #environment: RunEnvironment;
  readonly #facts: DialogueFacts;
  readonly #stopped = new AbortController();
  readonly #startedMs: number;
  #session: Session | null = null;
  #lost: FailureCode | null = null;
  #busy = false;
  readonly #opened: Promise<void>;
  #settleOpened: () => void = () => {};

  constructor(request: ConsoleRequest, environment: RunEnvironment) {
    const { clock, record, mask } = environment;
    this.#request = request;
    this.#environment = environment;
    this.#startedMs = clock.monotonic();
    const place = { phase: 'manual', step: null, attempt: 1 } as const;
    this.#facts = new DialogueFacts({ clock, record, mask, place: () => place });
    this.#opened = new Promise((resolve) => {
      this.#settleOpened = resolve;
    });
  }

  /** Resolves when the last fact is stated and the port is free. */
  async run(): Promise<RunVerdict> {
    const { profileName, baudRate } = this.#request;
    this.#record({
      type: 'run.started',
      purpose: 'console',
      profileName,
      profile: null,
      unit: null,
      operator: null,
      fromStep: 1,
      version: this.#environment.version,
      warnings: [],
      changes: [],
    });
    const opened = await this.#environment.open(baudRate, this.#listener());
    if (opened.ok) {
      this.#session = opened.session;
      this.#record({ type: 'link.opened', baudRate });
    } else this.#gone(opened.fault);
    this.#settleOpened();
    await this.#end();
    await this.#close();
    this.#facts.drainFlood();
    const code = this.#lost ?? 'stopped';
    const verdict = {
      outcome: FAILURES[code].outcome,
      failedStep: null,
      code,
      detail: null,
      complete: false,
    };
    const durationMs = this.#environment.clock.monotonic() - this.#startedMs;
    this.#record({ type: 'run.finished', ...verdict, durationMs });
    return verdict;
  }

  /** Whether it was stopped or the port is gone: nothing can be sent any more. */
  get over(): boolean {
    return this.#stopped.signal.aborted;
  }

  /** Whether a typed command is still without its answer. */
  get busy(): boolean {
    return this.#busy;
  }

  /** Sends a line once the port is open. Resolves when it was answered or given up; its facts tell how. */
  async send(command: CommandLine): Promise<void> {
    this.#busy = true;
    await this.#opened;
    if (this.#session !== null) await this.#say(this.#session, command);
    this.#busy = false;
  }

  stop(): void {
    if (!this.#stopped.signal.aborted) this.#record({ type: 'run.cancelRequested', immediate: false });
    this.#stopped.abort();
  }

  #record(fact: RunFact): void {
    this.#facts.state(fact);
  }

  #gone(fault: PortFault): void {
    this.#facts.lost(fault);
    this.#lost ??= portCode(fault);
    this.#stopped.abort();
  }

  async #say(session: Session, command: CommandLine): Promise<void> {
    const { signal } = this.#stopped;
    const kind = KINDS.get(command.line.replace(/\s/g, '').toUpperCase()) ?? 'typed';
    const request = { kind, command, replyMs: REPLY_MS, completionMs: 0 };
    const result = await session.execute(request, signal);
    if (result.outcome.kind !== 'link_lost' || signal.aborted) return;
    // The port is there, so the module had fallen silent, and the command was not sent.
    const { ready } = await session.handshake(GREETING.tries, GREETING.tryMs, signal);
    if (ready) await session.execute(request, signal);
    else if (!signal.aborted) this.#facts.exchanged(result);
  }

  /** A driver that never lets go of the port must not keep the console from its end. */
  async #close(): Promise<void> {
    if (this.#session === null) return;
    const given = new AbortController();
    const closed = this.#session.close().finally(() => given.abort());
    await Promise.race([closed, pause(this.#environment.clock, CLOSE_MS, given.signal)]);
  }

  async #end(): Promise<void> {
    const { signal } = this.#stopped;
    if (signal.aborted) return;
    await new Promise<void>((resolve) => {
      signal.addEventListener('abort', () => resolve(), { once: true });
    });
  }

  #listener(): SessionListener {
    const facts = this.#facts;
    return {
      exchanged: (result) => void facts.exchanged(result),
      probed: (...probe) => void facts.probed(...probe),
      unsolicitedLine: (event) => void facts.unsolicitedLine(event),
      late: (text, command) => facts.late(text, command),
      lost: (fault) => this.#gone(fault),
    };
  }
}
