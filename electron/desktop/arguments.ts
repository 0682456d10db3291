import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export type DataArgument =
  /** Null where none was given. */
  | { readonly ok: true; readonly folder: string | null }
  /** `--data` stands there without a folder. */
  | { readonly ok: false };

/** The folder after `--data` in a command line, which also has words for the browser engine in it. */
export function dataArgument(argv: readonly string[]): DataArgument {
  const { data } = parseArgs({
    args: [...argv],
    options: { data: { type: 'string' } },
    strict: false,
    allowPositionals: true,
  }).values;
  if (data === undefined) return { ok: true, folder: null };
  return typeof data === 'string' && data.trim() !== '' ? { ok: true, folder: resolve(data) } : { ok: false };
}
