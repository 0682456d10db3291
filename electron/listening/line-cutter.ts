import type { Clock } from '../../shared/clock.ts';
import { decodeText } from '../at/frame.ts';
import { Alarm } from '../session/alarm.ts';
import type { TappedLine } from './tapped-line.ts';

const CR = 0x0d;
const LF = 0x0a;
/** What is longer is noise, such as a wrong rate makes. */
const LONGEST = 4096;
/** Silence after which a line without an end is taken for one, as a prompt is. */
const QUIET_MS = 1000;
/** The beginning of a command or of its echo: what follows may be half a secret, and is waited for. */
const COMMAND = /A(?:T|$)/i;

/**
 * Cuts what one tap hears into lines, ends and all: CR ends a line, and an LF behind it stands by itself. A line comes
 * whole or not at all, so that no part of a secret is passed on before it is known for one.
 */
export class LineCutter {
  readonly #direction: TappedLine['direction'];
  readonly #deliver: (line: TappedLine) => void;
  readonly #alarm: Alarm;
  readonly #clock: Clock;
  #bytes: number[] = [];
  #sinceMs = 0;
  #hasText = false;

  constructor(direction: TappedLine['direction'], clock: Clock, deliver: (line: TappedLine) => void) {
    this.#direction = direction;
    this.#deliver = deliver;
    this.#clock = clock;
    this.#alarm = new Alarm(clock, () => {
      if (!COMMAND.test(this.#text)) this.#end(true);
    });
  }

  push(bytes: Uint8Array, atMs: number): void {
    for (const byte of bytes) {
      const isEnd = byte === CR || byte === LF;
      if (!isEnd && this.#bytes.length > 0 && !this.#hasText) this.#end(false);
      if (this.#bytes.length === 0) this.#sinceMs = atMs;
      this.#bytes.push(byte);
      const endsText = isEnd && this.#hasText;
      this.#hasText ||= !isEnd;
      if (endsText || this.#bytes.length >= LONGEST) this.#end(!endsText);
    }
    if (this.#bytes.length > 0 && !this.#hasText) this.#end(false);
    this.#alarm.set(this.#bytes.length > 0 ? this.#clock.monotonic() + QUIET_MS : null);
  }

  /** Nothing more comes: what is open is given up. */
  close(): void {
    this.#alarm.set(null);
    if (this.#bytes.length > 0) this.#end(true);
  }

  get #text(): string {
    return decodeText(Uint8Array.from(this.#bytes));
  }

  #end(isCut: boolean): void {
    const bytes = Uint8Array.from(this.#bytes);
    this.#bytes = [];
    this.#hasText = false;
    const text = decodeText(bytes).replace(/[\r\n]+$/, '');
    this.#deliver({ direction: this.#direction, text, bytes, atMs: this.#sinceMs, isCut });
  }
}
