import type { Clock } from '../../shared/clock.ts';
import { pause } from './pause.ts';

const CR = 0x0d;
/** A byte takes 8 ms at 1200 bit/s; the rest is for adapters and systems that pass bytes on in batches. */
const LINE_FEED_MS = 100;

/**
 * The end of the line that was heard last. A module ends it with CR LF (V.250, 5.7.1), and it is understood at the CR:
 * whoever hangs up at once has never heard the LF.
 */
export class LineEnd {
  /** Aborts when something follows; null where nothing has to. */
  #awaited: AbortController | null = null;

  heard(bytes: Uint8Array): void {
    if (bytes.length === 0) return;
    this.abandon();
    if (bytes.at(-1) === CR) this.#awaited = new AbortController();
  }

  /** Nothing more can come. */
  abandon(): void {
    this.#awaited?.abort();
    this.#awaited = null;
  }

  /** Resolves when the line is whole; not every module ends lines so, hence after 100 ms in any case. */
  async whole(clock: Clock): Promise<void> {
    if (this.#awaited !== null) await pause(clock, LINE_FEED_MS, this.#awaited.signal);
  }
}
