import type { Removal } from '../../../shared/keeping.ts';
import type { RecordUpkeep } from '../../records/index.ts';
import type { LogRemoval } from '../session-log/log-folder.ts';

/** Writes down what went of the session log. Where the record cannot take it, it is told all the same. */
export function notedRemoval(upkeep: RecordUpkeep, removal: LogRemoval, nowMs: number): Removal {
  const { reason, files: count, bytes, oldestMs, newestMs } = removal;
  const told = { what: 'logs', atMs: Math.round(nowMs), reason, count, bytes, oldestMs, newestMs } as const;
  const entry = upkeep.note(told);
  return entry.ok ? entry.value : { id: 0, ...told };
}
