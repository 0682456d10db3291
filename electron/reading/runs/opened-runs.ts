import type { OpenedRun } from '../../../shared/contract/opening.ts';
import type { RecordFault } from '../../../shared/record-fault.ts';
import { readFault } from '../read-fault.ts';
import type { Records } from '../records.ts';
import { RunFacts } from '../run-facts.ts';
import { EvidenceAt } from './evidence-at.ts';

/** Runs whose folds are kept. */
const KEPT = 4;

interface Opened {
  readonly path: string;
  readonly facts: RunFacts;
  readonly evidence: EvidenceAt;
}

export type OpeningResult =
  | { readonly ok: true; readonly run: OpenedRun }
  | { readonly ok: false; readonly fault: RecordFault };

/** Runs as they stood at any moment of theirs. */
export class OpenedRuns {
  readonly #records: Records;
  readonly #opened = new Map<string, Opened>();

  constructor(records: Records) {
    this.#records = records;
  }

  /** A run at a moment, milliseconds since it began; null for the newest. */
  async open(runId: string, untilMs: number | null): Promise<OpeningResult> {
    try {
      const opened = this.#of(runId);
      if ('kind' in opened) return { ok: false, fault: opened };
      const evidence = await opened.evidence.upTo(untilMs);
      const endMs = opened.facts.last()?.elapsed_ms ?? 0;
      return { ok: true, run: { evidence, seq: evidence.state.seq, endMs } };
    } catch (error) {
      this.#opened.delete(runId);
      return { ok: false, fault: readFault(error) };
    }
  }

  /** The record at a path is gone. */
  recordGone(path: string): void {
    for (const [runId, opened] of this.#opened) if (opened.path === path) this.#opened.delete(runId);
  }

  #of(runId: string): Opened | RecordFault {
    const before = this.#opened.get(runId);
    // It may have been taken out of the record.
    const known = before === undefined || before.facts.last() === null ? this.#find(runId) : before;
    if ('kind' in known) return known;
    this.#opened.delete(runId);
    this.#opened.set(runId, known);
    for (const oldest of [...this.#opened.keys()].slice(0, -KEPT)) this.#opened.delete(oldest);
    return known;
  }

  #find(runId: string): Opened | RecordFault {
    const found = this.#records.find(runId);
    if (!found.ok) return found.fault;
    const facts = new RunFacts(found.run);
    return { path: found.run.path, facts, evidence: new EvidenceAt(facts) };
  }
}
