import { type Evidence, INITIAL_EVIDENCE, reduceEvidence } from '../../../shared/diagnosis/evidence.ts';
import type { RunFacts } from '../run-facts.ts';
import { TURN_MS, turn } from '../turn.ts';

/** Facts between two places that the fold can begin at: they are folded in a millisecond or two. */
const APART = 250;
/** Such places; above it they are twice as far apart. */
const MOST = 1000;

/** A fold that was made on the way. */
interface Checkpoint {
  readonly evidence: Evidence;
  /** The last fact that was read, whether it could be understood or not. */
  readonly seq: number;
  /** When the newest of them was stated. */
  readonly reachMs: number;
}

const BEGINNING: Checkpoint = { evidence: INITIAL_EVIDENCE, seq: 0, reachMs: Number.NEGATIVE_INFINITY };

/** Folds the facts of a run up to any moment. What was folded once is taken up where it is of use. */
export class EvidenceAt {
  readonly #facts: RunFacts;
  /** In order; the first one is the beginning. */
  #checkpoints: Checkpoint[] = [BEGINNING];
  #apart = APART;

  constructor(facts: RunFacts) {
    this.#facts = facts;
  }

  /** What was known at a moment, milliseconds since the run began; null for the newest. */
  async upTo(untilMs: number | null): Promise<Evidence> {
    const lastMs = untilMs ?? Number.POSITIVE_INFINITY;
    let point = this.#checkpoints.findLast(({ reachMs }) => reachMs <= lastMs) ?? BEGINNING;
    for (let turnMs = performance.now() + TURN_MS; ; ) {
      const next = this.#further(point, lastMs);
      if (next.isEnd) return next.point.evidence;
      point = next.point;
      if (point.seq > (this.#checkpoints.at(-1)?.seq ?? 0)) this.#keep(point);
      if (performance.now() < turnMs) continue;
      await turn();
      turnMs = performance.now() + TURN_MS;
    }
  }

  /** Folds on to the next place of a checkpoint, or to the end of what is asked for. */
  #further(from: Checkpoint, lastMs: number): { readonly point: Checkpoint; readonly isEnd: boolean } {
    const rows = this.#facts.rowsAfter(from.seq, this.#apart);
    const beyond = rows.findIndex(({ elapsed_ms: elapsedMs }) => elapsedMs > lastMs);
    const taken = beyond < 0 ? rows : rows.slice(0, beyond);
    const { events } = this.#facts.read(taken, from.seq + 1);
    const point: Checkpoint = {
      evidence: events.reduce(reduceEvidence, from.evidence),
      seq: taken.at(-1)?.seq ?? from.seq,
      reachMs: taken.reduce((reach, { elapsed_ms: elapsedMs }) => Math.max(reach, elapsedMs), from.reachMs),
    };
    return { point, isEnd: taken.length < this.#apart };
  }

  #keep(point: Checkpoint): void {
    this.#checkpoints.push(point);
    if (this.#checkpoints.length <= MOST) return;
    this.#checkpoints = this.#checkpoints.filter((_, index) => index % 2 === 0);
    this.#apart *= 2;
  }
}
