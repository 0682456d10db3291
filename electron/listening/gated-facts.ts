import type { Clock } from '../../shared/clock.ts';
import type { Place, RunFact } from '../../shared/events.ts';
import { FloodGate } from '../session/flood-gate.ts';

/** Lets a module talk that is only listened to, but counts what it says in a flood: a tap may be left for days. */
export class GatedFacts {
  readonly #clock: Clock;
  readonly #record: (fact: RunFact) => number;
  readonly #gate: FloodGate;
  #seq = 0;
  #place: Place | null = null;

  constructor(clock: Clock, record: (fact: RunFact) => number) {
    this.#clock = clock;
    this.#record = record;
    this.#gate = new FloodGate(clock.monotonic());
  }

  /** The `seq` of the fact; for a line that has none of its own, the one of the fact before. */
  state(fact: RunFact): number {
    if (fact.type === 'at.unsolicited' || fact.type === 'at.late') {
      const { admitted, released } = this.#gate.admit(this.#clock.monotonic());
      this.#place = fact.place;
      this.#flooded(released);
      if (!admitted) return this.#seq;
    }
    this.#seq = this.#record(fact);
    return this.#seq;
  }

  /** Records how many lines are still held. */
  drain(): void {
    this.#flooded(this.#gate.drain());
  }

  #flooded(lines: number): void {
    if (lines > 0 && this.#place !== null)
      this.#seq = this.#record({ type: 'at.flooded', place: this.#place, lines });
  }
}
