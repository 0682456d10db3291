import type { Clock } from '../../../shared/clock.ts';
import type { Language } from '../../../shared/messages/language.ts';
import type { LogHead, LogViewFault } from '../../../shared/log-view.ts';
import { LogRows, type Places } from '../../store/log-rows.ts';
import { LogSheet } from '../../store/log-sheet.ts';
import type { LogTarget, WindowState } from '../../store/window-state.ts';
import type { WindowStore } from '../../store/window-store.ts';
import { Aim, keep, type Mark, type Placing, towards } from './aim.ts';
import { Heads } from './heads.ts';
import type { LogSource } from './log-source.ts';
import { MomentLimits } from './moment-limits.ts';
import { RowRequests, type Wish } from './row-requests.ts';
import { rowsText, type TextPiece } from './rows-text.ts';
import { sheetKey, viewOf } from './sheet-views.ts';
import { isThere, sightOn, wishes } from './wishes.ts';

/** What a window sees of the log. */
export interface Sight extends Places {
  /** A place that stays where it is when other rows come around it, and how far below the upper edge it is. */
  readonly anchor: number;
  readonly anchorPx: number;
}

export interface LogFeedParts {
  readonly store: WindowStore;
  /** Null while the service cannot be reached. */
  readonly source: () => LogSource | null;
  readonly language: () => Language;
  readonly clock: Pick<Clock, 'monotonic'>;
}

/**
 * Brings the rows that are looked at into the window: it follows how far the log of every run on the screen reaches,
 * fetches what is in sight and what is near, and lets go of the rest. Through another filter the rows before stay until
 * the new ones are there.
 */
export class LogFeed {
  readonly #parts: LogFeedParts;
  readonly #heads: Heads;
  readonly #requests = new RowRequests(() => this.#came());
  readonly #limits = new MomentLimits(() => this.#came());
  readonly #listeners = new Set<() => void>();
  #sheet: LogSheet;
  /** Through another filter; takes the place of the one that is shown when its rows are there. */
  #coming: LogSheet | null = null;
  /** In the sheet that is coming, else in the one that is shown. */
  #aim: Aim | null = null;
  /** What is aimed at; null for what is in sight anyway. */
  #aimed: LogTarget | null = null;
  #target: LogTarget | null = null;
  #sight: Sight = { from: 0, to: 1, anchor: 0, anchorPx: 0 };
  #fault: LogViewFault | null = null;
  #placing: Placing | null = null;
  #source: LogSource | null = null;
  /** Something came that is to be shown. */
  #isNew = false;
  #version = 0;

  constructor(parts: LogFeedParts) {
    this.#parts = parts;
    this.#heads = new Heads(parts.clock, (rows, head) => this.#told(rows, head));
    this.#sheet = new LogSheet(this.#key());
    parts.store.subscribe((state, before) => {
      const { segments, log, momentMs, service } = before;
      const isSame = state.segments === segments && state.log === log && state.momentMs === momentMs;
      if (!isSame || state.service !== service) this.#update();
    });
  }

  /** Calls `listener` when something of what is shown has changed. Returns the way to stop. */
  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** Another number whenever something of what is shown has changed. */
  readonly version = (): number => this.#version;

  get sheet(): LogSheet {
    return this.#sheet;
  }

  /** Rows through another filter are wanted than those that are shown. */
  get isTurning(): boolean {
    return this.#key() !== this.#sheet.key;
  }

  /** Why there are no rows for the filter as it is now; those of before are still shown. */
  get fault(): LogViewFault | null {
    return this.#fault;
  }

  /** The row that is to be brought into sight; the same object until that changes. */
  get placing(): Placing | null {
    return this.#placing;
  }

  /** Says what is looked at. */
  look(sight: Sight): void {
    const { from, to } = this.#sight;
    this.#sight = sight;
    if (from !== sight.from || to !== sight.to) this.#update();
  }

  /** The text of rows as the record has it, piece by piece; null stands for a piece that nobody gave. */
  async *text(parts: readonly Wish[], signal: AbortSignal, most?: number): AsyncGenerator<TextPiece | null> {
    const source = this.#parts.source();
    if (source === null) yield null;
    else yield* rowsText(source, parts, signal, most);
  }

  /** The language has changed. */
  refresh(): void {
    this.#came();
  }

  #key(): string {
    return sheetKey(this.#parts.store.getState().log.filter, this.#parts.language());
  }

  #told({ view }: LogRows, log: LogHead): void {
    this.#isNew = true;
    this.#parts.store.setState(({ segments }) => ({
      segments: segments.map((run) => (run.runId === view.runId ? { ...run, log } : run)),
    }));
  }

  #came(): void {
    this.#isNew = true;
    this.#update();
  }

  #update(): void {
    const state = this.#parts.store.getState();
    const source = this.#parts.source();
    if (source !== this.#source) this.#sourceIs(source);
    if (source !== null) this.#want(source, state);
    const isOther = this.#setRuns(state);
    if (source !== null) this.#follow(source, state);
    const follow = following(state, this.#sight);
    const isTurned = this.#takeOver(state, follow);
    const { count } = this.#sheet;
    this.#sheet.settle(follow);
    if (source !== null) this.#fetch(source, follow);
    if (this.#isNew || isOther || isTurned || count !== this.#sheet.count) this.#tell();
  }

  #tell(): void {
    this.#isNew = false;
    this.#version += 1;
    for (const listener of this.#listeners) listener();
  }

  /** Another service, or none: what was asked of the one before is void. */
  #sourceIs(source: LogSource | null): void {
    this.#source = source;
    this.#heads.stop();
    this.#requests.stop();
    this.#aim?.stop();
    this.#aim = null;
    this.#coming = null;
  }

  /** Turns to the filter that is wanted, and to the line that somebody points at. */
  #want(source: LogSource, { log }: WindowState): void {
    const isAimed = log.target !== this.#target;
    this.#target = log.target;
    if (isAimed) this.#aimed = log.target;
    const key = this.#key();
    const isTurned = key !== (this.#coming ?? this.#sheet).key;
    if (isTurned) {
      this.#coming = key === this.#sheet.key ? null : new LogSheet(key);
      this.#isNew = true;
    }
    if (isTurned && this.#coming === null) this.#fault = null;
    if (isTurned || isAimed) this.#aimAt(source, log.follow);
  }

  #aimAt(source: LogSource, isFollowing: boolean): void {
    this.#aim?.stop();
    this.#aim = null;
    const { key } = this.#coming ?? this.#sheet;
    const target = this.#aimed;
    const mark = this.#coming === null || isFollowing ? null : this.#mark();
    if (target === null && mark === null) return;
    this.#aim = new Aim(
      (signal) => {
        if (target !== null) return this.#towards(source, key, target, signal);
        return mark === null ? Promise.resolve(null) : keep(source, viewOf(key, mark.runId), mark, signal);
      },
      () => this.#aimDone(),
    );
  }

  /** A line that is folded away is unfolded: somebody wants to see it. */
  async #towards(source: LogSource, key: string, target: LogTarget, signal: AbortSignal) {
    const found = await towards(source, viewOf(key, target.runId), target, signal);
    if (found !== 'folded') return found;
    if (!signal.aborted)
      this.#parts.store.setState(({ log }) => ({
        log: { ...log, filter: { ...log.filter, folded: false } },
      }));
    return null;
  }

  #aimDone(): void {
    this.#aimed = null;
    if (this.#coming === null) {
      this.#placing = this.#aim?.placing ?? this.#placing;
      this.#aim = null;
    }
    this.#came();
  }

  /** What stays where it is when other rows come around it. */
  #mark(): Mark | null {
    const { anchor, anchorPx: px } = this.#sight;
    const at = this.#sheet.at(anchor);
    if (at === null || at.row === null) return null;
    const { runId, row } = at;
    return { runId, at: row.kind === 'line' ? { line: row.no } : { untilMs: row.elapsedMs }, px };
  }

  get #sheets(): readonly LogSheet[] {
    return this.#coming === null ? [this.#sheet] : [this.#coming, this.#sheet];
  }

  #setRuns({ segments }: WindowState): boolean {
    const runIds = segments.map(({ runId }) => runId);
    const before = this.#sheet.runs;
    for (const sheet of this.#sheets) sheet.setRuns(runIds, (runId) => new LogRows(viewOf(sheet.key, runId)));
    const { runs } = this.#sheet;
    return runs.length !== before.length || runs.some((run, index) => run !== before[index]);
  }

  #follow(source: LogSource, { segments, momentMs }: WindowState): void {
    const followed = this.#sheets.flatMap(({ runs }) =>
      runs.map(({ rows }, index) => ({ rows, seq: segments[index]?.seq ?? 0 })),
    );
    this.#heads.follow(source, followed);
    for (const sheet of this.#sheets) this.#limits.apply(source, sheet, momentMs);
  }

  /** Shows the sheet that is coming, once everything that will be in sight is there. */
  #takeOver({ momentMs }: WindowState, follow: number | null): boolean {
    const coming = this.#coming;
    if (coming === null) return false;
    coming.settle(follow);
    const heads = coming.runs.flatMap(({ rows }) => rows.head ?? []);
    const isKnown = coming.runs.every(
      ({ rows }, index) => rows.head !== null || this.#sheet.runs[index]?.rows.head === null,
    );
    const fault = heads.find(({ fault }) => fault !== null && fault.kind !== 'record')?.fault ?? null;
    if (fault !== null) this.#fault = fault;
    if (!isKnown || fault !== null || !this.#limits.isApplied(coming, momentMs)) return false;
    if (this.#aim?.isDone === false || !isThere(coming, follow, this.#sightOn(coming))) return false;
    this.#sheet = coming;
    this.#coming = null;
    this.#fault = null;
    this.#placing = this.#aim?.placing ?? this.#placing;
    this.#aim = null;
    return true;
  }

  #fetch(source: LogSource, follow: number | null): void {
    const coming = this.#coming === null ? [] : wishes(this.#coming, follow, this.#sightOn(this.#coming));
    this.#requests.fetch(source, [...coming, ...wishes(this.#sheet, follow, this.#sight)]);
  }

  /** What will be in sight of a sheet that is coming. */
  #sightOn(coming: LogSheet): Places {
    return sightOn(coming, this.#aim?.placing ?? null, this.#sight);
  }
}

const following = ({ log }: WindowState, { from, to }: Sight): number | null =>
  log.follow || log.collapsed ? to - from : null;
