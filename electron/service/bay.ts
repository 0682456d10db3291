import type { RunEvent } from '../../shared/events.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../shared/run-state.ts';
import type { RunVerdict } from '../../shared/verdict.ts';
import type { BringUp } from '../bringup/runner.ts';
import type { WriteResult } from '../records/index.ts';

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

/** What a run publishes at step 17, as the profile has it. */
export interface TestMessage {
  readonly host: string;
  readonly topic: string;
  readonly payload: string;
  /** The subscription brings it back. */
  readonly returns: boolean;
}

/** A run whose end could not be recorded proves nothing. */
const NOT_RECORDED = { outcome: 'errored', code: 'record_failed', detail: null } as const;

/** One fixture position: a port and the run on it. Holds what is published, never more. */
export class Bay implements RunHandle {
  readonly runId: string;
  readonly port: string;
  readonly done: Promise<RunVerdict>;
  readonly message: TestMessage;
  readonly #bringUp: BringUp;
  #state: RunState = INITIAL_RUN_STATE;

  constructor(
    runId: string,
    port: string,
    message: TestMessage,
    bringUp: BringUp,
    flushed: () => Promise<WriteResult>,
  ) {
    this.runId = runId;
    this.port = port;
    this.message = message;
    this.#bringUp = bringUp;
    this.done = bringUp.run().then(async (verdict) => {
      const written = await flushed();
      return written.ok ? verdict : { ...verdict, ...NOT_RECORDED };
    });
  }

  /** Whether this bay's unit publishes the same bytes to the same place right now. */
  publishesLike(other: Bay): boolean {
    const { host, topic, payload } = this.message;
    const same =
      host === other.message.host && topic === other.message.topic && payload === other.message.payload;
    return same && this !== other && this.#state.finish === null;
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
