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

/** The moments of a calendar day `2026-11-25` by the clock on the wall, the second one excluded; null where there is no such day. */
export function dayRange(day: string): { readonly fromMs: number; readonly toMs: number } | null {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day)?.map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined) return null;
  const fromMs = new Date(year, month - 1, date).getTime();
  return localDay(fromMs) === day ? { fromMs, toMs: new Date(year, month - 1, date + 1).getTime() } : null;
}
