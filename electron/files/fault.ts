import { errorCode } from '../port/errno.ts';
import { faultOf } from '../records/fault.ts';

/** Why a file could not be written, moved or removed; `code` is the system's error code. */
export interface FileFault {
  readonly kind: 'not_writable' | 'disk_full' | 'io';
  readonly code: string;
}

export type FileResult = { readonly ok: true } | { readonly ok: false; readonly fault: FileFault };

/**
 * The fault behind what node:fs threw.
 * @throws the error itself when it is none of the system's: that is a bug of this program.
 */
export function fileFault(thrown: unknown): FileFault {
  const code = errorCode(thrown);
  if (code === 'EDQUOT') return { kind: 'disk_full', code };
  // Something else than a file stands in its place.
  if (code === 'EISDIR' || code === 'ENOTEMPTY') return { kind: 'not_writable', code };
  const fault = faultOf(thrown);
  switch (fault.kind) {
    case 'not_writable':
    case 'disk_full':
    case 'io':
      return { kind: fault.kind, code };
    default:
      throw thrown;
  }
}

/** What an act on a file gave, or why it could not be done. */
export async function attempt<Value>(
  act: () => Promise<Value>,
): Promise<{ readonly ok: true; readonly value: Value } | { readonly ok: false; readonly fault: FileFault }> {
  try {
    return { ok: true, value: await act() };
  } catch (thrown) {
    return { ok: false, fault: fileFault(thrown) };
  }
}
