import type { ChildProcess } from 'node:child_process';

/** A program that could not open anything ends at once and says so by its status. */
const SETTLED_MS = 1500;

/** Whether a program that was started opens something: it stays, or ends with a status that says so. */
export function opens(
  child: ChildProcess,
  isSuccess: (status: number | null) => boolean = (status) => status === 0,
  settledMs = SETTLED_MS,
): Promise<boolean> {
  return new Promise((resolve) => {
    const wait = setTimeout(() => resolve(true), settledMs);
    const settle = (opened: boolean) => {
      clearTimeout(wait);
      resolve(opened);
    };
    child.once('error', () => settle(false));
    child.once('exit', (status) => settle(isSuccess(status)));
  });
}
