import { renameSync, statSync } from 'node:fs';

const sizeOf = (path: string): number | null => statSync(path, { throwIfNoEntry: false })?.size ?? null;

/**
 * Where a record's file was taken away and its write-ahead log stayed, SQLite would remove the log when it begins a new
 * file; but there may be runs in it that are nowhere else. It is set aside, to be put back together with the file.
 */
export function saveOrphanedLog(path: string): void {
  const log = `${path}-wal`;
  // In this order: where a file is being made at this moment, it is there ahead of its log.
  if (!sizeOf(log) || sizeOf(path) !== null) return;
  let number = 1;
  while (sizeOf(`${log}.left-${number}`) !== null) number += 1;
  renameSync(log, `${log}.left-${number}`);
}
