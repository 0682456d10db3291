import { FilteredLog, type LogFilter, type LogWording } from '../../shared/log/filter.ts';
import type { LogBook } from '../../shared/log/log-book.ts';
import type { LogEntry } from '../../shared/log/log-entry.ts';
import type { ShownRun } from './window-state.ts';

export interface LogRow {
  readonly run: ShownRun;
  readonly entry: LogEntry;
}

/** The rows of the log: what the filter lets through of every run on the screen, one run after the other. */
export class LogRows {
  readonly #logs = new Map<LogBook, FilteredLog>();
  readonly #wording: LogWording;
  #filter: LogFilter;
  #runs: readonly ShownRun[] = [];
  /** Where the rows of each run begin. */
  #starts: readonly number[] = [];
  #count = 0;

  /** Searches look in the words that `wording` has for an entry, too. */
  constructor(filter: LogFilter, wording: LogWording) {
    this.#filter = filter;
    this.#wording = wording;
  }

  get count(): number {
    return this.#count;
  }

  /** Takes in what the runs have gained, seen through the filter. */
  update(runs: readonly ShownRun[], filter: LogFilter): this {
    const books = new Set(runs.map(({ book }) => book));
    for (const book of this.#logs.keys()) if (!books.has(book)) this.#logs.delete(book);
    const isOther = filter !== this.#filter;
    this.#filter = filter;
    let count = 0;
    this.#starts = runs.map(({ book }) => {
      const start = count;
      const log = this.#logs.get(book);
      if (log === undefined) this.#logs.set(book, new FilteredLog(book, filter, this.#wording));
      else if (isOther) log.setFilter(filter);
      else log.update();
      count += this.#logs.get(book)?.indices.length ?? 0;
      return start;
    });
    this.#runs = runs;
    this.#count = count;
    return this;
  }

  /** The row at an index; null beyond the end. */
  at(index: number): LogRow | null {
    const place = this.#starts.findLastIndex((start) => start <= index);
    const run = this.#runs[place];
    if (run === undefined) return null;
    const within = this.#logs.get(run.book)?.indices[index - (this.#starts[place] ?? 0)];
    const entry = within === undefined ? undefined : run.book.entries[within];
    return entry === undefined ? null : { run, entry };
  }

  /** The index of a line, or of the row that follows where the filter keeps it back; null when its run is not shown. */
  indexOf(runId: string, no: number): number | null {
    const place = this.#runs.findIndex((run) => run.runId === runId);
    const run = this.#runs[place];
    const line = run?.book.indexOfLine(no) ?? null;
    if (run === undefined || line === null) return null;
    const indices = this.#logs.get(run.book)?.indices ?? [];
    const within = indices.findIndex((index) => index >= line);
    return (this.#starts[place] ?? 0) + (within < 0 ? indices.length : within);
  }

  /** The row that came last. */
  newest(): LogRow | null {
    return this.at(this.#count - 1);
  }
}
