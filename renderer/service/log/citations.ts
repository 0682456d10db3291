import type { LineRange } from '../../../shared/log/exchange-lines.ts';
import type { LogSource } from './log-source.ts';
import type { Timers } from './question.ts';

/** The lines that facts of a run tell of. Null: no line does; missing: not known yet. */
export type CitedLines = ReadonlyMap<number, LineRange | null>;

interface RunCitations {
  lines: Map<number, LineRange | null>;
  /** How the log stood when the facts that no line tells were asked for. */
  askedAs: string;
  readonly wanted: Set<number>;
  version: string;
  isAsking: boolean;
}

/** Runs whose lines are remembered: more than any window shows. */
const KEPT = 12;
/** The most that may be asked for at once. */
const MOST_SEQS = 500;
/** How often it is looked again for a line that has not come yet. */
const EVERY_MS = 250;

interface CitationsParts {
  readonly source: () => LogSource | null;
  readonly clock: Timers;
}

/** Which lines of the log facts stand for, by their `seq`; each is asked for once, those of no line again as it grows. */
export class Citations {
  readonly #parts: CitationsParts;
  readonly #runs = new Map<string, RunCitations>();
  readonly #listeners = new Set<() => void>();

  constructor(parts: CitationsParts) {
    this.#parts = parts;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  /** What is known of a run; the same object until that is more. */
  readonly of = (runId: string): CitedLines => this.#runs.get(runId)?.lines ?? NOTHING_KNOWN;

  /** Wants the lines of these facts; `version` is another one whenever the log may have gained some. */
  want(runId: string, seqs: readonly number[], version: string): void {
    const run = this.#runs.get(runId) ?? {
      lines: new Map(),
      askedAs: '',
      wanted: new Set(),
      version,
      isAsking: false,
    };
    this.#runs.delete(runId);
    this.#runs.set(runId, run);
    for (const oldest of this.#runs.keys()) if (this.#runs.size > KEPT) this.#runs.delete(oldest);
    for (const seq of seqs) run.wanted.add(seq);
    run.version = version;
    // Cards that are drawn together ask together.
    if (!run.isAsking) {
      run.isAsking = true;
      queueMicrotask(() => void this.#ask(runId, run));
    }
  }

  async #ask(runId: string, run: RunCitations): Promise<void> {
    const { version, lines } = run;
    const isOpen = (seq: number) => {
      const line = lines.get(seq);
      return line === undefined || (line === null && run.askedAs !== version);
    };
    const seqs = [...run.wanted].filter(isOpen).slice(0, MOST_SEQS);
    const source = this.#parts.source();
    const reply =
      seqs.length === 0 || source === null ? null : await source.cite({ runId, seqs }).catch(() => null);
    if (reply?.ok !== true) {
      run.isAsking = false;
      return;
    }
    run.askedAs = version;
    const found = new Map(reply.lines.map(({ seq, first, last }) => [seq, { first, last }]));
    const isNews = seqs.some((seq) => !lines.has(seq) || found.has(seq));
    if (isNews) {
      run.lines = new Map(lines);
      for (const seq of seqs) run.lines.set(seq, found.get(seq) ?? null);
      for (const listener of this.#listeners) listener();
    }
    this.#parts.clock.schedule(EVERY_MS, () => {
      run.isAsking = false;
      if (run.version !== version || [...run.wanted].some((seq) => !run.lines.has(seq)))
        this.want(runId, [], run.version);
    });
  }
}

const NOTHING_KNOWN: CitedLines = new Map();
