/** Round numbers along a chart. */

const STEPS = [1, 2, 5, 10] as const;
const MOST_TICKS = 8;

/** Round numbers from 0 to `most`, at most eight or so. */
export function ticks(most: number): readonly number[] {
  if (!(most > 0) || !Number.isFinite(most)) return [0];
  const power = 10 ** Math.floor(Math.log10(most / MOST_TICKS));
  const step = power * (STEPS.find((each) => power * each * MOST_TICKS >= most) ?? 10);
  return Array.from({ length: Math.floor(most / step) + 1 }, (_, index) =>
    Number((index * step).toPrecision(6)),
  );
}

/** A place in a drawing: to a tenth, so that a drawing stays short. */
export const place = (value: number): string => String(Math.round(value * 10) / 10);
