import { textExport } from '../../shared/log/export.ts';
import { logFileName } from '../../shared/log/file-name.ts';
import type { ShownRun } from '../store/window-state.ts';

/**
 * The log as far as this window has it, for when the service is gone. Always text: the facts as they are stand in the
 * record only.
 */
export function localExport({ book, state }: ShownRun): {
  readonly fileName: string;
  readonly text: string;
} {
  return { fileName: logFileName(state, 'txt'), text: [...textExport(book, state)].join('') };
}
