import type { Clock } from '../../shared/clock.ts';
import { HistoryAnswers } from './history/history-answers.ts';
import { IndexUpkeep } from './history/index-upkeep.ts';
import { LogAnswers } from './log/answers.ts';
import { Logs } from './log/logs.ts';
import { Stamps } from './log/stamps.ts';
import type { Growth } from './messages.ts';
import { Records } from './records.ts';
import { OpenedRuns } from './runs/opened-runs.ts';

interface ReadingOptions {
  readonly paths: readonly string[];
  readonly live: readonly string[];
  readonly versionsAfter: number;
  readonly clock: Clock;
}

/** Everything that answers from the records, in whatever thread it is. */
export class Reading {
  readonly clock: Clock;
  readonly logs: Logs;
  readonly log: LogAnswers;
  readonly history: HistoryAnswers;
  readonly runs: OpenedRuns;
  readonly #records: Records;
  readonly #index: IndexUpkeep | null;

  constructor({ paths, live, versionsAfter, clock }: ReadingOptions) {
    const stamps = new Stamps(versionsAfter);
    this.clock = clock;
    this.#records = new Records(paths);
    this.logs = new Logs(this.#records, stamps);
    for (const runId of live) this.logs.grown({ runId, live: true });
    this.log = new LogAnswers(this.logs);
    this.history = new HistoryAnswers(this.#records, this.logs.live, stamps);
    this.runs = new OpenedRuns(this.#records);
    const [own] = paths;
    this.#index = own === undefined ? null : new IndexUpkeep(own, clock);
  }

  /** The record of a run has grown. */
  grown(growth: Growth): void {
    const wasLive = this.logs.live.has(growth.runId);
    this.logs.grown(growth);
    if (wasLive !== growth.live) this.history.changed();
    if (!growth.live) this.#index?.hurry();
  }

  addRecord(path: string): void {
    this.#records.add(path);
  }

  /** The file is no longer open afterwards. */
  removeRecord(path: string): void {
    this.logs.recordGone(path);
    this.runs.recordGone(path);
    this.#records.remove(path);
  }

  close(): void {
    this.#index?.close();
    this.#records.close();
  }
}
