import type { StartFault } from '../../shared/contract.ts';
import type { PortFault } from '../../shared/port.ts';
import type { ProfileFault } from '../../shared/profile-rules.ts';
import type { ProfileChange } from '../../shared/profile-file.ts';
import type { RecordFault } from '../../shared/record-fault.ts';

/** Something the user must know, until it is dismissed or overtaken. */
export type NoticeContent =
  | { readonly kind: 'not_started'; readonly fault: StartFault }
  | { readonly kind: 'console_refused'; readonly reason: 'waiting' | 'not_sendable' | 'closed' | 'bay_taken' }
  | { readonly kind: 'port'; readonly fault: PortFault }
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'save_failed'; readonly code: string }
  | { readonly kind: 'record'; readonly fault: RecordFault }
  | { readonly kind: 'store'; readonly code: string }
  | { readonly kind: 'set_aside'; readonly files: readonly string[]; readonly folder: string }
  | { readonly kind: 'imported'; readonly name: string; readonly changes: readonly ProfileChange[] }
  | { readonly kind: 'import_refused'; readonly faults: readonly ProfileFault[] }
  | { readonly kind: 'call_failed' };

export type Notice = NoticeContent & { readonly id: number };
