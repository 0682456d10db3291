/**
 * How many numbers at which nothing stands are named one by one. A record that was damaged, or forged, may have its next
 * row at any number; a list of all between would fill the memory.
 */
export const MOST_NAMED = 1000;

/** The numbers from one to the one before another, as far as they are named. */
export function missingNumbers(from: number, to: number, most = MOST_NAMED): readonly number[] {
  return Array.from({ length: Math.max(0, Math.min(to - from, most)) }, (_, index) => from + index);
}
