import { isQuestion, matcher, nameOf, normalised } from './recorded-command.ts';
import type { Turn } from './script.ts';

/** So many different commands may be left out without losing the place; a command that is polled counts once. */
const WINDOW = 6;

export interface Choice {
  readonly turn: Turn;
  /** It was answered before, and is answered so again. */
  readonly again: boolean;
}

/**
 * Finds the recorded turn that answers a command. In order of preference: the next one from the place the dialogue has
 * come to; the unused one that is nearest to it, which moves the place only when the next command follows on there; the
 * one that was used last. A question that is asked more often in a row than it was gets its last answer again.
 */
export class TurnFinder {
  readonly #turns: readonly Turn[];
  readonly #matches: readonly ((asked: string) => boolean)[];
  readonly #used = new Set<number>();
  /** Of each turn, how often the command had changed until it. */
  readonly #runs: readonly number[];
  /** Indices of the turns by the name of their command. */
  readonly #byName = new Map<string, number[]>();
  #place = 0;
  /** Behind a turn that was taken from far away; null when none was. */
  #detour: number | null = null;
  #last: { readonly asked: string; readonly index: number } | null = null;
  /** By normalised command, the turn that answered it last. */
  readonly #answeredBy = new Map<string, number>();

  constructor(turns: readonly Turn[]) {
    this.#turns = turns;
    this.#matches = turns.map(({ command }) => matcher(command));
    let run = 0;
    this.#runs = turns.map(({ command }, index) => {
      if (index > 0 && command !== turns[index - 1]?.command) run += 1;
      return run;
    });
    for (const [index, { command }] of turns.entries()) {
      const name = nameOf(normalised(command));
      const known = this.#byName.get(name);
      if (known === undefined) this.#byName.set(name, [index]);
      else known.push(index);
    }
  }

  /** The turn for a command line; null when it was never asked in the recording. */
  find(line: string): Choice | null {
    const asked = normalised(line);
    const polled = this.#last?.asked === asked ? this.#last.index : null;
    if (polled !== null && isQuestion(asked) && !this.#fits(this.#place, asked)) return this.#again(polled);
    const near =
      this.#near(this.#place, asked) ?? (this.#detour === null ? null : this.#near(this.#detour, asked));
    if (near !== null) {
      this.#place = near + 1;
      this.#detour = null;
      return this.#take(near, asked);
    }
    const far = this.#nearestUnused(asked);
    if (far !== null) {
      this.#detour = far + 1;
      return this.#take(far, asked);
    }
    const before = this.#answeredBy.get(asked);
    return before === undefined ? null : this.#again(before);
  }

  #take(index: number, asked: string): Choice | null {
    const turn = this.#turns[index];
    if (turn === undefined) return null;
    this.#used.add(index);
    this.#answeredBy.set(asked, index);
    this.#last = { asked, index };
    return { turn, again: false };
  }

  #again(index: number): Choice | null {
    const turn = this.#turns[index];
    return turn === undefined ? null : { turn, again: true };
  }

  #fits(index: number, asked: string): boolean {
    return !this.#used.has(index) && this.#matches[index]?.(asked) === true;
  }

  #near(from: number, asked: string): number | null {
    const named = this.#byName.get(nameOf(asked)) ?? [];
    const next = named.find((index) => index >= from && this.#fits(index, asked));
    if (next === undefined) return null;
    const leftOut = (this.#runs[next] ?? 0) - (this.#runs[from] ?? 0);
    return leftOut <= WINDOW ? next : null;
  }

  #nearestUnused(asked: string): number | null {
    const candidates = (this.#byName.get(nameOf(asked)) ?? []).filter((index) => this.#fits(index, asked));
    const distance = (index: number) => Math.abs(index - this.#place);
    return candidates.reduce<number | null>(
      (best, index) => (best === null || distance(index) < distance(best) ? index : best),
      null,
    );
  }
}
