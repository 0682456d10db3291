/** Facts let through at once, and then by the second. A UART at 115200 bit/s with sane firmware stays far below. */
const BURST = 500;
const PER_SECOND = 50;

/** Lets a module talk, but not fill memory and record with lines nobody asked for. */
export class FloodGate {
  #tokens = BURST;
  #lastMs: number;
  #held = 0;

  constructor(nowMs: number) {
    this.#lastMs = nowMs;
  }

  /**
   * Whether a line may become a fact. `released` is the number of lines held back since the last one that was let
   * through; it is to be recorded before this one.
   */
  admit(nowMs: number): { readonly admitted: boolean; readonly released: number } {
    this.#tokens = Math.min(BURST, this.#tokens + ((nowMs - this.#lastMs) / 1000) * PER_SECOND);
    this.#lastMs = nowMs;
    if (this.#tokens < 1) {
      this.#held += 1;
      return { admitted: false, released: 0 };
    }
    this.#tokens -= 1;
    return { admitted: true, released: this.drain() };
  }

  /** Takes the number of lines that were held back. */
  drain(): number {
    const held = this.#held;
    this.#held = 0;
    return held;
  }
}
