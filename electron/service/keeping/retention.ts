import type { Retention } from '../../../shared/station.ts';
import { MEGABYTE } from '../../../shared/keeping.ts';
import { dayBefore } from './calendar.ts';

/** A run as far as it matters how long it is kept. */
export interface KeptRun {
  readonly key: number;
  readonly beganMs: number | null;
  /** When its newest fact was stated; null where the record is too damaged to tell. */
  readonly lastMs: number | null;
  /** Of its facts and bytes; the file takes more. */
  readonly bytes: number;
  /** It may still be going on, here or in another process. */
  readonly isOpen: boolean;
}

export interface RetentionPlan {
  /** What may go at all, oldest first. */
  readonly removable: readonly KeptRun[];
  /** The first so many of them go for their age. */
  readonly forAge: number;
  /** And so many behind those for the size, by what a byte of a run takes in the file on the average. */
  readonly forSize: number;
  /** What a byte of a run takes in the file. */
  readonly bytesInFile: number;
}

/** What the pages of the record that are in use come to, and when it is. */
export interface RecordNow {
  readonly nowMs: number;
  readonly usedBytes: number;
}

/**
 * Which whole runs a policy takes away. Never one of the current calendar day, one that may be going on, or one of which
 * nobody can tell when it was.
 */
export function retentionPlan(
  runs: readonly KeptRun[],
  { days, megabytes }: Retention,
  { nowMs, usedBytes }: RecordNow,
): RetentionPlan {
  const today = dayBefore(nowMs, 0);
  const removable = runs
    .filter((run) => !run.isOpen && lastOf(run) < today)
    .sort((one, other) => lastOf(one) - lastOf(other) || one.key - other.key);
  const bytesInFile = usedBytes / Math.max(1, sumOf(runs));
  const oldest = days === null ? Number.NEGATIVE_INFINITY : dayBefore(nowMs, days);
  const kept = removable.findIndex((run) => lastOf(run) >= oldest);
  const forAge = kept === -1 ? removable.length : kept;
  const limit = megabytes === null ? Number.POSITIVE_INFINITY : megabytes * MEGABYTE;
  let left = usedBytes - sumOf(removable.slice(0, forAge)) * bytesInFile;
  let forSize = 0;
  for (const { bytes } of removable.slice(forAge)) {
    if (left <= limit) break;
    left -= bytes * bytesInFile;
    forSize += 1;
  }
  return { removable, forAge, forSize, bytesInFile };
}

/** What nobody can tell the age of is of today. */
function lastOf({ lastMs, beganMs }: KeptRun): number {
  return lastMs ?? beganMs ?? Number.POSITIVE_INFINITY;
}

function sumOf(runs: readonly KeptRun[]): number {
  return runs.reduce((sum, { bytes }) => sum + bytes, 0);
}
