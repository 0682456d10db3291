import type { Clock } from '../../shared/clock.ts';
import type { AtOutcome } from '../../shared/outcome.ts';
import type { ControlLines, Port, PortFault, PortListener } from '../../shared/port.ts';
import { Chat, type ChatEffect } from '../at/chat.ts';
import type { ExchangeRequest, ExchangeResult } from '../at/exchange.ts';
import { Framer } from '../at/framer.ts';
import type { Unsolicited } from '../at/unsolicited.ts';
import { UnsolicitedLog } from './unsolicited-log.ts';

/** What a session tells while it runs; called in the order things happened. */
export interface SessionListener {
  exchanged(result: ExchangeResult): void;
  /** One bare `AT` of a handshake or a resynchronisation. */
  probed(outcome: AtOutcome, lines: readonly string[], durationMs: number): void;
  unsolicitedLine(event: Unsolicited): void;
  late(text: string, command: string | null): void;
  /** The port went away by itself. */
  lost(fault: PortFault): void;
}

/** Quiet time after which bytes that never became a line are taken for one. */
const FLUSH_MS = 1000;
/** Pause before each command once the module was seen to answer twice. */
const DOUBLE_ANSWER_PAUSE_MS = 100;

const ESCAPE = Uint8Array.of(0x1b);
const encoder = new TextEncoder();

/** One open port and the one dialogue on it. The only place where chat, framer, port and clock meet. */
export class Session implements PortListener {
  readonly unsolicited = new UnsolicitedLog();
  readonly #clock: Clock;
  readonly #listener: SessionListener;
  readonly #framer = new Framer();
  readonly #chat = new Chat();
  #port: Port | null = null;
  #fault: PortFault | null = null;
  #closed = false;
  #cancelTimer: (() => void) | null = null;
  #cancelFlush: (() => void) | null = null;
  #finished: ((result: ExchangeResult | null) => void) | null = null;
  #slotWaiters: (() => void)[] = [];

  constructor(clock: Clock, listener: SessionListener) {
    this.#clock = clock;
    this.#listener = listener;
  }

  /** Gives the session its port; bytes may already have come. */
  attach(port: Port): void {
    this.#port = port;
  }

  /** Why the port is gone, or null while it is there. */
  get fault(): PortFault | null {
    return this.#fault;
  }

  /**
   * Sends a command as soon as the slot is free and waits for its outcome; never rejects. When `signal` aborts the
   * command is abandoned, its slot stays taken until the module's answer or silence is proved.
   */
  async execute(request: ExchangeRequest, signal: AbortSignal): Promise<ExchangeResult> {
    await this.#slot(signal);
    if (this.#gone) return this.#unsent(request, { kind: 'link_lost' });
    if (signal.aborted) return this.#unsent(request, { kind: 'abandoned' });
    const sent = this.#clock.monotonic();
    const result = await this.#awaitFinish(signal, () => this.#chat.send(request, sent));
    return result ?? this.#unsent(request, { kind: 'link_lost' });
  }

  /**
   * Sends bare `AT` until one is answered and nothing is owed. Resolves with whether the module is ready and, if not,
   * whether any byte came at all.
   */
  async handshake(
    tries: number,
    tryMs: number,
    signal: AbortSignal,
  ): Promise<{ readonly ready: boolean; readonly heard: boolean }> {
    await this.#slot(signal);
    if (this.#portGone || signal.aborted) return { ready: false, heard: false };
    let heard = false;
    const effects = this.#chat.handshake({ tries, tryMs }, this.#clock.monotonic());
    const ended = new Promise<void>((resolve) => this.#slotWaiters.push(resolve));
    const onAbort = () => this.#perform(this.#chat.abandon(this.#clock.monotonic()));
    signal.addEventListener('abort', onAbort, { once: true });
    this.#onSilent = (noise) => {
      heard = noise;
    };
    this.#perform(effects);
    await ended;
    signal.removeEventListener('abort', onAbort);
    return { ready: this.#chat.idle && !this.#portGone, heard };
  }

  /** Changes the rate of the port that is open. */
  async setBaudRate(baudRate: number): Promise<PortFault | null> {
    const result = (await this.#port?.setBaudRate(baudRate)) ?? { ok: false, fault: { kind: 'gone' } };
    return result.ok ? null : result.fault;
  }

  /** Sets DTR and/or RTS. */
  async setControlLines(lines: ControlLines): Promise<PortFault | null> {
    const result = (await this.#port?.setControlLines(lines)) ?? { ok: false, fault: { kind: 'gone' } };
    return result.ok ? null : result.fault;
  }

  /** Whether the port has a rate of its own. */
  get hasBaudRate(): boolean {
    return this.#port?.hasBaudRate ?? false;
  }

  /** Frees the port; idempotent. Whoever waits is answered with `link_lost`. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#release();
    await this.#port?.close();
  }

  data(bytes: Uint8Array, atMs: number): void {
    if (this.#closed) return;
    this.#chat.heard(atMs);
    for (const frame of this.#framer.push(bytes)) this.#perform(this.#chat.receive(frame, atMs));
    this.#armFlush();
    this.#arm();
  }

  lost(fault: PortFault): void {
    if (this.#closed) return;
    this.#fault ??= fault;
    this.#listener.lost(fault);
    this.#release();
  }

  #onSilent: (heard: boolean) => void = () => {};

  get #portGone(): boolean {
    return this.#closed || this.#fault !== null || this.#port === null;
  }

  get #gone(): boolean {
    return this.#portGone || this.#chat.silent;
  }

  /** Waits until a command may be sent, the module is known to be silent, or `signal` aborts. */
  async #slot(signal: AbortSignal): Promise<void> {
    while (!this.#chat.idle && !this.#gone && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = () => {
          signal.removeEventListener('abort', done);
          resolve();
        };
        signal.addEventListener('abort', done, { once: true });
        this.#slotWaiters.push(done);
      });
    }
    if (this.#chat.doubles && !this.#gone && !signal.aborted)
      await new Promise<void>((resolve) => this.#clock.schedule(DOUBLE_ANSWER_PAUSE_MS, resolve));
  }

  async #awaitFinish(signal: AbortSignal, begin: () => ChatEffect[]): Promise<ExchangeResult | null> {
    const onAbort = () => this.#perform(this.#chat.abandon(this.#clock.monotonic()));
    signal.addEventListener('abort', onAbort, { once: true });
    const finished = new Promise<ExchangeResult | null>((resolve) => {
      this.#finished = resolve;
    });
    this.#perform(begin());
    const result = await finished;
    signal.removeEventListener('abort', onAbort);
    return result;
  }

  #perform(effects: readonly ChatEffect[]): void {
    for (const effect of effects) this.#do(effect);
    this.#arm();
  }

  #do(effect: ChatEffect): void {
    switch (effect.do) {
      case 'write':
        this.#write(encoder.encode(`${effect.line}\r\n`));
        return;
      case 'escape':
        this.#write(ESCAPE);
        return;
      case 'finished':
        this.#listener.exchanged(effect.result);
        this.#finished?.(effect.result);
        this.#finished = null;
        this.#wakeSlotWaiters();
        return;
      case 'probed':
        this.#listener.probed(effect.outcome, effect.lines, effect.durationMs);
        return;
      case 'unsolicited':
        this.unsolicited.add(effect.event);
        this.#listener.unsolicitedLine(effect.event);
        return;
      case 'late':
        this.#listener.late(effect.text, effect.command);
        return;
      case 'silent':
        this.#onSilent(effect.heard);
        this.#wakeSlotWaiters();
        return;
      case 'ready':
        this.#wakeSlotWaiters();
        return;
    }
  }

  #write(bytes: Uint8Array): void {
    void this.#port?.write(bytes).then((result) => {
      if (!result.ok) this.lost(result.fault);
    });
  }

  /** One timer for the dialogue, set to its next deadline. */
  #arm(): void {
    this.#cancelTimer?.();
    this.#cancelTimer = null;
    const due = this.#chat.deadlineMs;
    if (due === null || this.#portGone) return;
    this.#cancelTimer = this.#clock.schedule(Math.max(0, due - this.#clock.monotonic()), () => {
      this.#cancelTimer = null;
      this.#perform(this.#chat.tick(this.#clock.monotonic()));
    });
  }

  #armFlush(): void {
    this.#cancelFlush?.();
    this.#cancelFlush = null;
    if (!this.#framer.incomplete) return;
    this.#cancelFlush = this.#clock.schedule(FLUSH_MS, () => {
      this.#cancelFlush = null;
      const now = this.#clock.monotonic();
      for (const frame of this.#framer.flush()) this.#perform(this.#chat.receive(frame, now));
    });
  }

  #wakeSlotWaiters(): void {
    const waiters = this.#slotWaiters;
    this.#slotWaiters = [];
    for (const wake of waiters) wake();
  }

  #release(): void {
    this.#cancelTimer?.();
    this.#cancelFlush?.();
    this.#finished?.(null);
    this.#finished = null;
    this.#wakeSlotWaiters();
    this.unsolicited.close();
  }

  #unsent(request: ExchangeRequest, outcome: AtOutcome): ExchangeResult {
    return {
      request,
      outcome,
      lines: [],
      information: [],
      messages: [],
      completion: null,
      echoed: false,
      finalMissing: false,
      heard: false,
      durationMs: 0,
    };
  }
}
