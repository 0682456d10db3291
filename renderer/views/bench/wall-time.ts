const two = (value: number) => String(value).padStart(2, '0');

/** The clock on the wall to the millisecond, in this computer's time zone. `ms` since 1970. */
export function clockTime(ms: number): string {
  const at = new Date(ms);
  const seconds = `${two(at.getSeconds())}.${String(at.getMilliseconds()).padStart(3, '0')}`;
  return `${two(at.getHours())}:${two(at.getMinutes())}:${seconds}`;
}
