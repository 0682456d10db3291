import { isObserved, type RunEvent } from '../../shared/events.ts';
import type { Doubt } from '../../shared/opened-log.ts';
import type { RunState } from '../../shared/run-state.ts';
import { judgeRun } from '../../shared/verdict.ts';
import type { TraceItem } from '../records/index.ts';
import { HeardBytes } from './heard-bytes.ts';

/** Facts that a step may have rested on: those that came just before its end. */
const RECENT = 4096;
/** Doubts of one kind that are told one by one. */
const MOST_NAMED = 5;

/**
 * Holds a run of elsewhere against itself while it is read: whether its facts are all there and in order, whether the
 * steps that passed rest on what the bytes show, and whether the verdict follows from the steps. Bounded.
 */
export class RunCheck {
  readonly #heard = new HeardBytes();
  readonly #recent = new Map<number, RunEvent>();
  #seq = 0;
  /** Facts that the record itself says it has lost. */
  readonly #lost = new Set<number>();
  #missing = 0;
  #hasExchanges = false;
  #hasEmptyPass = false;

  /** Whether a fact may stand here; the others are not taken. */
  fact(event: RunEvent): boolean {
    const { seq } = event;
    if (seq <= this.#seq) {
      this.#missing += 1;
      return false;
    }
    this.#skipTo(seq);
    this.#keep(event);
    if (event.type === 'at.exchanged') this.#hasExchanges = true;
    if (event.type === 'step.finished' && event.outcome.kind === 'passed')
      this.#passed(event.outcome.evidence);
    return true;
  }

  trace(item: TraceItem): void {
    this.#heard.hear(item);
  }

  damaged(seq: number): void {
    if (this.#lost.size < RECENT) this.#lost.add(seq);
  }

  /** What speaks against the run; `state` is its fold. */
  doubts(state: RunState): readonly Doubt[] {
    this.#heard.end();
    const { misfits, finish, purpose } = state;
    const isPass = finish?.outcome === 'passed' && !isObserved(purpose);
    const isUnfounded = isPass && (this.#hasEmptyPass || judgeRun(state).outcome !== 'passed');
    const isBare = !this.#heard.isAny && this.#hasExchanges;
    return [
      ...(this.#missing > 0 ? [{ kind: 'facts', count: this.#missing } as const] : []),
      ...(misfits.length > 0 ? [{ kind: 'misfits', count: misfits.length } as const] : []),
      ...(isUnfounded ? [{ kind: 'verdict' } as const] : []),
      ...(isBare
        ? [{ kind: 'no_bytes' } as const]
        : this.#heard.contradicted.slice(0, MOST_NAMED).map((seq) => ({ kind: 'bytes', seq }) as const)),
    ];
  }

  #skipTo(seq: number): void {
    const gap = seq - this.#seq - 1;
    let known = 0;
    for (const lost of this.#lost) if (lost > this.#seq && lost < seq) known += 1;
    this.#missing += Math.max(0, gap - known);
    this.#seq = seq;
  }

  #keep(event: RunEvent): void {
    this.#recent.set(event.seq, event);
    if (this.#recent.size <= RECENT) return;
    const [oldest] = this.#recent.keys();
    if (oldest !== undefined) this.#recent.delete(oldest);
  }

  #passed(evidence: readonly number[]): void {
    const oldest = this.#recent.keys().next().value ?? 0;
    let isShown = false;
    for (const seq of evidence) {
      const fact = this.#recent.get(seq);
      // What was let go of cannot be looked at any more.
      isShown ||= seq < oldest || (fact !== undefined && isEvidence(fact));
      if (fact?.type === 'at.exchanged') this.#heard.claim(fact);
    }
    this.#hasEmptyPass ||= !isShown;
  }
}

/** What a step can rest on: something that was said, or measured. */
function isEvidence({ type }: RunEvent): boolean {
  return (
    type === 'at.exchanged' ||
    type === 'at.unsolicited' ||
    type === 'at.late' ||
    type === 'measurement.recorded'
  );
}
