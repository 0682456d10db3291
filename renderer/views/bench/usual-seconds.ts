/** Seconds as they are said of many runs: tenths while they matter. */
export function usualSeconds(ms: number): string {
  const seconds = ms / 1000;
  if (seconds < 0.05) return '<0.1';
  return seconds < 10 ? seconds.toFixed(1) : String(Math.round(seconds));
}
