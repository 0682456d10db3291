import { beginningLines, endingLines, entryLine, gapLine, headLine } from '../../../shared/log/export.ts';
import { LogBook } from '../../../shared/log/log-book.ts';
import type { LogEntry, LogPage } from '../../../shared/log/log-entry.ts';
import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../../../shared/run-state.ts';

/** How long others wait for a line that may still grow; then it comes behind them. */
const OPEN_LINE_MS = 20_000;

/**
 * The text log of a run while it goes on: takes pages of the record, and gives the lines that are complete, each once.
 * What the record tells later about a time that was written already stands behind it.
 */
export class LogLines {
  readonly #book = new LogBook();
  #state: RunState = INITIAL_RUN_STATE;
  #version: string | null = null;
  /** The first entry that was not given yet. */
  #from = 0;
  readonly #given = { lines: new Set<number>(), notes: new Set<number>() };
  #gaps = 0;

  /** The fold of what was taken so far. */
  get state(): RunState {
    return this.#state;
  }

  take(page: LogPage): void {
    const { version } = this.#book;
    this.#book.append(page);
    this.#from = Math.min(this.#from, this.#book.changedSince(version));
    for (const event of page.events) {
      this.#state = reduceRun(this.#state, event);
      if (event.type === 'run.started') this.#version = event.version;
    }
  }

  /** The first lines of a file. */
  beginning(before: string | null): string {
    const continued = before === null ? [] : [headLine(`continues: ${before}`)];
    return [...beginningLines(this.#state, this.#version), ...continued].join('');
  }

  /** Everything that is complete up to a time in the run, in milliseconds. */
  *until(elapsedMs: number): Generator<string> {
    yield* this.#next(elapsedMs, false);
  }

  /** Everything that is left, and how the run ended. */
  *rest(): Generator<string> {
    yield* this.#next(Number.POSITIVE_INFINITY, true);
    yield* endingLines(this.#state, this.#book.damaged);
  }

  *#next(untilMs: number, isLast: boolean): Generator<string> {
    const { entries } = this.#book;
    let first: number | null = null;
    let index = this.#from;
    for (; index < entries.length; index += 1) {
      const entry = entries[index];
      if (entry === undefined || entry.elapsedMs > untilMs) break;
      if (this.#isGiven(entry)) continue;
      if (!isLast && entry.kind === 'line' && entry.open) {
        if (entry.elapsedMs > untilMs - OPEN_LINE_MS) break;
        first ??= index;
        continue;
      }
      yield* this.#gapsUntil(entry.elapsedMs);
      this.#give(entry);
      yield entryLine(entry, this.#book.stepOf(entry), this.#state.startedAtMs);
    }
    this.#from = first ?? index;
    if (isLast) yield* this.#gapsUntil(untilMs);
  }

  *#gapsUntil(elapsedMs: number): Generator<string> {
    for (let gap = this.#book.gaps[this.#gaps]; gap !== undefined; gap = this.#book.gaps[this.#gaps]) {
      if (gap.elapsedMs >= elapsedMs) return;
      this.#gaps += 1;
      yield gapLine(gap, this.#book.stepAt(gap.elapsedMs), this.#state.startedAtMs);
    }
  }

  #isGiven(entry: LogEntry): boolean {
    return entry.kind === 'line' ? this.#given.lines.has(entry.no) : this.#given.notes.has(entry.event.seq);
  }

  #give(entry: LogEntry): void {
    if (entry.kind === 'line') this.#given.lines.add(entry.no);
    else this.#given.notes.add(entry.event.seq);
  }
}
