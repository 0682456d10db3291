import { Turnstile } from '../../session/turnstile.ts';

/** Runs tasks one at a time, in the order they came. A task must not wait for another one of the same turns. */
export class Turns {
  readonly #turnstile = new Turnstile();

  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.#turnstile.enter(new AbortController().signal);
    try {
      return await task();
    } finally {
      this.#turnstile.leave();
    }
  }

  /** Resolves when every task that was given so far has ended. */
  settled(): Promise<void> {
    return this.run(() => Promise.resolve());
  }
}
