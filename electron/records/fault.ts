import type { RecordFault } from '../../shared/record-fault.ts';

export type { RecordFault } from '../../shared/record-fault.ts';

/** What node:sqlite and node:fs put on their errors. */
interface SystemError {
  readonly code: string;
  readonly errcode: number | null;
  readonly detail: string;
}

/** SQLite's primary result codes, https://www.sqlite.org/rescode.html */
const SQLITE_FAULTS: Readonly<Record<number, 'not_writable' | 'locked' | 'corrupt' | 'disk_full'>> = {
  3: 'not_writable', // SQLITE_PERM
  5: 'locked', // SQLITE_BUSY
  6: 'locked', // SQLITE_LOCKED
  8: 'not_writable', // SQLITE_READONLY
  11: 'corrupt', // SQLITE_CORRUPT
  13: 'disk_full', // SQLITE_FULL
  14: 'not_writable', // SQLITE_CANTOPEN
  26: 'corrupt', // SQLITE_NOTADB
};

/** SQLITE_IOERR_SHMSIZE: "may indicate that the underlying filesystem volume is out of space" (rescode.html). */
const NO_ROOM_FOR_INDEX = 4874;

/** System error codes of creating a folder that mean "not here", errno(3). */
const NOT_WRITABLE_CODES: readonly string[] = ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST', 'ENOENT'];

/**
 * The fault behind an error that node:sqlite or node:fs threw.
 * @throws the error itself when it comes from neither: that is a bug of this program.
 */
export function faultOf(error: unknown): RecordFault {
  const system = systemError(error);
  if (system === null) throw error;
  if (system.errcode !== null) return sqliteFault(system.errcode, system.detail);
  // node:sqlite answers every call on a closed database with this code.
  if (system.code === 'ERR_INVALID_STATE') return { kind: 'closed' };
  if (system.code === 'ENOSPC') return { kind: 'disk_full' };
  const kind = NOT_WRITABLE_CODES.includes(system.code) ? 'not_writable' : 'io';
  return { kind, code: system.code };
}

function sqliteFault(errcode: number, detail: string): RecordFault {
  const kind = errcode === NO_ROOM_FOR_INDEX ? 'disk_full' : (SQLITE_FAULTS[errcode & 0xff] ?? 'io');
  switch (kind) {
    case 'locked':
    case 'disk_full':
      return { kind };
    case 'corrupt':
      return { kind, detail };
    case 'not_writable':
    case 'io':
      return { kind, code: `SQLITE_${errcode}` };
  }
}

function systemError(error: unknown): SystemError | null {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return null;
  if (error.code !== 'ERR_SQLITE_ERROR') return { code: error.code, errcode: null, detail: error.message };
  const errcode = 'errcode' in error && typeof error.errcode === 'number' ? error.errcode : null;
  return { code: error.code, errcode: errcode ?? 1, detail: error.message };
}
