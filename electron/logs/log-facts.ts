import type { RunEvent, RunFact } from '../../shared/events.ts';
import type { StepOutcome } from '../../shared/outcome.ts';

/** The lines of the file that a fact tells of. */
export interface LineSpan {
  readonly first: number;
  readonly last: number;
}

/** A fact with its number among all that were stated, kept or not. */
interface Stated {
  readonly no: number;
  readonly fact: RunFact;
  readonly ms: number;
  readonly lines: LineSpan;
}

export interface FactLimits {
  readonly first: number;
  readonly newest: number;
}

export interface KeptFacts {
  readonly events: readonly RunEvent[];
  readonly lines: ReadonlyMap<number, LineSpan>;
}

/** Facts that a later one may rest on: an exchange, its measurement, the lines around. */
const RECENT = 256;

/**
 * The facts of a log of any length: all of them where they are few; else the first and the newest ones, the last end
 * of every step with what it rests on, and how many were left out.
 */
export class LogFacts {
  readonly #limits: FactLimits;
  readonly #first: Stated[] = [];
  #newest: Stated[] = [];
  readonly #pinned = new Map<string, readonly Stated[]>();
  #count = 0;

  constructor(limits: FactLimits) {
    this.#limits = limits;
  }

  /** Takes a fact; gives the number under which later ones may cite it. */
  add(fact: RunFact, ms: number, lines: LineSpan): number {
    this.#count += 1;
    const stated = { no: this.#count, fact, ms, lines };
    if (this.#first.length < this.#limits.first) {
      this.#first.push(stated);
      return stated.no;
    }
    this.#newest.push(stated);
    if (this.#newest.length >= 2 * this.#limits.newest + RECENT)
      this.#newest = this.#newest.slice(-this.#limits.newest - RECENT);
    this.#pin(stated);
    return stated.no;
  }

  /** What is kept, numbered without gaps from 1. */
  kept(head: Pick<RunEvent, 'runId' | 'port'>, startedAtMs: number): KeptFacts {
    const chosen = new Map<number, Stated>();
    for (const each of [
      ...this.#first,
      ...[...this.#pinned.values()].flat(),
      ...this.#newest.slice(-this.#limits.newest),
    ])
      chosen.set(each.no, each);
    const inOrder = [...chosen.values()].sort((a, b) => a.no - b.no);
    const withGaps = inOrder.flatMap((each, index) => gapBefore(each, inOrder[index - 1]?.no ?? 0));
    const seqs = new Map(withGaps.map(({ no }, index) => [no, index + 1]));
    const lines = new Map<number, LineSpan>();
    const events = withGaps.map((each, index) => {
      lines.set(index + 1, each.lines);
      const fact = renumbered(each.fact, seqs);
      return { ...fact, ...head, seq: index + 1, atMs: startedAtMs + each.ms, elapsedMs: each.ms };
    });
    return { events, lines };
  }

  #pin(stated: Stated): void {
    const name = pinName(stated.fact);
    if (name === null) return;
    const evidence = evidenceOf(stated.fact);
    const cited = this.#newest.slice(-RECENT).filter(({ no }) => evidence.includes(no));
    this.#pinned.set(name, [...cited, stated]);
  }
}

/** Under which name the newest such fact is kept; null for those that may be left out. */
function pinName(fact: RunFact): string | null {
  switch (fact.type) {
    case 'step.finished':
    case 'step.started':
      return `${fact.type} ${fact.step}`;
    case 'step.outOfOrder':
      return `${fact.type} ${fact.step} ${fact.missing}`;
    case 'measurement.recorded':
      return fact.name;
    default:
      return null;
  }
}

function evidenceOf(fact: RunFact): readonly number[] {
  if (fact.type !== 'step.finished') return [];
  return 'evidence' in fact.outcome ? fact.outcome.evidence : [];
}

/** How many facts are missing before this one, as a fact of its own. */
function gapBefore(stated: Stated, before: number): readonly Stated[] {
  const lines = stated.no - before - 1;
  if (lines <= 0) return [stated];
  const place = { phase: 'preparation', step: null, attempt: 1 } as const;
  // Its number is between two others, so that nobody can cite it.
  const gap: Stated = { ...stated, no: stated.no - 0.5, fact: { type: 'at.flooded', place, lines } };
  return [gap, stated];
}

function renumbered(fact: RunFact, seqs: ReadonlyMap<number, number>): RunFact {
  if (fact.type !== 'step.finished' || !('evidence' in fact.outcome)) return fact;
  const evidence = fact.outcome.evidence.flatMap((no) => seqs.get(no) ?? []);
  const outcome: StepOutcome = { ...fact.outcome, evidence };
  return { ...fact, outcome };
}
