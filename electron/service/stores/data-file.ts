import { open, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { errorCode } from '../../port/errno.ts';
import { type FileFault, fileFault } from '../../files/fault.ts';

/** Why a file of the data folder could not be read. */
export type ReadFault =
  | { readonly kind: 'absent' }
  /** Not UTF-8: taken as such it would say something else than was meant. */
  | { readonly kind: 'not_text' }
  | { readonly kind: 'not_json' }
  /** Larger than anything this program writes. */
  | { readonly kind: 'too_large' }
  /** The system does not hand it out; `code` is its error code, `EISDIR` for anything that is no file. */
  | { readonly kind: 'not_readable'; readonly code: string };

export type TextRead =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: ReadFault };

export type JsonRead =
  | { readonly ok: true; readonly json: unknown }
  | { readonly ok: false; readonly fault: ReadFault };

const MAX_BYTES = 16 * 1024 * 1024;

/** Reads a file of UTF-8 text, without its byte order mark. */
export async function readTextFile(path: string): Promise<TextRead> {
  let bytes: Uint8Array;
  try {
    const found = await stat(path);
    // A pipe would be waited for until somebody writes into it.
    if (!found.isFile()) return unread({ kind: 'not_readable', code: 'EISDIR' });
    if (found.size > MAX_BYTES) return unread({ kind: 'too_large' });
    bytes = await readFile(path);
  } catch (thrown) {
    const code = errorCode(thrown);
    return unread(code === 'ENOENT' ? { kind: 'absent' } : { kind: 'not_readable', code });
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) };
  } catch {
    return unread({ kind: 'not_text' });
  }
}

/** Reads a file of JSON. Of a text that is none nothing is told: it may hold secrets. */
export async function readJsonFile(path: string): Promise<JsonRead> {
  const read = await readTextFile(path);
  if (!read.ok) return read;
  try {
    return { ok: true, json: JSON.parse(read.text) };
  } catch {
    return unread({ kind: 'not_json' });
  }
}

/** Whether parsed JSON is an object, which arrays are not. */
export function isJsonObject(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

export type KeptAside =
  /** Its new name in the same folder; null when there was nothing to keep any more. */
  { readonly ok: true; readonly fileName: string | null } | { readonly ok: false; readonly fault: FileFault };

/** Renames a file that cannot be used to `<name>.damaged-<n>`, with the first number that is free. */
export async function keepAside(path: string): Promise<KeptAside> {
  for (let number = 1; ; number += 1) {
    const aside = `${path}.damaged-${number}`;
    try {
      // Taking the name first: renaming would silently replace what another process has kept there meanwhile.
      await (await open(aside, 'wx', 0o600)).close();
    } catch (thrown) {
      if (errorCode(thrown) === 'EEXIST') continue;
      return { ok: false, fault: fileFault(thrown) };
    }
    try {
      await rename(path, aside);
      return { ok: true, fileName: basename(aside) };
    } catch (thrown) {
      await rm(aside, { force: true }).catch(() => {});
      if (errorCode(thrown) === 'ENOENT') return { ok: true, fileName: null };
      return { ok: false, fault: fileFault(thrown) };
    }
  }
}

function unread(fault: ReadFault): { readonly ok: false; readonly fault: ReadFault } {
  return { ok: false, fault };
}
