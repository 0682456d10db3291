import { join } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import type { Station } from '../assemble.ts';
import { LOG_FOLDER, SessionLogs } from '../session-log/session-logs.ts';
import type { SettingsStore } from '../stores/settings-store.ts';
import { Daily } from './daily.ts';

export interface KeepingOptions {
  readonly dataFolder: string;
  readonly station: Station;
  readonly settings: SettingsStore;
  readonly clock: Clock;
}

/** What is kept of the runs of a station besides the record, and for how long, as the settings say. */
export class Keeping {
  readonly #logs: SessionLogs;
  readonly #daily: Daily;
  readonly #unfollow: () => void;

  constructor({ dataFolder, station, settings, clock }: KeepingOptions) {
    this.#logs = new SessionLogs({
      folder: join(dataFolder, LOG_FOLDER),
      clock,
      commissioner: station.commissioner,
      pages: station.store,
      days: () => settings.get().retention.days,
      onFault: () => {},
      onRemoved: () => {},
    });
    this.#logs.switch(settings.get().sessionLog);
    this.#unfollow = settings.follow(({ sessionLog }) => this.#logs.switch(sessionLog));
    this.#daily = new Daily(clock, () => void this.#logs.tidy());
  }

  /** Resolves when nothing is being written. */
  settled(): Promise<void> {
    return this.#logs.settled();
  }

  /** Writes what is left. The record must have everything by now. */
  async close(): Promise<void> {
    this.#daily.stop();
    this.#unfollow();
    await this.#logs.close();
  }
}
