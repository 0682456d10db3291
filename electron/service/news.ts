import type { Clock } from '../../shared/clock.ts';
import { pause } from '../session/pause.ts';

/** A window paints sixty times a second; telling it more often would only fill the line. */
const FRAME_MS = 16;

/**
 * Things that changed, each by its key, taken by one reader at its own pace. A key that changes again before it was
 * taken stands there once: nothing piles up behind a slow reader.
 */
export class News<Key> {
  readonly #changed = new Set<Key>();
  #wake: () => void = () => {};

  /** Notes that something changed. */
  add(key: Key): void {
    this.#changed.add(key);
    this.#wake();
  }

  /**
   * What changed since it was taken last, again and again, at most once a frame; waits while nothing did. Ends when
   * `signal` aborts.
   */
  async *follow(clock: Clock, signal: AbortSignal): AsyncGenerator<readonly Key[]> {
    const stop = () => this.#wake();
    signal.addEventListener('abort', stop);
    try {
      while (!signal.aborted) {
        if (this.#changed.size === 0) await this.#added();
        if (signal.aborted) return;
        const keys = [...this.#changed];
        this.#changed.clear();
        yield keys;
        await pause(clock, FRAME_MS, signal);
      }
    } finally {
      signal.removeEventListener('abort', stop);
    }
  }

  async #added(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = () => {};
  }
}
