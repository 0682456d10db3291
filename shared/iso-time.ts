/** The last moment a date can name (ECMA-262 21.4.1.1). */
const LAST_MS = 8.64e15;

/** Whether a date can name a moment, which in a damaged record may be any number. */
export function isMoment(ms: number): boolean {
  return Math.abs(ms) <= LAST_MS;
}

/** ISO 8601 to the millisecond, UTC; null for what is no moment that a date can name. */
export function isoTime(ms: unknown): string | null {
  return typeof ms === 'number' && isMoment(ms) ? new Date(ms).toISOString() : null;
}
