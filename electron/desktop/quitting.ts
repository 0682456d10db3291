/** A run that would be cut off. */
export interface LiveRun {
  /** Ends it in order; asked again, at once. */
  stop(): void;
  readonly done: Promise<unknown>;
}

export interface QuittingParts {
  readonly liveRuns: () => readonly LiveRun[];
  /** Asks whether these runs are to be stopped. */
  readonly mayStop: (runs: readonly LiveRun[]) => Promise<boolean>;
  /** Lets the window go. Its page may hold it back, see `stay`. */
  readonly closeWindow: () => void;
}

/**
 * The way from the wish to quit to a closed window:
 * idle → asking (only while something runs) → stopping → leaving. The window stays until the runs are over, so that
 * one can see them end.
 */
export class Quitting {
  readonly #parts: QuittingParts;
  #state: 'idle' | 'asking' | 'stopping' | 'leaving' = 'idle';
  #stopping: readonly LiveRun[] = [];

  constructor(parts: QuittingParts) {
    this.#parts = parts;
  }

  /** Whether the window may close now. */
  get isLeaving(): boolean {
    return this.#state === 'leaving';
  }

  /** Somebody wants to quit; once more while runs are being stopped, and they end at once. */
  async request(): Promise<void> {
    if (this.#state === 'stopping') for (const run of this.#stopping) run.stop();
    if (this.#state !== 'idle') return;
    const runs = this.#parts.liveRuns();
    if (runs.length > 0) {
      this.#state = 'asking';
      if (!(await this.#parts.mayStop(runs))) {
        this.#state = 'idle';
        return;
      }
      await this.#stop(runs);
    }
    this.#state = 'leaving';
    this.#parts.closeWindow();
  }

  /** The page held the window back: its user stays. */
  stay(): void {
    if (this.#state === 'leaving') this.#state = 'idle';
  }

  async #stop(runs: readonly LiveRun[]): Promise<void> {
    this.#state = 'stopping';
    this.#stopping = runs;
    for (const run of runs) run.stop();
    await Promise.all(runs.map(({ done }) => done));
    this.#stopping = [];
  }
}
