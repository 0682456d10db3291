import type { Growth } from '../messages.ts';
import type { Records } from '../records.ts';
import { OpenLog } from './open-log.ts';
import { RunLog } from './run-log.ts';
import { Stamps } from './stamps.ts';
import { TextBudget } from './text-budget.ts';

/** Text of all logs that is held in memory, bytes. */
const TEXT_BYTES = 96_000_000;
/** Logs that are kept though nobody looks at them, and what they may take beside their text. */
const KEPT = 4;
const KEPT_BYTES = 96_000_000;

/** The logs that are looked at, and the last ones that were. */
export class Logs {
  readonly #records: Records;
  readonly #stamps: Stamps;
  readonly #budget: TextBudget;
  readonly #open = new Map<string, OpenLog>();
  /** Runs that are being recorded. */
  readonly #live = new Set<string>();

  constructor(records: Records, stamps = new Stamps(), textBytes = TEXT_BYTES) {
    this.#records = records;
    this.#stamps = stamps;
    this.#budget = new TextBudget(textBytes);
  }

  /** The log of a run, whether there is one or not. */
  of(runId: string): OpenLog {
    const known = this.#open.get(runId);
    const log = known !== undefined && this.#isThere(runId, known) ? known : this.#opened(runId);
    // What is not recorded here may have been recorded on elsewhere.
    if (known === log && !log.isWanted && log.fault === null) log.grown(this.#live.has(runId));
    this.#open.delete(runId);
    this.#open.set(runId, log);
    this.#forget(log);
    return log;
  }

  /** The record of a run has grown. */
  grown({ runId, live }: Pick<Growth, 'runId' | 'live'>): void {
    if (live) this.#live.add(runId);
    else this.#live.delete(runId);
    this.#open.get(runId)?.grown(live);
  }

  /** The runs that are being recorded. */
  get live(): ReadonlySet<string> {
    return this.#live;
  }

  /** The record at a path is gone. */
  recordGone(path: string): void {
    for (const [runId, { log }] of this.#open) if (log?.run.path === path) this.#close(runId);
  }

  /** Whether a log is still that of its run: a run may have been taken out of the record. */
  #isThere(runId: string, { log, fault, isWanted }: OpenLog): boolean {
    // Damage does not mend itself; what was read ahead of it is worth keeping.
    if (fault !== null && (fault.kind !== 'corrupt' || log === null)) return false;
    if (log === null || isWanted) return true;
    const found = this.#records.find(runId);
    return found.ok && found.run.key === log.run.key && found.run.path === log.run.path;
  }

  #opened(runId: string): OpenLog {
    this.#close(runId);
    const find = () => {
      const found = this.#records.find(runId);
      return found.ok ? ({ ok: true, log: new RunLog(found.run, this.#budget) } as const) : found;
    };
    return new OpenLog(find, this.#live.has(runId), this.#stamps);
  }

  #forget(besides: OpenLog): void {
    const idle = [...this.#open].filter(([, log]) => log !== besides && !log.isWanted).toReversed();
    let bytes = 0;
    for (const [place, [runId, log]] of idle.entries()) {
      bytes += log.size;
      if (place >= KEPT || bytes > KEPT_BYTES) this.#close(runId);
    }
  }

  #close(runId: string): void {
    this.#open.get(runId)?.close({ kind: 'not_found' });
    this.#open.delete(runId);
  }
}
