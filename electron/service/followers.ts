/** Those who want to be told of every new state of something. */
export class Followers<T> {
  readonly #listeners = new Set<(state: T) => void>();

  /** Calls `listener` with every state from now on. Returns the way to stop. */
  add(listener: (state: T) => void): () => void {
    // Wrapped: the same function may follow twice, and stops by itself each time.
    const told = (state: T) => listener(state);
    this.#listeners.add(told);
    return () => {
      this.#listeners.delete(told);
    };
  }

  /** A listener that throws is a bug of its own: it ends as an uncaught exception, and the others are still told. */
  tell(state: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(state);
      } catch (fault) {
        queueMicrotask(() => {
          throw fault;
        });
      }
    }
  }
}
