import type { RecordFault } from '../records/index.ts';

export interface OutageLimits {
  /** Failed attempts in a row until it is told. */
  readonly attempts: number;
  /**
   * How long another program may hold the record until it is given up: a database browser or a backup lets go of it by
   * itself. Other faults are given up when they are told.
   */
  readonly lockPatienceMs: number;
  /** The pause after the first failed attempt; each further one is twice as long, up to `slowestRetryMs`. */
  readonly firstRetryMs: number;
  readonly slowestRetryMs: number;
}

/** What is new about an outage after an attempt that failed. */
export interface OutageNews {
  readonly isTold: boolean;
  readonly isGivenUp: boolean;
}

/** A time in which the record cannot be written: it is told when it lasts, and given up when it lasts longer. */
export class Outage {
  readonly #limits: OutageLimits;
  #failures = 0;
  #sinceMs = 0;
  #told: RecordFault | null = null;
  #isGivenUp = false;

  constructor(limits: OutageLimits) {
    this.#limits = limits;
  }

  /** No attempt has failed since the last one that succeeded. */
  get isOver(): boolean {
    return this.#failures === 0;
  }

  /** Why the record cannot be written; null until that is told. */
  get told(): RecordFault | null {
    return this.#told;
  }

  get isGivenUp(): boolean {
    return this.#isGivenUp;
  }

  /** How long to leave the record alone after the last attempt. */
  get pauseMs(): number {
    const { firstRetryMs, slowestRetryMs } = this.#limits;
    return Math.min(slowestRetryMs, firstRetryMs * 2 ** (this.#failures - 1));
  }

  /** An attempt failed; after the `isLast` one nothing is waited for. */
  failed(fault: RecordFault, nowMs: number, isLast: boolean): OutageNews {
    if (this.#failures === 0) this.#sinceMs = nowMs;
    this.#failures += 1;
    const lasts = isLast || this.#failures >= this.#limits.attempts;
    const waits = !isLast && fault.kind === 'locked' && nowMs - this.#sinceMs < this.#limits.lockPatienceMs;
    const news = {
      isTold: lasts && this.#told?.kind !== fault.kind,
      isGivenUp: lasts && !waits && !this.#isGivenUp,
    };
    if (lasts) this.#told = fault;
    if (news.isGivenUp) this.#isGivenUp = true;
    return news;
  }

  /** An attempt succeeded. */
  end(): void {
    this.#failures = 0;
    this.#told = null;
    this.#isGivenUp = false;
  }
}
