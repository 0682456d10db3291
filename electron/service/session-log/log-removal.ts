import { dayBefore } from '../keeping/calendar.ts';

export interface LogFileInfo {
  readonly name: string;
  readonly bytes: number;
  /** When it was written last. */
  readonly lastMs: number;
}

export interface LogPolicy {
  /** What is older than so many days goes; null: nothing does for its age. */
  readonly days: number | null;
  /** What is beyond this goes, oldest first. */
  readonly bytes: number;
}

export type LogRemovals = Readonly<Record<'age' | 'size', readonly LogFileInfo[]>>;

/** The whole files that are to go, oldest first; none that was written today, or that somebody is writing. */
export function logRemovals(
  files: readonly LogFileInfo[],
  policy: LogPolicy,
  nowMs: number,
  isWritten: (name: string) => boolean,
): LogRemovals {
  const today = dayBefore(nowMs, 0);
  const removable = files
    .filter(({ name, lastMs }) => lastMs < today && !isWritten(name))
    .sort((one, other) => one.lastMs - other.lastMs || (one.name < other.name ? -1 : 1));
  const oldest = policy.days === null ? Number.NEGATIVE_INFINITY : dayBefore(nowMs, policy.days);
  const age = removable.filter(({ lastMs }) => lastMs < oldest);
  let total = files.reduce((sum, { bytes }) => sum + bytes, 0) - sumOf(age);
  const size: LogFileInfo[] = [];
  for (const file of removable.slice(age.length)) {
    if (total <= policy.bytes) break;
    size.push(file);
    total -= file.bytes;
  }
  return { age, size };
}

export function sumOf(files: readonly LogFileInfo[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0);
}
