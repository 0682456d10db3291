import type { Clock } from '../../shared/clock.ts';
import {
  isSimulatedPort,
  NO_USUAL_TIMES,
  type PassedStep,
  usualTimesOf,
  type UsualTimes,
} from '../../shared/usual-time.ts';
import type { RecordStore } from '../records/index.ts';

/** Runs of each kind that count; what a module took a year ago says little of today's. */
const RUNS_KEPT = 500;

type Kind = keyof UsualTimes;

const KINDS: readonly Kind[] = ['real', 'simulated'];

interface Parts {
  readonly store: Pick<RecordStore, 'newestBringUps' | 'passedSteps'>;
  readonly clock: Clock;
  /** They have changed. */
  readonly changed: () => void;
}

/**
 * Keeps in mind how long the steps of the newest runs took. The record is read run by run, and the event loop has its
 * turn after each: the dialogue with a module does not wait for it.
 */
export class UsualTimesKeeper {
  readonly #parts: Parts;
  /** Steps by run, the oldest first. */
  readonly #runs: Readonly<Record<Kind, Map<string, readonly PassedStep[]>>> = {
    real: new Map(),
    simulated: new Map(),
  };
  #times = NO_USUAL_TIMES;
  #loaded: Promise<void> = Promise.resolve();
  #closed = false;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  get times(): UsualTimes {
    return this.#times;
  }

  /** Reads what the record has of the newest runs. */
  load(): Promise<void> {
    this.#loaded = this.#readNewest();
    return this.#loaded;
  }

  /** Takes a run that has ended. */
  async ended(runId: string, port: string): Promise<void> {
    // What is being loaded is older.
    await this.#loaded;
    if (this.#closed) return;
    const kind = isSimulatedPort(port) ? 'simulated' : 'real';
    await this.#read(kind, runId);
    this.#sumUp([kind]);
  }

  /** Reads nothing any more. */
  close(): void {
    this.#closed = true;
  }

  async #readNewest(): Promise<void> {
    for (const kind of KINDS) {
      const newest = await this.#parts.store.newestBringUps(kind, RUNS_KEPT);
      if (!newest.ok) continue;
      for (const runId of newest.runs.toReversed()) {
        await this.#turn();
        if (this.#closed) return;
        await this.#read(kind, runId);
      }
    }
    this.#sumUp(KINDS);
  }

  async #read(kind: Kind, runId: string): Promise<void> {
    const read = await this.#parts.store.passedSteps(runId);
    if (!read.ok || read.steps.length === 0) return;
    const runs = this.#runs[kind];
    runs.delete(runId);
    runs.set(runId, read.steps);
    const [oldest] = runs.keys();
    if (runs.size > RUNS_KEPT && oldest !== undefined) runs.delete(oldest);
  }

  #sumUp(kinds: readonly Kind[]): void {
    if (this.#closed) return;
    for (const kind of kinds)
      this.#times = { ...this.#times, [kind]: usualTimesOf(this.#runs[kind].values()) };
    this.#parts.changed();
  }

  #turn(): Promise<void> {
    return new Promise((resolve) => {
      this.#parts.clock.schedule(0, resolve);
    });
  }
}
