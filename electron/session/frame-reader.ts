import type { Clock } from '../../shared/clock.ts';
import type { Frame } from '../at/frame.ts';
import { Framer } from '../at/framer.ts';
import { Alarm } from './alarm.ts';

/** Quiet time after which bytes that never became a frame are taken for lines. */
const QUIET_MS = 1000;
/** Time after which that is done without quiet: the longest answer takes 9 s at 4800 bit/s (protocol.md 6). */
const LONGEST_MS = 15_000;

/** The framer with a sense of time: a line without an end, or a message cut short, must not hold back what follows. */
export class FrameReader {
  readonly #clock: Clock;
  readonly #framer = new Framer();
  readonly #alarm: Alarm;
  readonly #deliver: (frames: readonly Frame[], atMs: number) => void;
  /** When the frame that is incomplete began. */
  #sinceMs = 0;

  /** `deliver` gets the frames in order; `atMs` is when their last byte came, or when they were given up waiting for. */
  constructor(clock: Clock, deliver: (frames: readonly Frame[], atMs: number) => void) {
    this.#clock = clock;
    this.#deliver = deliver;
    this.#alarm = new Alarm(clock, () => deliver(this.#framer.flush(), clock.monotonic()));
  }

  push(bytes: Uint8Array, atMs: number): void {
    const begins = !this.#framer.incomplete;
    const frames = this.#framer.push(bytes);
    if (begins || frames.length > 0) this.#sinceMs = atMs;
    const dueMs = Math.min(this.#clock.monotonic() + QUIET_MS, this.#sinceMs + LONGEST_MS);
    this.#alarm.set(this.#framer.incomplete ? dueMs : null);
    this.#deliver(frames, atMs);
  }

  /** Nothing is delivered by itself any more. */
  close(): void {
    this.#alarm.set(null);
  }
}
