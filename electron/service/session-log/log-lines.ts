import {
  EntryLines,
  headLine,
  NO_HEAD,
  reduceHead,
  textBeginning,
  textEnding,
} from '../../../shared/log/export.ts';
import { LogBook } from '../../../shared/log/log-book.ts';
import type { LogEntry, LogPage } from '../../../shared/log/log-entry.ts';
import type { RunState } from '../../../shared/run-state.ts';

/**
 * The text log of a run while it goes on: takes pages of the record, and gives the lines that are complete, each once,
 * long before it is certain that nothing changes about them any more. What the record tells later of a time that was
 * given already stands behind it.
 */
export class LogLines {
  readonly #book = new LogBook();
  #head = NO_HEAD;
  #text: EntryLines | null = null;
  /** The place in the log of the first entry that was not given yet. */
  #from = 0;
  /** Of the entries that are in the book still: numbers of lines, and of facts, that were given. */
  readonly #given = { line: new Set<number>(), note: new Set<number>() };

  /** The fold of what was taken so far. */
  get state(): RunState {
    return this.#head.state;
  }

  /** Entries that are in memory. */
  get kept(): number {
    return this.#book.entries.length + this.#given.line.size + this.#given.note.size;
  }

  take(page: LogPage): void {
    const { version } = this.#book;
    this.#book.append(page);
    this.#from = Math.min(this.#from, this.#book.changedSince(version));
    this.#head = reduceHead(this.#head, page);
  }

  /** The first lines of a file. */
  beginning(before: string | null): string {
    const continued = before === null ? [] : [headLine(`continues: ${before}`)];
    return [...textBeginning(this.#head), ...continued].join('');
  }

  /** Everything that is complete up to a time in the run, in milliseconds. */
  *until(elapsedMs: number): Generator<string> {
    const settled = this.#book.takeSettled().filter((entry) => !this.#forget(entry));
    yield* this.#lines.of(settled);
    yield* this.#lines.of(this.#complete(elapsedMs));
  }

  /** Everything that is left, and how the run ended. */
  *rest(): Generator<string> {
    const left = this.#book.takeRest().filter((entry) => !this.#forget(entry));
    yield* this.#lines.of(left);
    yield* this.#lines.rest();
    yield* textEnding(this.#head);
  }

  get #lines(): EntryLines {
    this.#text ??= new EntryLines(this.#book, this.state.startedAtMs);
    return this.#text;
  }

  /** Entries up to a time, and up to a line that may still grow, which were not given yet. */
  #complete(untilMs: number): readonly LogEntry[] {
    const { entries, taken } = this.#book;
    const complete: LogEntry[] = [];
    let index = Math.max(0, this.#from - taken);
    for (; index < entries.length; index += 1) {
      const entry = entries[index];
      if (entry === undefined || entry.elapsedMs > untilMs) break;
      if (entry.kind === 'line' && entry.open) break;
      if (!this.#isGiven(entry)) complete.push(entry);
    }
    this.#from = taken + index;
    for (const entry of complete) this.#given[entry.kind].add(numberOf(entry));
    return complete;
  }

  #isGiven(entry: LogEntry): boolean {
    return this.#given[entry.kind].has(numberOf(entry));
  }

  /** An entry is in the book no longer. Whether it was given. */
  #forget(entry: LogEntry): boolean {
    return this.#given[entry.kind].delete(numberOf(entry));
  }
}

function numberOf(entry: LogEntry): number {
  return entry.kind === 'line' ? entry.no : entry.event.seq;
}
