import type { StartFault } from '../../shared/contract.ts';
import type { FileProblem } from '../service/read-text-file.ts';
import type { LogFault } from '../../shared/opened-log.ts';
import type { Removal } from '../../shared/keeping.ts';
import type { PortFault } from '../../shared/port.ts';

/** Something the user must know, until it is dismissed or overtaken. */
export type NoticeContent =
  | { readonly kind: 'not_started'; readonly fault: StartFault }
  | { readonly kind: 'console_refused'; readonly reason: 'waiting' | 'not_sendable' | 'closed' | 'bay_taken' }
  | { readonly kind: 'port'; readonly fault: PortFault }
  | { readonly kind: 'saved'; readonly path: string }
  | { readonly kind: 'save_failed'; readonly code: string }
  | { readonly kind: 'store'; readonly code: string }
  | { readonly kind: 'list_unreadable'; readonly name: string; readonly problem: FileProblem }
  | { readonly kind: 'unsaved_profile' }
  | { readonly kind: 'set_aside'; readonly files: readonly string[]; readonly folder: string }
  | { readonly kind: 'log_refused'; readonly file: string; readonly fault: LogFault }
  | { readonly kind: 'log_unreadable'; readonly file: string; readonly code: string }
  /** The session log cannot be written. */
  | { readonly kind: 'log_fault'; readonly code: string }
  | { readonly kind: 'removed'; readonly removals: readonly Removal[] }
  | { readonly kind: 'copied'; readonly lines: number }
  | { readonly kind: 'not_copied' }
  | { readonly kind: 'language_missing' }
  | { readonly kind: 'call_failed' };

export type Notice = NoticeContent & { readonly id: number };
