import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../shared/clock.ts';
import type { Kept, KeepingNews, Removal, RemovalPart, RemovalPreview } from '../../../shared/keeping.ts';
import type { RecordFault } from '../../../shared/record-fault.ts';
import type { Retention } from '../../../shared/station.ts';
import type { RecordUpkeep } from '../../records/index.ts';
import type { Station } from '../assemble.ts';
import { Followers } from '../followers.ts';
import { LOG_FOLDER, SessionLogs } from '../session-log/session-logs.ts';
import type { OpenFolder } from '../shell.ts';
import type { SettingsStore } from '../stores/settings-store.ts';
import { Turns } from '../stores/turns.ts';
import { Daily } from './daily.ts';
import { readKeptRuns } from './kept-runs.ts';
import { notedRemoval } from './noted-removal.ts';
import { type KeptRun, retentionPlan } from './retention.ts';
import { sweep } from './sweep.ts';

export interface KeepingOptions {
  readonly dataFolder: string;
  readonly station: Pick<Station, 'commissioner' | 'store' | 'recordPath'>;
  readonly settings: SettingsStore;
  readonly clock: Clock;
  /** Null where nobody can look at a folder. */
  readonly openFolder: OpenFolder | null;
}

type Answer<Value> = ({ readonly ok: true } & Value) | { readonly ok: false; readonly fault: RecordFault };

/** Removals that a window is told of. */
const REMOVALS_SHOWN = 200;
/** Removals of this start of the program that a window that comes late is told of. */
const REMOVALS_TOLD = 4;

/** What is kept of the runs of a station, and for how long: the session log, and the retention of both. */
export class Keeping {
  readonly #options: KeepingOptions;
  readonly #upkeep: RecordUpkeep;
  readonly #folder: string;
  readonly #logs: SessionLogs;
  readonly #daily: Daily;
  readonly #turns = new Turns();
  readonly #off = new AbortController();
  readonly #followers = new Followers<KeepingNews>();
  readonly #unfollow: () => void;
  #news: KeepingNews = { logFault: null, removals: [] };

  constructor(options: KeepingOptions) {
    const { dataFolder, station, settings, clock } = options;
    this.#options = options;
    this.#upkeep = station.store.upkeep;
    this.#folder = join(dataFolder, LOG_FOLDER);
    this.#logs = new SessionLogs({
      folder: this.#folder,
      clock,
      commissioner: station.commissioner,
      pages: station.store,
      days: () => settings.get().retention.days,
      onFault: (logFault) => this.#tell({ ...this.#news, logFault }),
      onRemoved: (removal) => this.#removed(notedRemoval(this.#upkeep, removal, clock.now())),
    });
    this.#logs.switch(settings.get().sessionLog);
    let { retention } = settings.get();
    this.#unfollow = settings.follow((now) => {
      this.#logs.switch(now.sessionLog);
      if (now.retention !== retention) void this.#sweep();
      retention = now.retention;
    });
    this.#daily = new Daily(clock, () => void this.#sweep());
    void this.#sweep();
  }

  /** What a window must know of. */
  get news(): KeepingNews {
    return this.#news;
  }

  /** Calls `listener` with every change of the news from now on. Returns the way to stop. */
  follow(listener: (news: KeepingNews) => void): () => void {
    return this.#followers.add(listener);
  }

  /** Where record and session log are, how large they are, and what was taken away. */
  async state(): Promise<Answer<{ readonly kept: Kept }>> {
    const [size, removals] = [this.#upkeep.size(), this.#upkeep.removals(REMOVALS_SHOWN)];
    if (!size.ok) return size;
    if (!removals.ok) return removals;
    const { bytes, usedBytes, runs } = size.value;
    const record = { path: this.#options.station.recordPath, bytes, usedBytes, runs };
    return { ok: true, kept: { record, logs: await this.#logs.size(), removals: removals.value } };
  }

  /** What limits would take away if they held now. */
  async preview(policy: Retention): Promise<Answer<{ readonly preview: RemovalPreview }>> {
    const { dataFolder, clock } = this.#options;
    const read = await readKeptRuns(this.#upkeep, dataFolder);
    if (!read.ok) return read;
    const plan = retentionPlan(read.runs, policy, { nowMs: clock.now(), usedBytes: read.usedBytes });
    const runs = partOf(plan.removable.slice(0, plan.forAge + plan.forSize), plan.bytesInFile);
    return { ok: true, preview: { runs, logs: await this.#logs.wouldRemove(policy.days) } };
  }

  /** Opens the folder of the session log, also before there is anything in it. False where nobody can see it. */
  async openLogs(): Promise<boolean> {
    const { openFolder } = this.#options;
    await mkdir(this.#folder, { recursive: true }).catch(() => {});
    return (await openFolder?.(this.#folder)) ?? false;
  }

  /** Resolves when nothing is being written or taken away. */
  async settled(): Promise<void> {
    await this.#logs.settled();
    await this.#turns.settled();
  }

  /** Writes what is left of the session log. The record must have everything by now. */
  async close(): Promise<void> {
    this.#daily.stop();
    this.#unfollow();
    this.#off.abort();
    await this.#turns.settled();
    await this.#logs.close();
  }

  /** Takes away what the settings do not keep, of the record and of the session log. */
  #sweep(): Promise<void> {
    const { dataFolder: folder, clock, settings } = this.#options;
    return this.#turns.run(async () => {
      await this.#logs.tidy();
      await sweep({
        upkeep: this.#upkeep,
        folder,
        clock,
        signal: this.#off.signal,
        policy: () => settings.get().retention,
        onRemoved: (removal) => this.#removed(removal),
      });
    });
  }

  #removed(removal: Removal): void {
    this.#tell({ ...this.#news, removals: [removal, ...this.#news.removals].slice(0, REMOVALS_TOLD) });
  }

  #tell(news: KeepingNews): void {
    this.#news = news;
    this.#followers.tell(news);
  }
}

function partOf(runs: readonly KeptRun[], bytesInFile: number): RemovalPart {
  const began = runs.map(({ beganMs, lastMs }) => beganMs ?? lastMs).filter((ms) => ms !== null);
  const bytes = runs.reduce((sum, run) => sum + run.bytes, 0) * bytesInFile;
  return {
    count: runs.length,
    oldestMs: began.length === 0 ? null : began.reduce((one, other) => Math.min(one, other)),
    newestMs: began.length === 0 ? null : began.reduce((one, other) => Math.max(one, other)),
    bytes: Math.round(bytes),
  };
}
