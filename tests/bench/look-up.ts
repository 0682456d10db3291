import type { Samples } from './child.ts';

/** Finds what was measured by its name. */
export function lookUp(samples: Samples) {
  const of = (name: string): readonly number[] => {
    const found = samples[name];
    if (found === undefined) throw new Error(`${name} was not measured`);
    return found;
  };
  const differences = (name: string, less: string) => {
    const subtracted = of(less);
    return of(name).map((value, round) => value - (subtracted[round] ?? Number.NaN));
  };
  return { of, differences };
}
