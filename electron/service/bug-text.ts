/**
 * A fault of this program for the terminal or a log: its name, its message and where it happened. What else hangs on
 * an error stays out, such as the answer that a check has refused: secrets may be in it.
 */
export function bugText(fault: unknown): string {
  return fault instanceof Error ? (fault.stack ?? fault.message) : typeof fault;
}
