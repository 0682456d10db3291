import type { Clock } from '../../../shared/clock.ts';
import type { Speed } from '../timing.ts';
import { isEscape, isQuestion, normalised } from './recorded-command.ts';
import type { ReplayScript, TimedBytes, Turn } from './script.ts';
import { TurnFinder } from './turn-finder.ts';

const CR = 0x0d;
const LF = 0x0a;
const ESC = 0x1b;
/** Longer than any command line; what exceeds it is dropped. */
const LINE_LIMIT = 8192;
/** The time for an answer that nobody recorded. */
const UNRECORDED_MS = 20;

/**
 * Every module takes these, and they ask nothing of the unit's condition. An error here, where an engine of today asks
 * what an older one did not, would end the replay before the trouble that it is about.
 */
const HARMLESS = /^AT(?:E[01]?|\+CMEE=\d)?$/;

interface Due extends TimedBytes {
  readonly dueMs: number;
}

/** A unit of the past: it says what it said, when it said it. One for each opening of the port. */
export class ReplayedModule {
  readonly #clock: Clock;
  readonly #factor: number;
  readonly #deliver: (bytes: Uint8Array, atMs: number) => void;
  readonly #finder: TurnFinder;
  readonly #outbox: Due[] = [];
  #typed: number[] = [];
  #cancel: (() => void) | null = null;
  /** When the answer under way is over: a module carries out one command at a time. */
  #freeMs = 0;
  /** Commands that the recording has no answer to. */
  #unknown = 0;

  constructor(
    script: ReplayScript,
    speed: Speed,
    clock: Clock,
    deliver: (bytes: Uint8Array, atMs: number) => void,
  ) {
    this.#clock = clock;
    this.#factor = speed === 'instant' ? 0 : 1;
    this.#deliver = deliver;
    this.#finder = new TurnFinder(script.turns);
    this.#say(script.opening, clock.monotonic());
  }

  get unknown(): number {
    return this.#unknown;
  }

  receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#hear(byte);
  }

  /** Nothing is said any more. */
  close(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#outbox.length = 0;
  }

  #hear(byte: number): void {
    if (byte === ESC) {
      this.#typed = [];
      this.#carryOut('\u001b');
    } else if (byte !== CR && byte !== LF) {
      if (this.#typed.length < LINE_LIMIT) this.#typed.push(byte);
    } else if (this.#typed.length > 0) {
      const line = new TextDecoder().decode(Uint8Array.from(this.#typed));
      this.#typed = [];
      this.#carryOut(line);
    }
  }

  #carryOut(line: string): void {
    const startMs = Math.max(this.#clock.monotonic(), this.#freeMs);
    const choice = this.#finder.find(line);
    if (choice === null) {
      this.#invent(line, startMs);
      return;
    }
    const { turn, again } = choice;
    const answer = [...echoOf(turn, line), ...turn.answer];
    this.#freeMs = startMs + (answer.at(-1)?.afterMs ?? 0) * this.#factor;
    this.#say(answer, startMs);
    if (!again || !isQuestion(line)) this.#say(turn.later, startMs);
  }

  #invent(line: string, startMs: number): void {
    if (isEscape(line)) return;
    this.#unknown += 1;
    const answer = HARMLESS.test(normalised(line)) ? '\r\nOK\r\n' : '\r\nERROR\r\n';
    this.#say([{ afterMs: UNRECORDED_MS, bytes: new TextEncoder().encode(answer) }], startMs);
    this.#freeMs = startMs + UNRECORDED_MS * this.#factor;
  }

  #say(pieces: readonly TimedBytes[], startMs: number): void {
    for (const piece of pieces) this.#post({ ...piece, dueMs: startMs + piece.afterMs * this.#factor });
    this.#arm();
  }

  /** Behind everything that is due at the same time. */
  #post(due: Due): void {
    const at = this.#outbox.findLastIndex(({ dueMs }) => dueMs <= due.dueMs);
    this.#outbox.splice(at + 1, 0, due);
  }

  #arm(): void {
    this.#cancel?.();
    this.#cancel = null;
    const [first] = this.#outbox;
    if (first === undefined) return;
    const left = Math.max(0, first.dueMs - this.#clock.monotonic());
    this.#cancel = this.#clock.schedule(left, () => this.#ring());
  }

  #ring(): void {
    this.#cancel = null;
    const nowMs = this.#clock.monotonic();
    const due = this.#outbox.filter(({ dueMs }) => dueMs <= nowMs).length;
    for (const { bytes } of this.#outbox.splice(0, due)) this.#deliver(bytes.slice(), nowMs);
    this.#arm();
  }
}

/** The echo of what was sent now, where the recording has one. */
function echoOf({ echoAfterMs }: Turn, line: string): readonly TimedBytes[] {
  return echoAfterMs === null ? [] : [{ afterMs: echoAfterMs, bytes: new TextEncoder().encode(line) }];
}
