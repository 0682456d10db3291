import type { FaultName, FaultSelection } from './faults.ts';

/** The faults that strike one command line, with their values. */
export type Hits = ReadonlyMap<FaultName, string>;

/** Decides which of the selected faults strike when. Counts survive a restart of the module. */
export class FaultInjector {
  readonly #selections: readonly FaultSelection[];
  readonly #seen = new Map<FaultSelection, number>();
  readonly #standing: Hits;

  constructor(selections: readonly FaultSelection[]) {
    this.#selections = selections;
    this.#standing = new Map(
      selections
        .filter((each) => typeof each.commands === 'string' && each.nth === null)
        .map((each) => [each.name, each.value]),
    );
  }

  /** Conditions that hold all the time, and faults of every answer: they touch unsolicited lines, too. */
  get standing(): Hits {
    return this.#standing;
  }

  /** Notes that a command was seen and returns the faults that strike this occurrence of it. */
  seen(command: string): Hits {
    const hits = new Map<FaultName, string>();
    for (const each of this.#selections) {
      if (each.commands === 'none') continue;
      if (each.commands !== 'any' && !each.commands.includes(command)) continue;
      const count = (this.#seen.get(each) ?? 0) + 1;
      this.#seen.set(each, count);
      if (each.nth === null || each.nth === count) hits.set(each.name, each.value);
    }
    return hits;
  }
}
