import type { Clock } from '../../shared/clock.ts';
import type { Beginning, Growth } from './messages.ts';
import type { ReadingThread } from './reading-thread.ts';

/** A thread that dies again and again is begun again ever more slowly, milliseconds. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;
/** One that lives so long has done nothing wrong. */
const SOUND_MS = 30_000;
/** Version numbers that one thread gives out at most. */
const VERSIONS = 2 ** 40;

export type BeginThread = (beginning: Beginning) => ReadingThread;

/** Keeps a thread that reads the records: begins it when it is first wanted, and again when it has died. */
export class Lifeline {
  readonly #clock: Clock;
  readonly #beginThread: BeginThread;
  readonly #paths: Set<string>;
  readonly #live = new Set<string>();
  #thread: ReadingThread | null = null;
  #begun = 0;
  /** How often it died young in a row. */
  #deaths = 0;
  #notBeforeMs = Number.NEGATIVE_INFINITY;
  #closed = false;

  constructor(paths: readonly string[], clock: Clock, begin: BeginThread) {
    this.#paths = new Set(paths);
    this.#clock = clock;
    this.#beginThread = begin;
  }

  get closed(): boolean {
    return this.#closed;
  }

  /** The thread that lives; waits where it died a moment ago. */
  async thread(): Promise<ReadingThread> {
    for (;;) {
      if (this.#closed) throw new Error('the records are read no more');
      if (this.#thread?.isAlive === true) return this.#thread;
      const waitMs = this.#notBeforeMs - this.#clock.monotonic();
      if (waitMs <= 0) return this.#begin();
      await new Promise<void>((resolve) => {
        this.#clock.schedule(waitMs, resolve);
      });
    }
  }

  grown(growth: Growth): void {
    if (growth.live) this.#live.add(growth.runId);
    else this.#live.delete(growth.runId);
    this.#thread?.tell({ kind: 'grown', growth });
  }

  shrunk(): void {
    this.#thread?.tell({ kind: 'shrunk' });
  }

  addRecord(path: string): void {
    this.#paths.add(path);
    this.#thread?.tell({ kind: 'add', path });
  }

  async removeRecord(path: string): Promise<void> {
    this.#paths.delete(path);
    await this.#thread?.removeRecord(path);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#thread?.close();
  }

  #begin(): ReadingThread {
    const beganMs = this.#clock.monotonic();
    const thread = this.#beginThread({
      paths: [...this.#paths],
      live: [...this.#live],
      versionsAfter: this.#begun * VERSIONS,
    });
    this.#begun += 1;
    this.#thread = thread;
    void thread.gone.then(() => this.#died(this.#clock.monotonic() - beganMs));
    return thread;
  }

  #died(livedMs: number): void {
    this.#deaths = livedMs < SOUND_MS ? this.#deaths + 1 : 0;
    if (this.#deaths <= 1) return;
    const pauseMs = Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (this.#deaths - 2));
    this.#notBeforeMs = this.#clock.monotonic() + pauseMs;
  }
}
