import type { RunEvent } from '../../shared/events.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../shared/run-state.ts';
import type { RunVerdict } from '../../shared/verdict.ts';
import type { BringUp } from '../bringup/runner.ts';

/** A run as its starter sees it. */
export interface RunHandle {
  readonly runId: string;
  readonly port: string;
  /** Resolves after the last fact is recorded and published, with the port free. */
  readonly done: Promise<RunVerdict>;
  /** What is published of it so far. */
  readonly state: RunState;
  /** Ends the run in order; asked again, at once. */
  stop(): void;
  /** Goes on in single-step mode. */
  next(): void;
}

/** One fixture position: a port and the run on it. Holds what is published, never more. */
export class Bay implements RunHandle {
  readonly runId: string;
  readonly port: string;
  readonly done: Promise<RunVerdict>;
  readonly #bringUp: BringUp;
  #state: RunState = INITIAL_RUN_STATE;

  constructor(runId: string, port: string, bringUp: BringUp, flushed: () => Promise<unknown>) {
    this.runId = runId;
    this.port = port;
    this.#bringUp = bringUp;
    this.done = bringUp.run().then(async (verdict) => {
      await flushed();
      return verdict;
    });
  }

  get state(): RunState {
    return this.#state;
  }

  /** Takes a published event. */
  published(event: RunEvent): void {
    this.#state = reduceRun(this.#state, event);
  }

  stop(): void {
    this.#bringUp.stop();
  }

  next(): void {
    this.#bringUp.next();
  }
}
