import type { RunEvent } from '../../../shared/events.ts';
import { LogBook } from '../../../shared/log/log-book.ts';
import type { LogEntry } from '../../../shared/log/log-entry.ts';
import type { StepSpan } from '../../../shared/log/step-spans.ts';
import type { LogSummary } from '../../../shared/log-view.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import type { FoundRun } from '../records.ts';
import { RunFacts } from '../run-facts.ts';
import { RunPages } from '../run-pages.ts';
import { RunPieces } from '../run-pieces.ts';
import { BytesAgain } from './bytes-again.ts';
import { LogColumns } from './columns.ts';
import { LogState } from './log-state.ts';
import type { TextBudget } from './text-budget.ts';
import { UNLISTED, type Words, wordsOf, WordTable } from './word-table.ts';

/** Pieces that are read at once where bytes are wanted again. */
const AT_ONCE = 512;

/** The log of a run as it is read from the record, page by page. */
export class RunLog {
  readonly run: FoundRun;
  readonly columns: LogColumns;
  readonly words = new WordTable();
  readonly #facts: RunFacts;
  readonly #pages: RunPages;
  readonly #book = new LogBook();
  readonly #state: LogState;
  readonly #again = new BytesAgain();
  readonly #pieces: RunPieces;
  #startedAtMs: number | null = null;
  #isFinished = false;
  #isCaughtUp = false;

  constructor(run: FoundRun, budget: TextBudget) {
    this.run = run;
    this.#facts = new RunFacts(run);
    this.#pieces = new RunPieces(run);
    this.#pages = new RunPages(this.#facts, this.#pieces);
    this.columns = new LogColumns(budget, (from, to) =>
      this.#again.read(from, to, (ordinal) => this.#pieces.after(ordinal, AT_ONCE).pieces),
    );
    this.#state = new LogState(this.#book, this.columns);
  }

  /** Another number whenever something of its entries has changed. */
  get version(): number {
    return this.#book.version;
  }

  /** The first place at which an entry may differ from what stood there at `version`. */
  changedSince(version: number): number {
    return this.#book.changedSince(version);
  }

  /** Entries that never change again. */
  get settled(): number {
    return this.#book.taken;
  }

  /** When the run began, milliseconds since 1970; null while that is not known. */
  get startedAtMs(): number | null {
    return this.#startedAtMs;
  }

  /** Whether all was read that was in the record when it was looked at last. */
  get isCaughtUp(): boolean {
    return this.#isCaughtUp;
  }

  /** The last fact and the last piece of the trace that were read. */
  get reach(): { readonly seq: number; readonly ordinal: number } {
    return { seq: this.#pages.seq, ordinal: this.#pages.ordinal };
  }

  /** Reads the next page. Returns whether there is more. */
  readOn(): boolean {
    const page = this.#pages.next();
    const { version } = this.#book;
    this.#book.append(page);
    this.#again.note(page.pieces);
    for (const event of page.events) this.#note(event);
    this.#mirror(this.#book.changedSince(version));
    this.#book.takeSettled();
    this.#isCaughtUp = !page.more;
    if (this.#isCaughtUp && this.#isFinished) this.#book.takeRest();
    this.columns.settle(this.settled);
    this.#state.settle(this.settled);
    return page.more;
  }

  /** How much of the record has been read; null when all of it. */
  percent(): number | null {
    if (this.#isCaughtUp) return null;
    const { seq, ordinal } = this.reach;
    const all = (this.#facts.last()?.seq ?? 0) + this.#pieces.last();
    return all === 0 ? 0 : Math.min(99, Math.floor(((seq + ordinal) * 100) / all));
  }

  summary(): LogSummary {
    return this.#state.summary();
  }

  /** A fact by its number; null where none can be read there. */
  factAt(seq: number): RunEvent | null {
    return this.#facts.at(seq);
  }

  /** The entry at a place; null behind the end, or where its fact can no longer be read. */
  entryAt(index: number): LogEntry | null {
    const line = this.columns.lineAt(index);
    if (line !== null || index >= this.columns.length) return line;
    const event = this.factAt(this.columns.numberAt(index));
    const [elapsedMs, leads] = [this.columns.timeAt(index), this.columns.leads(index)];
    return event === null ? null : { kind: 'note', event, elapsedMs, leads };
  }

  /** The words of the entry at a place, listed or not. */
  wordsAt(index: number): Words {
    const id = this.columns.wordsAt(index);
    const entry = id === UNLISTED ? this.entryAt(index) : null;
    return entry === null ? this.words.at(id) : wordsOf(entry);
  }

  /** The stretches in which a step was under way. */
  spansOf(step: StepNumber): readonly StepSpan[] {
    return this.#book.spansOf(step);
  }

  /** Its memory is wanted elsewhere. */
  release(): void {
    this.columns.release();
  }

  #note(event: RunEvent): void {
    if (event.type === 'run.started') this.#startedAtMs ??= event.atMs;
    if (event.type === 'run.finished') this.#isFinished = true;
  }

  #mirror(from: number): void {
    this.columns.truncate(from);
    this.#state.truncate(from);
    const { entries, taken, length } = this.#book;
    for (let index = from; index < length; index += 1) {
      const entry = entries[index - taken];
      if (entry === undefined) continue;
      this.columns.push(entry, this.#book.stepOf(entry), this.words.idOf(entry));
      this.#state.push(index, entry);
    }
  }
}
