import type { Clock } from '../../shared/clock.ts';

/** Waits for the next news, or until nobody wants any. */
export class NextNews {
  readonly #signal: AbortSignal;
  #has = false;
  #wake: () => void = () => {};

  constructor(signal: AbortSignal) {
    this.#signal = signal;
    signal.addEventListener('abort', () => this.#wake(), { once: true });
  }

  tell(): void {
    this.#has = true;
    this.#wake();
  }

  /** What comes from now on is news. */
  take(): void {
    this.#has = false;
  }

  async next(): Promise<void> {
    if (this.#has || this.#signal.aborted) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = () => {};
  }

  /** Resolves after so many milliseconds, whether there are news or not. */
  async within(clock: Clock, ms: number): Promise<void> {
    if (this.#signal.aborted) return;
    await new Promise<void>((resolve) => {
      const cancel = clock.schedule(ms, resolve);
      this.#wake = () => {
        if (!this.#signal.aborted) return;
        cancel();
        resolve();
      };
    });
    this.#wake = () => {};
  }
}
