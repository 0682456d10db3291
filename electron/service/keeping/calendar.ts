/** Days as people at the station count them. */

/** When the day began that lies `days` days before the one of `nowMs`; 0 for that day itself. */
export function dayBefore(nowMs: number, days: number): number {
  const now = new Date(nowMs);
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() - days).getTime();
}
