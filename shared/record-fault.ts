import type { RecordHolder } from './record-holder.ts';

/** Why the record could not be opened, read or written. */
export type RecordFault =
  /** The folder or the file cannot be created or written; `code` is the system's or SQLite's error code. */
  | { readonly kind: 'not_writable'; readonly code: string }
  /** The medium has no room left. Nothing of the batch was written. */
  | { readonly kind: 'disk_full' }
  /** Written by a newer release, whose tables this one does not know. The file is left as it is. */
  | { readonly kind: 'newer_version'; readonly found: number; readonly known: number }
  /** An SQLite file of some other program. The file is left as it is. */
  | { readonly kind: 'foreign_file' }
  /** Not an SQLite file, or one whose pages contradict each other. The file is left as it is. */
  | { readonly kind: 'corrupt'; readonly detail: string }
  /** Another process is writing and did not finish within the time allowed; worth another attempt. */
  | { readonly kind: 'locked' }
  /** Another copy of the program has it; `holder` is null where that one has not said who it is. */
  | { readonly kind: 'in_use'; readonly holder: RecordHolder | null }
  /** The record holds something else at this place already: two writers used the same run id. */
  | {
      readonly kind: 'conflict';
      readonly runId: string;
      readonly table: 'facts' | 'trace';
      readonly position: number;
    }
  /** The file was removed or replaced while it was open: what is written now can be read by nobody. */
  | { readonly kind: 'removed' }
  /** No run of that id. */
  | { readonly kind: 'not_found' }
  /** The store was used after `close()`. */
  | { readonly kind: 'closed' }
  /** Anything else the system reports; `code` is its error code. */
  | { readonly kind: 'io'; readonly code: string };

/** What a run says of the fault that ended it: its kind, with the system's code where there is one. */
export function faultDetail(fault: RecordFault): string {
  return 'code' in fault ? `${fault.kind} ${fault.code}` : fault.kind;
}

export const RECORD_FAULTS = [
  'not_writable',
  'disk_full',
  'newer_version',
  'foreign_file',
  'corrupt',
  'locked',
  'in_use',
  'conflict',
  'removed',
  'not_found',
  'closed',
  'io',
] as const satisfies readonly RecordFault['kind'][];
