import { FAILURES, type FailureCode } from '../../shared/outcome.ts';
import type { PortFault } from '../../shared/port.ts';
import type { PortTool, PortToolKind } from '../../shared/typed-entry.ts';
import type { RunVerdict } from '../../shared/verdict.ts';
import { pause } from '../session/pause.ts';
import type { Session, SessionListener } from '../session/session.ts';
import { ConsoleContext } from './console-context.ts';
import { portCode } from './interrupts.ts';
import { PortTools } from './port-tools.ts';
import type { RunEnvironment } from './run-request.ts';
import { TypedQueue } from './typed-queue.ts';

/** How long the driver has to give the port back. */
const CLOSE_MS = 10_000;

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
  /** What is typed here. */
  readonly typed: TypedQueue;
  readonly #request: ConsoleRequest;
  readonly #environment: RunEnvironment;
  readonly #context: ConsoleContext;
  readonly #tools: PortTools;
  readonly #stopped = new AbortController();
  readonly #startedMs: number;
  #session: Session | null = null;
  /** What ended it, where nobody asked for that. */
  #ended: { readonly code: FailureCode; readonly detail: string | null } | null = null;
  #settleOpened: (session: Session | null) => void = () => {};
  #onChange: () => void = () => {};

  constructor(request: ConsoleRequest, environment: RunEnvironment) {
    const { clock, mask } = environment;
    const { signal } = this.#stopped;
    this.#request = request;
    this.#environment = environment;
    this.#startedMs = clock.monotonic();
    const context = new ConsoleContext(environment);
    context.signal = signal;
    const session = new Promise<Session | null>((resolve) => {
      this.#settleOpened = resolve;
    });
    const onChange = () => this.#onChange();
    this.typed = new TypedQueue({
      clock,
      session,
      signal,
      mask,
      state: (fact) => void context.state(fact),
      exchanged: (result) => context.exchanged(result),
      onChange,
    });
    this.#context = context;
    this.#tools = new PortTools({
      context,
      session,
      typed: this.typed,
      baudRate: request.baudRate,
      onChange,
    });
  }

  /** Resolves when the last fact is stated and the port is free. */
  async run(): Promise<RunVerdict> {
    const { profileName, baudRate } = this.#request;
    const context = this.#context;
    context.state({
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
      context.opened(opened.session, baudRate);
    } else this.#gone(opened.fault);
    this.#settleOpened(this.#session);
    await this.#end();
    await this.#close();
    context.drainFlood();
    const { code, detail } = this.#ended ?? { code: 'stopped', detail: null };
    const { outcome } = FAILURES[code];
    const verdict = { outcome, failedStep: null, code, detail, complete: false };
    const durationMs = this.#environment.clock.monotonic() - this.#startedMs;
    context.state({ type: 'run.finished', ...verdict, durationMs });
    return verdict;
  }

  /** Whether it was stopped or the port is gone: nothing can be sent any more. */
  get over(): boolean {
    return this.#stopped.signal.aborted;
  }

  /** The tools that are at work here. */
  get tools(): readonly PortToolKind[] {
    return this.#tools.working;
  }

  /** Sets a tool to work; why it cannot, or null. One that has the port to itself, only when nothing is under way. */
  use(tool: PortTool): Promise<PortFault | null> {
    return this.#tools.use(tool);
  }

  /** Calls `onChange` whenever what is typed here, or which tools work, has changed. */
  follow(onChange: () => void): void {
    this.#onChange = onChange;
  }

  stop(): void {
    if (!this.#stopped.signal.aborted) this.#context.state({ type: 'run.cancelRequested', immediate: false });
    this.#stopped.abort();
  }

  /** Ends it in order, because nothing must go on unrecorded. What ended it before goes first. */
  recordFailed(detail: string): void {
    if (!this.over) this.#ended = { code: 'record_failed', detail };
    this.#stopped.abort();
  }

  #gone(fault: PortFault): void {
    this.#context.lost(fault);
    this.#ended ??= { code: portCode(fault), detail: null };
    this.#stopped.abort();
  }

  /** What is under way ends, then the port is closed. A driver that never lets go must not keep it from its end. */
  async #close(): Promise<void> {
    const given = new AbortController();
    const ended = Promise.all([this.typed.finish(), this.#tools.finish()]);
    const closed = ended.then(() => this.#session?.close()).finally(() => given.abort());
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
    const context = this.#context;
    return {
      exchanged: (result) => context.exchanged(result),
      probed: (...probe) => context.probed(...probe),
      unsolicitedLine: (event) => context.unsolicitedLine(event),
      late: (text, command) => context.late(text, command),
      lost: (fault) => this.#gone(fault),
    };
  }
}
