import type { LogRow } from '../../shared/log-view.ts';
import type { LogRows, Places } from './log-rows.ts';

/** A run's part of a sheet. */
export interface SheetRun {
  readonly rows: LogRows;
  /** Rows that are shown. */
  count: number;
  /** No more rows than these, because of the moment that is shown; null for all. */
  limit: number | null;
}

/** A row in its place. */
export interface PlacedRow {
  readonly runId: string;
  /** Null while it is being fetched. */
  readonly row: LogRow | null;
}

/** The log as it is shown: rows of every run on the screen, one run after the other, through one filter. */
export class LogSheet {
  /** What the runs are looked at through; the same for all of them. */
  readonly key: string;
  #runs: readonly SheetRun[] = [];

  constructor(key: string) {
    this.key = key;
  }

  get runs(): readonly SheetRun[] {
    return this.#runs;
  }

  get count(): number {
    return this.#runs.reduce((sum, { count }) => sum + count, 0);
  }

  /** Rows of the log, whatever the filter. */
  get entries(): number {
    return this.#runs.reduce((sum, { rows }) => sum + (rows.head?.entries ?? 0), 0);
  }

  /** How much of the record has been read, of the run that is least far; null when all there is. */
  get percent(): number | null {
    const percents = this.#runs.flatMap(({ rows }) => rows.head?.percent ?? []);
    return percents.length === 0 ? null : Math.min(...percents);
  }

  /** Takes these runs in their order; what is known of one stays. */
  setRuns(runIds: readonly string[], rowsOf: (runId: string) => LogRows): void {
    this.#runs = runIds.map(
      (runId) =>
        this.#runs.find(({ rows }) => rows.view.runId === runId) ?? {
          rows: rowsOf(runId),
          count: 0,
          limit: null,
        },
    );
  }

  /** What stands at a place; null beyond the end. */
  at(place: number): PlacedRow | null {
    const found = this.runAt(place);
    if (found === null) return null;
    const { rows } = found.run;
    return { runId: rows.view.runId, row: rows.at(found.place) };
  }

  /** The run that has a place, and which of its rows stands there; null beyond the end. */
  runAt(place: number): { readonly run: SheetRun; readonly place: number } | null {
    let start = 0;
    for (const run of this.#runs) {
      if (place >= start && place < start + run.count) return { run, place: place - start };
      start += run.count;
    }
    return null;
  }

  /** The place of a run's row; null where the run is not shown. */
  placeOf(runId: string, row: number): number | null {
    let start = 0;
    for (const { rows, count } of this.#runs) {
      if (rows.view.runId === runId) return start + row;
      start += count;
    }
    return null;
  }

  /** Whether all rows of a stretch are there. */
  has(places: Places): boolean {
    return this.parts(places).every(({ run, places: own }) => run.rows.has(own));
  }

  /** A stretch of the sheet as stretches of its runs. */
  parts({ from, to }: Places): readonly { readonly run: SheetRun; readonly places: Places }[] {
    let start = 0;
    return this.#runs.flatMap((run) => {
      const places = { from: Math.max(0, from - start), to: Math.min(run.count, to - start) };
      start += run.count;
      return places.from < places.to ? [{ run, places }] : [];
    });
  }

  /** The newest rows, so many of them, as stretches of their runs: of all that there are, be they shown yet or not. */
  tail(count: number): readonly { readonly run: SheetRun; readonly places: Places }[] {
    let left = count;
    return this.#runs.toReversed().flatMap((run) => {
      const to = reachOf(run);
      const from = Math.max(0, to - left);
      left -= to - from;
      return from < to ? [{ run, places: { from, to } }] : [];
    });
  }

  /**
   * Shows as many rows as there are. `follow` is how many of the newest ones are in sight: then new ones are shown when
   * they are there, so that none of them is ever a blank.
   */
  settle(follow: number | null): void {
    const awaited = new Map(follow === null ? [] : this.tail(follow).map(({ run, places }) => [run, places]));
    for (const run of this.#runs) {
      const reach = reachOf(run);
      const tail = awaited.get(run);
      if (tail === undefined || run.rows.has(tail)) run.count = reach;
      else run.count = Math.min(Math.max(run.count, this.#fetched(run, tail)), run.rows.head?.rows ?? 0);
    }
  }

  /** How far rows are there, where the newest ones of all are still on their way. */
  #fetched({ rows }: SheetRun, { from, to }: Places): number {
    const end = Math.min(to, rows.fetchedTo);
    return rows.has({ from: Math.max(0, end - (to - from)), to: end }) ? end : 0;
  }
}

/** Rows of a run that can be shown, as far as the service has told. */
function reachOf({ rows, limit }: SheetRun): number {
  return Math.min(rows.head?.rows ?? 0, limit ?? Number.POSITIVE_INFINITY);
}
