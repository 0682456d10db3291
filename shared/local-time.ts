/** Moments by the clock on the wall, in digits that every language reads alike. */

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-11-25`; sorts by time, and tells one calendar day from the next. */
export function localDay(ms: number): string {
  const at = new Date(ms);
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** `2026-11-25 15:30` */
export function localMinute(ms: number): string {
  const at = new Date(ms);
  return `${localDay(ms)} ${two(at.getHours())}:${two(at.getMinutes())}`;
}
