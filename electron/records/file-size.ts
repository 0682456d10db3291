import type { DatabaseSync } from 'node:sqlite';

export interface FileSize {
  readonly bytes: number;
  /** Without the pages that are free to be used again. */
  readonly usedBytes: number;
}

/** How large the record's file is, or will be once all that is committed is in it. */
export function fileSize(database: DatabaseSync): FileSize {
  const pageBytes = pragma(database, 'page_size');
  const pages = pragma(database, 'page_count');
  return {
    bytes: pages * pageBytes,
    usedBytes: (pages - pragma(database, 'freelist_count')) * pageBytes,
  };
}

export function usedBytes(database: DatabaseSync): number {
  return fileSize(database).usedBytes;
}

/** The mode in which a file gives pages back when it is asked to (https://www.sqlite.org/pragma.html#pragma_auto_vacuum). */
const INCREMENTAL = 2;

/** Gives free pages back to the file system. Whether there are more; none in a file that only uses them again. */
export function giveBack(database: DatabaseSync, pages: number): boolean {
  if (pragma(database, 'auto_vacuum') !== INCREMENTAL) return false;
  const before = pragma(database, 'freelist_count');
  if (before > 0) database.exec(`PRAGMA incremental_vacuum(${pages})`);
  const left = pragma(database, 'freelist_count');
  return left > 0 && left < before;
}

type SizePragma = 'page_size' | 'page_count' | 'freelist_count' | 'auto_vacuum';

function pragma(database: DatabaseSync, name: SizePragma): number {
  const value = database.prepare(`PRAGMA ${name}`).get()?.[name];
  return typeof value === 'number' ? value : 0;
}
