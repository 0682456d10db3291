import { toText } from './bytes.ts';

/**
 * Bytes of one command line after its `AT`. The limit of a WIS800C is not known; SIM800 is said to stop at
 * 556 characters, and nothing in this family documents more than a kilobyte (protocol.md 6).
 */
export const MAX_BODY_BYTES = 1024;

const CR = 0x0d;
const LF = 0x0a;
const BACKSPACE = 0x08;
const ESCAPE = 0x1b;

/** A line that ended: its text after `AT`, or the fact that it was too long to keep. */
export type CollectedLine = { readonly kind: 'line'; readonly body: string } | { readonly kind: 'overlong' };

/**
 * Finds command lines in a stream of bytes (V.250 5.2): everything before an `AT` is ignored, CR ends the
 * line, LF counts for nothing, backspace takes one character back, ESC discards the line.
 */
export class LineCollector {
  #state: 'hunting' | 'afterA' | 'body' = 'hunting';
  #body: number[] = [];
  #overlong = false;

  /** Whether a command line has begun. */
  get inside(): boolean {
    return this.#state !== 'hunting';
  }

  /** Takes one byte; returns the line it completed, if it did. */
  push(byte: number): CollectedLine | null {
    if (byte === LF) return null;
    if (this.#state === 'body') return this.#pushBody(byte);
    const letter = byte & ~0x20;
    if (letter === 0x41) this.#state = 'afterA';
    else if (letter === 0x54 && this.#state === 'afterA') this.#state = 'body';
    else this.#state = 'hunting';
    return null;
  }

  reset(): void {
    this.#state = 'hunting';
    this.#body = [];
    this.#overlong = false;
  }

  #pushBody(byte: number): CollectedLine | null {
    if (byte === CR) {
      const line: CollectedLine = this.#overlong
        ? { kind: 'overlong' }
        : { kind: 'line', body: toText(Uint8Array.from(this.#body)) };
      this.reset();
      return line;
    }
    if (byte === ESCAPE) this.reset();
    else if (byte === BACKSPACE) this.#body.pop();
    else if (this.#body.length < MAX_BODY_BYTES) this.#body.push(byte);
    else this.#overlong = true;
    return null;
  }
}
