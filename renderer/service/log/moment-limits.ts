import type { LogSheet, SheetRun } from '../../store/log-sheet.ts';
import type { LogSource } from './log-source.ts';

/** Finds how many rows of each run there were at the moment that is shown. */
export class MomentLimits {
  readonly #found: () => void;
  /** The moment that each limit is of. */
  readonly #known = new WeakMap<SheetRun, number>();
  readonly #asking = new WeakSet<SheetRun>();

  /** `found`: a limit is there. */
  constructor(found: () => void) {
    this.#found = found;
  }

  /** Sees to it that the limits are those of a moment; null for none. One question a run at a time. */
  apply(source: LogSource, { runs }: LogSheet, momentMs: number | null): void {
    for (const run of runs) {
      if (momentMs === null) {
        run.limit = null;
        this.#known.delete(run);
      } else if (this.#known.get(run) !== momentMs && !this.#asking.has(run))
        void this.#ask(source, run, momentMs);
    }
  }

  /** Whether all limits are those of a moment. */
  isApplied({ runs }: LogSheet, momentMs: number | null): boolean {
    return momentMs === null || runs.every((run) => this.#known.get(run) === momentMs);
  }

  async #ask(source: LogSource, run: SheetRun, momentMs: number): Promise<void> {
    this.#asking.add(run);
    const reply = await source.locate({ view: run.rows.view, at: { untilMs: momentMs } }).catch(() => null);
    this.#asking.delete(run);
    if (reply?.ok !== true) return;
    run.limit = reply.row;
    this.#known.set(run, momentMs);
    this.#found();
  }
}
