import type { Clock } from '../../shared/clock.ts';
import type { AtOutcome } from '../../shared/outcome.ts';
import type { ControlLines, Port, PortFault, PortListener, PortResult } from '../../shared/port.ts';
import { Chat } from '../at/chat.ts';
import type { ChatEffect } from '../at/chat-effect.ts';
import { type ExchangeRequest, type ExchangeResult, unsentResult } from '../at/exchange.ts';
import type { Frame } from '../at/frame.ts';
import type { Unsolicited } from '../at/unsolicited.ts';
import { Alarm } from './alarm.ts';
import { FrameReader } from './frame-reader.ts';
import { LineEnd } from './line-end.ts';
import { Turnstile } from './turnstile.ts';
import { UnsolicitedLog } from './unsolicited-log.ts';

/** What a session tells while it runs; called in the order things happened, never after `close`. */
export interface SessionListener {
  exchanged(result: ExchangeResult): void;
  /** One bare `AT` of a handshake or a resynchronisation. */
  probed(outcome: AtOutcome, lines: readonly string[], durationMs: number, echoed: boolean): void;
  unsolicitedLine(event: Unsolicited): void;
  late(text: string, command: string | null): void;
  /** The port went away by itself; told once. */
  lost(fault: PortFault): void;
}

const ESCAPE = Uint8Array.of(0x1b);
const GONE: PortResult = { ok: false, fault: { kind: 'gone' } };
const NOT_READY = { ready: false, heard: false } as const;
const encoder = new TextEncoder();

/** One open port and the one dialogue on it. The only place where chat, framer, port and clock meet. */
export class Session implements PortListener {
  readonly unsolicited = new UnsolicitedLog();
  readonly #clock: Clock;
  readonly #listener: SessionListener;
  readonly #chat = new Chat();
  /** Commands and handshakes, one at a time. */
  readonly #turns = new Turnstile();
  readonly #deadline: Alarm;
  readonly #reader: FrameReader;
  readonly #lineEnd = new LineEnd();
  #port: Port | null = null;
  #fault: PortFault | null = null;
  #closed = false;
  /** The one whose turn it is waits for one of these. */
  #onFinished: ((result: ExchangeResult) => void) | null = null;
  #onPrompt: (() => void) | null = null;
  #onProbeEnd: ((end: { readonly ready: boolean; readonly heard: boolean }) => void) | null = null;
  #onFree: (() => void) | null = null;

  constructor(clock: Clock, listener: SessionListener) {
    this.#clock = clock;
    this.#listener = listener;
    this.#deadline = new Alarm(clock, () => this.#perform(this.#chat.tick(this.#now)));
    this.#reader = new FrameReader(clock, (frames, atMs) => this.#take(frames, atMs));
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
   * command is abandoned, its slot stays taken until the module's answer or silence is proved. Calls at the same
   * time are served in their order. `onPrompt` is called when the module asks a typed command for data.
   */
  async execute(
    request: ExchangeRequest,
    signal: AbortSignal,
    onPrompt: (() => void) | null = null,
  ): Promise<ExchangeResult> {
    const entered = await this.#turns.enter(signal);
    try {
      if (entered) await this.#slot(signal);
      if (this.#gone || this.#chat.silent) return unsentResult(request, { kind: 'link_lost' });
      if (signal.aborted) return unsentResult(request, { kind: 'abandoned' });
      return await this.#exchange(request, signal, onPrompt);
    } finally {
      if (entered) this.#turns.leave();
    }
  }

  /** Waits until a command could be sent; false when nobody answers any more, the port is gone or `signal` aborts. */
  async listening(signal: AbortSignal): Promise<boolean> {
    const entered = await this.#turns.enter(signal);
    try {
      if (entered) await this.#slot(signal);
      return entered && !this.#gone && this.#chat.idle && !signal.aborted;
    } finally {
      if (entered) this.#turns.leave();
    }
  }

  /**
   * Sends bare `AT` until one is answered and nothing is owed. Resolves with whether the module is ready and, if not,
   * whether any byte came at all; never rejects.
   */
  async handshake(
    tries: number,
    tryMs: number,
    signal: AbortSignal,
  ): Promise<{ readonly ready: boolean; readonly heard: boolean }> {
    const entered = await this.#turns.enter(signal);
    try {
      if (entered) await this.#slot(signal);
      if (this.#gone || signal.aborted) return NOT_READY;
      return await this.#probe(tries, tryMs, signal);
    } finally {
      if (entered) this.#turns.leave();
    }
  }

  /** Sends bytes as they are at once, also while a command is under way: what answers a prompt, for one. */
  writeRaw(bytes: Uint8Array): void {
    if (!this.#gone) this.#perform(this.#chat.give(bytes, this.#now));
  }

  /** Whether the command under way was asked for data and is still without its end. */
  get wantsData(): boolean {
    return this.#chat.wantsData;
  }

  /** Changes the rate of the port that is open. */
  async setBaudRate(baudRate: number): Promise<PortFault | null> {
    const result = (await this.#port?.setBaudRate(baudRate)) ?? GONE;
    return result.ok ? null : result.fault;
  }

  /** Sets DTR and/or RTS. */
  async setControlLines(lines: ControlLines): Promise<PortFault | null> {
    const result = (await this.#port?.setControlLines(lines)) ?? GONE;
    return result.ok ? null : result.fault;
  }

  /** Whether the port has a rate of its own. */
  get hasBaudRate(): boolean {
    return this.#port?.hasBaudRate ?? false;
  }

  /** Frees the port once the last line is whole; idempotent. Whoever waits is answered with `link_lost` at once. */
  async close(): Promise<void> {
    if (!this.#gone) this.#hangUp();
    this.#closed = true;
    await this.#lineEnd.whole(this.#clock);
    await this.#port?.close();
  }

  data(bytes: Uint8Array, atMs: number): void {
    this.#lineEnd.heard(bytes);
    if (this.#gone) return;
    this.#chat.heard(bytes.length, atMs);
    this.#reader.push(bytes, atMs);
  }

  lost(fault: PortFault): void {
    this.#lineEnd.abandon();
    if (this.#gone) return;
    this.#hangUp();
    this.#fault = fault;
    if (!this.#closed) this.#listener.lost(fault);
  }

  get #now(): number {
    return this.#clock.monotonic();
  }

  get #gone(): boolean {
    return this.#closed || this.#fault !== null;
  }

  /** Waits until the slot is free, the module is known to be silent, the port is gone, or `signal` aborts. */
  async #slot(signal: AbortSignal): Promise<void> {
    while (!this.#chat.idle && !this.#chat.silent && !this.#gone && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const wake = () => {
          signal.removeEventListener('abort', wake);
          this.#onFree = null;
          resolve();
        };
        signal.addEventListener('abort', wake, { once: true });
        this.#onFree = wake;
      });
    }
  }

  async #exchange(
    request: ExchangeRequest,
    signal: AbortSignal,
    onPrompt: (() => void) | null,
  ): Promise<ExchangeResult> {
    const onAbort = () => this.#perform(this.#chat.abandon(this.#now));
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await new Promise((resolve) => {
        this.#onFinished = resolve;
        this.#onPrompt = onPrompt;
        this.#perform(this.#chat.send(request, this.#now));
      });
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  async #probe(tries: number, tryMs: number, signal: AbortSignal) {
    const onAbort = () => {
      this.#perform(this.#chat.abandon(this.#now));
      this.#onProbeEnd?.(NOT_READY);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      return await new Promise<{ readonly ready: boolean; readonly heard: boolean }>((resolve) => {
        this.#onProbeEnd = resolve;
        this.#perform(this.#chat.handshake({ tries, tryMs }, this.#now));
      });
    } finally {
      this.#onProbeEnd = null;
      signal.removeEventListener('abort', onAbort);
    }
  }

  #take(frames: readonly Frame[], atMs: number): void {
    for (const frame of frames) {
      // A listener may have closed the session at the frame before.
      if (this.#gone) return;
      this.#perform(this.#chat.receive(frame, atMs));
    }
    this.#armDeadline();
  }

  #perform(effects: readonly ChatEffect[]): void {
    for (const effect of effects) if (!this.#gone) this.#do(effect);
    this.#armDeadline();
  }

  #do(effect: ChatEffect): void {
    switch (effect.do) {
      case 'write':
        this.#write(encoder.encode(`${effect.line}\r\n`));
        return;
      case 'give':
        this.#write(effect.bytes);
        return;
      case 'escape':
        this.#write(ESCAPE);
        return;
      case 'prompted':
        this.#onPrompt?.();
        return;
      case 'finished':
        this.#onFinished?.(effect.result);
        this.#onFinished = null;
        this.#onFree?.();
        this.#listener.exchanged(effect.result);
        return;
      case 'probed':
        this.#listener.probed(effect.outcome, effect.lines, effect.durationMs, effect.echoed);
        return;
      case 'unsolicited':
        this.unsolicited.add(effect.event);
        this.#listener.unsolicitedLine(effect.event);
        return;
      case 'late':
        this.#listener.late(effect.text, effect.command);
        return;
      case 'silent':
        this.#onProbeEnd?.({ ready: false, heard: effect.heard });
        this.#onFree?.();
        return;
      case 'ready':
        this.#onProbeEnd?.({ ready: true, heard: true });
        this.#onFree?.();
        return;
    }
  }

  #write(bytes: Uint8Array): void {
    void this.#port?.write(bytes).then((result) => {
      if (!result.ok) this.lost(result.fault);
    });
  }

  #armDeadline(): void {
    this.#deadline.set(this.#gone ? null : this.#chat.deadlineMs);
  }

  /** Ends what is under way and lets everybody who waits go; the port is gone or is being given back. */
  #hangUp(): void {
    this.#perform(this.#chat.hangUp(this.#now));
    this.#onFree?.();
    this.#deadline.set(null);
    this.#reader.close();
    this.unsolicited.close();
  }
}
