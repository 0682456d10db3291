import type { Clock } from '../../shared/clock.ts';
import type { RunFact } from '../../shared/events.ts';
import { COMMANDS } from '../../shared/step-commands.ts';
import type { TypedProgress } from '../../shared/typed-entry.ts';
import type { CommandKind } from '../at/catalogue.ts';
import type { ExchangeResult } from '../at/exchange.ts';
import { pause } from '../session/pause.ts';
import type { Session } from '../session/session.ts';
import type { Typed } from './typed-entries.ts';

/**
 * How long a typed command may take: the longest of the known ones, registering with an operator by hand, has three
 * minutes (protocol.md 1.2). The slot is the module's until then; who does not want to wait ends the console.
 */
const REPLY_MS = 180_000;

/** A module that had fallen silent is asked with so many `AT` whether it is back before a command goes to it. */
const GREETING = { tries: 3, tryMs: 1000 } as const;

/** Gives up the data a module asked for (27.005 section 3.5.1). */
const ESCAPE = Uint8Array.of(0x1b);
const CR = 0x0d;
const LF = 0x0a;
/** Behind these the module waits for nothing more: a line end, and what ends data. */
const ENDS: readonly (number | undefined)[] = [CR, LF, 0x1a, 0x1b];

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

export interface TypedQueueOptions {
  readonly clock: Clock;
  /** Null when the port could not be opened. */
  readonly session: Promise<Session | null>;
  /** Ends everything. */
  readonly signal: AbortSignal;
  readonly mask: (text: string) => string;
  readonly state: (fact: RunFact) => void;
  /** Records a command that was not sent. */
  readonly exchanged: (result: ExchangeResult) => void;
  /** What is to be done, or how much of it is done, is another. */
  readonly onChange: () => void;
}

/** What is typed by hand on a port: sent one after the other, each a fact when it was answered or given up. */
export class TypedQueue {
  readonly #options: TypedQueueOptions;
  readonly #queue: Typed[] = [];
  #done = 0;
  #working: Promise<void> | null = null;
  /** Sends bytes that the command under way is to have; null while none is under way. */
  #give: ((count: number) => void) | null = null;
  /** Aborts what only waits. */
  #dropped = new AbortController();
  #closed = false;
  #isTyped = false;
  #isLineOpen = false;

  constructor(options: TypedQueueOptions) {
    this.#options = options;
  }

  /** Whether anything is under way here. */
  get busy(): boolean {
    return this.#working !== null;
  }

  /** Whether it may still be typed. */
  get open(): boolean {
    return !this.#closed && !this.#options.signal.aborted;
  }

  /** Whether the module may hold half a line, which would begin the next command that is sent to it. */
  get isLineOpen(): boolean {
    return this.#isLineOpen;
  }

  /** Null when nothing that was typed is still to be done. */
  get progress(): TypedProgress | null {
    if (!this.busy || !this.#isTyped) return null;
    return { queued: this.#queue.length + 1, done: this.#done };
  }

  /** Whether these can be sent now: after what was sent before, or, being bytes, in the middle of it. */
  takes(entries: readonly Typed[]): boolean {
    const isGiven = this.#give !== null && entries.every(({ bytes }) => bytes !== null);
    return this.open && (!this.busy || isGiven);
  }

  /** Sends what it takes. Resolves when everything is answered, given up or dropped. */
  async send(entries: readonly Typed[]): Promise<void> {
    if (this.#give === null) {
      this.#queue.push(...entries);
      this.#isTyped = true;
      await this.#work((session) => this.#sendAll(session));
    } else {
      this.#queue.unshift(...entries);
      this.#give(entries.length);
    }
  }

  /** Has something else done while nothing is typed. Only when it is not busy. */
  async occupy(work: (session: Session) => Promise<void>): Promise<void> {
    this.#isTyped = false;
    await this.#work(work);
  }

  /** Drops what is still queued. The command under way is waited for, unless it only waits for data. */
  async cancel(): Promise<void> {
    if (!this.#isTyped || !this.busy) return;
    this.#queue.length = 0;
    this.#dropped.abort();
    this.#options.onChange();
    const session = await this.#options.session;
    if (session?.wantsData === true) session.writeRaw(ESCAPE);
  }

  /** Takes nothing more. Resolves when what is under way is over. */
  async finish(): Promise<void> {
    this.#closed = true;
    await this.cancel();
    await this.#working;
  }

  async #work(work: (session: Session) => Promise<void>): Promise<void> {
    this.#done = 0;
    this.#dropped = new AbortController();
    this.#working = this.#options.session.then((session) => (session === null ? undefined : work(session)));
    this.#options.onChange();
    await this.#working;
    this.#queue.length = 0;
    this.#working = null;
    this.#options.onChange();
  }

  async #sendAll(session: Session): Promise<void> {
    const { signal } = this.#options;
    for (let next = this.#queue.shift(); next !== undefined && !signal.aborted; next = this.#queue.shift()) {
      if (!(await this.#play(session, next))) return;
      this.#done += 1;
      this.#options.onChange();
    }
  }

  /** Sends one, and what is given to it; whether the next one may be sent. */
  async #play(session: Session, typed: Typed): Promise<boolean> {
    if (!isAnswered(typed)) {
      this.#write(session, typed.bytes ?? ESCAPE);
      await this.#wait(typed.waitMs ?? 0);
      return true;
    }
    const { clock, signal } = this.#options;
    const begunMs = clock.monotonic();
    const { mark } = session.unsolicited;
    const given: Typed[] = [];
    this.#give = (count) => {
      for (const entry of this.#queue.splice(0, count)) {
        given.push(entry);
        this.#done += 1;
        if (entry.bytes !== null) this.#write(session, entry.bytes);
      }
      this.#options.onChange();
    };
    this.#isLineOpen = false;
    const result = await this.#say(session, typed);
    this.#give = null;
    if (result === null || signal.aborted) return false;
    let isMet = true;
    for (const { command, expected, waitMs } of [typed, ...given]) {
      if (expected === null) continue;
      const untilMs = result.outcome.kind === 'ok' ? begunMs + (waitMs ?? 0) : 0;
      const met = await this.#heard(session, result, expected, { mark, untilMs });
      this.#compared(command.shown, expected, met);
      isMet &&= met;
    }
    return isMet;
  }

  #write(session: Session, bytes: Uint8Array): void {
    session.writeRaw(bytes);
    this.#isLineOpen = !ENDS.includes(bytes.at(-1));
  }

  /** Null when the module is not there to be asked. */
  async #say(session: Session, { command, bytes, waitMs }: Typed): Promise<ExchangeResult | null> {
    const { signal, exchanged } = this.#options;
    const kind = KINDS.get(command.line.replace(/\s/g, '').toUpperCase()) ?? 'typed';
    const replyMs = waitMs ?? REPLY_MS;
    const request = { kind, command, ...(bytes !== null && { bytes }), replyMs, completionMs: 0 };
    const onPrompt = () => this.#prompted(session);
    const result = await session.execute(request, signal, onPrompt);
    if (result.outcome.kind !== 'link_lost') return result;
    if (signal.aborted) return null;
    // The port is there, so the module had fallen silent, and the command was not sent.
    const { ready } = await session.handshake(GREETING.tries, GREETING.tryMs, signal);
    if (ready) return await session.execute(request, signal, onPrompt);
    if (!signal.aborted) exchanged(result);
    return null;
  }

  /** The module asks for data: the bytes queued behind the command are for it. */
  #prompted(session: Session): void {
    if (this.#dropped.signal.aborted) {
      session.writeRaw(ESCAPE);
      return;
    }
    const next = this.#queue.findIndex(({ bytes }) => bytes === null);
    this.#give?.(next < 0 ? this.#queue.length : next);
  }

  /** Whether a text is in the answer, or in what the module said by itself until then. */
  async #heard(
    session: Session,
    { lines }: ExchangeResult,
    expected: string,
    { mark, untilMs }: { readonly mark: number; readonly untilMs: number },
  ): Promise<boolean> {
    if (lines.some((line) => line.includes(expected))) return true;
    const { clock } = this.#options;
    const leftMs = Math.max(0, untilMs - clock.monotonic());
    const wants = ({ text }: { readonly text: string }) => text.includes(expected);
    return (await session.unsolicited.next(clock, mark, wants, leftMs, this.#waiting)) !== null;
  }

  #compared(command: string, expected: string, met: boolean): void {
    const { mask, state } = this.#options;
    const place = { phase: 'manual', step: null, attempt: 1 } as const;
    state({ type: 'answer.compared', place, command: mask(command), expected: mask(expected), met });
  }

  async #wait(ms: number): Promise<void> {
    if (ms > 0) await pause(this.#options.clock, ms, this.#waiting);
  }

  get #waiting(): AbortSignal {
    return AbortSignal.any([this.#options.signal, this.#dropped.signal]);
  }
}

/** Bytes that end in a line end are a command, and an expected answer is waited for; others are only written. */
function isAnswered({ bytes, expected }: Typed): boolean {
  const last = bytes?.at(-1);
  return bytes === null || expected !== null || last === CR || last === LF;
}
