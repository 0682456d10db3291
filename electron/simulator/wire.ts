import type { Clock } from '../../shared/clock.ts';

/** Start bit, eight data bits, stop bit. */
const BITS_PER_BYTE = 10;
/** A UART hands over its receive FIFO in portions of about this size, not one write at a time. */
const PORTION_BYTES = 32;
/** Bytes under way at most; what comes on top is lost, as on a line without flow control. */
const CAPACITY_BYTES = 1 << 20;
/** Timers have whole milliseconds: what is due within half of one arrives now, so that early and late even out. */
const ROUNDING_MS = 0.5;

interface Chunk {
  readonly bytes: Uint8Array;
  readonly baudRate: number | null;
  readonly dueMs: number;
}

type Deliver = (bytes: Uint8Array, baudRate: number | null, atMs: number) => void;

/**
 * One direction of the serial line. Bytes arrive in order, never within the call that sent them. When paced,
 * each portion takes its time on the line, counted from the end of the one before, so that the coarseness
 * of timers does not add up.
 */
export class Wire {
  readonly #clock: Clock;
  readonly #paced: boolean;
  readonly #deliver: Deliver;
  #chunks: Chunk[] = [];
  #queuedBytes = 0;
  #endMs = 0;
  #cancel: (() => void) | null = null;

  constructor(clock: Clock, paced: boolean, deliver: Deliver) {
    this.#clock = clock;
    this.#paced = paced;
    this.#deliver = deliver;
  }

  /** Puts bytes on the line at `baudRate` bit/s (null = no rate known), at most `portionBytes` at a time. */
  send(bytes: Uint8Array, baudRate: number | null, portionBytes?: number): void {
    const portion = portionBytes ?? (this.#paced ? PORTION_BYTES : Math.max(1, bytes.length));
    for (let at = 0; at < bytes.length; at += portion) this.#append(bytes.slice(at, at + portion), baudRate);
    this.#arm();
  }

  /** Whatever is under way is lost: the plug was pulled. */
  clear(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#chunks = [];
    this.#queuedBytes = 0;
    this.#endMs = 0;
  }

  #append(bytes: Uint8Array, baudRate: number | null): void {
    if (this.#queuedBytes + bytes.length > CAPACITY_BYTES) return;
    const lengthMs = this.#paced && baudRate ? (bytes.length * BITS_PER_BYTE * 1000) / baudRate : 0;
    this.#endMs = Math.max(this.#endMs, this.#clock.monotonic()) + lengthMs;
    this.#queuedBytes += bytes.length;
    this.#chunks.push({ bytes, baudRate, dueMs: this.#endMs });
  }

  #arm(): void {
    const head = this.#chunks[0];
    if (!head || this.#cancel) return;
    this.#cancel = this.#clock.schedule(Math.max(0, head.dueMs - this.#clock.monotonic()), () => {
      this.#cancel = null;
      this.#arrive();
      this.#arm();
    });
  }

  #arrive(): void {
    const nowMs = this.#clock.monotonic();
    const arrived = this.#chunks.findIndex((each) => each.dueMs > nowMs + ROUNDING_MS);
    const due = this.#chunks.splice(0, arrived < 0 ? this.#chunks.length : arrived);
    for (const each of due) this.#queuedBytes -= each.bytes.length;
    for (const each of due) this.#deliver(each.bytes, each.baudRate, nowMs);
  }
}
