import type { LogBook } from '../../../shared/log/log-book.ts';
import type { LogEntry } from '../../../shared/log/log-entry.ts';
import type { LogSummary } from '../../../shared/log-view.ts';
import type { LogColumns } from './columns.ts';
import { Newest } from './newest.ts';

/** What can be said of a log as a whole, kept while it grows. */
export class LogState {
  readonly #book: LogBook;
  readonly #columns: LogColumns;
  readonly #sent = new Newest<number>();
  readonly #received = new Newest<null>();
  /** What was expected and did not come; null where it came. */
  readonly #compared = new Newest<string | null>();

  constructor(book: LogBook, columns: LogColumns) {
    this.#book = book;
    this.#columns = columns;
  }

  truncate(length: number): void {
    for (const newest of [this.#sent, this.#received, this.#compared]) newest.truncate(length);
  }

  push(index: number, entry: LogEntry): void {
    if (entry.kind === 'line') {
      if (entry.direction === 'sent') this.#sent.push(index, entry.elapsedMs);
      else this.#received.push(index, null);
    } else if (entry.event.type === 'answer.compared')
      this.#compared.push(index, entry.event.met ? null : entry.event.expected);
  }

  settle(count: number): void {
    for (const newest of [this.#sent, this.#received, this.#compared]) newest.settle(count);
  }

  summary(): LogSummary {
    const { gaps, damaged } = this.#book;
    const sent = this.#sent.last;
    const compared = this.#compared.last;
    const received = this.#received.last?.index ?? -1;
    // Line ends alone are in no line yet.
    const hasMore = this.#book.unlisted('received') !== '';
    return {
      lines: this.#columns.lines,
      heard: hasMore || received >= 0,
      sentMs: sent?.value ?? null,
      answered: sent !== null && (hasMore || received > sent.index),
      unmet: compared === null || compared.index < (sent?.index ?? -1) ? null : compared.value,
      gaps: gaps.length,
      droppedChunks: gaps.reduce((sum, { droppedChunks }) => sum + droppedChunks, 0),
      damaged: damaged.length,
      endMs: this.#columns.timeAt(this.#columns.length - 1),
    };
  }
}
