export interface Distribution {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Low and high are quartiles; otherwise the extremes, as quartiles of a handful mean little. */
  readonly quartiles: boolean;
}

const ENOUGH_FOR_QUARTILES = 20;

/** @throws when there is nothing to describe. */
export function distribution(samples: readonly number[]): Distribution {
  const sorted = samples.toSorted((a, b) => a - b);
  if (sorted.length === 0) throw new Error('nothing was measured');
  const quartiles = sorted.length >= ENOUGH_FOR_QUARTILES;
  const [low, high] = quartiles ? [0.25, 0.75] : [0, 1];
  return {
    median: quantile(sorted, 0.5),
    low: quantile(sorted, low),
    high: quantile(sorted, high),
    quartiles,
  };
}

export function median(samples: readonly number[]): number {
  return distribution(samples).median;
}

/** Linear between neighbours (Hyndman and Fan 1996, definition 7). */
function quantile(sorted: readonly number[], share: number): number {
  const place = share * (sorted.length - 1);
  const below = sorted[Math.floor(place)] ?? 0;
  const above = sorted[Math.ceil(place)] ?? 0;
  return below + (above - below) * (place - Math.floor(place));
}
