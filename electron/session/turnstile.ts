/** Lets one in at a time, in the order they came. */
export class Turnstile {
  #taken = false;
  readonly #queue = new Set<() => void>();

  /** Resolves with true once it is the caller's turn, who must `leave`; with false when `signal` aborts first. */
  enter(signal: AbortSignal): Promise<boolean> {
    if (signal.aborted) return Promise.resolve(false);
    if (!this.#taken) {
      this.#taken = true;
      return Promise.resolve(true);
    }
    return new Promise((resolve) => {
      const admit = () => {
        signal.removeEventListener('abort', giveUp);
        resolve(true);
      };
      const giveUp = () => {
        this.#queue.delete(admit);
        resolve(false);
      };
      signal.addEventListener('abort', giveUp, { once: true });
      this.#queue.add(admit);
    });
  }

  /** Ends the caller's turn. */
  leave(): void {
    const [next] = this.#queue;
    this.#taken = next !== undefined;
    if (next === undefined) return;
    this.#queue.delete(next);
    next();
  }
}
