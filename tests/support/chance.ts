/** Chance that can be had again: the same numbers for the same seed. */
export class Chance {
  readonly seed: number;
  #state: number;

  /** `SEED` of the environment, or another one at every start. */
  constructor(seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 2 ** 32))) {
    this.seed = seed;
    this.#state = seed;
  }

  /** A whole number from `least` to `most`. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.#next() * (most - least + 1));
  }

  /** One of several. */
  of<T>(first: T, ...others: readonly T[]): T {
    return [first, ...others][this.whole(0, others.length)] ?? first;
  }

  /** Mulberry32. */
  #next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

/** Whether there is time for many rounds: `npm run test:long`. */
export const isLong = process.env['LONG_TESTS'] === '1';

/** How many rounds are made of something that depends on chance; said aloud, because few of them prove little. */
export function rounds(
  what: string,
  usual: number,
  long: number,
): { readonly count: number; readonly note: string } {
  const count = isLong ? long : usual;
  if (!isLong)
    console.error(`\n*** ${what}: ${usual} times here, ${long} times with npm run test:long ***\n`);
  return { count, note: `${count} times` };
}
