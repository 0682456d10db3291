import { closeSync, openSync, readSync } from 'node:fs';
import { errorCode } from '../port/errno.ts';

export type ProfileSource =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: 'unreadable'; readonly code: string }
  /** More than any profile, or a device that never ends. */
  | { readonly ok: false; readonly fault: 'tooLarge' }
  /** Neither UTF-8 nor UTF-16 with its byte order mark: taken as such it would send other bytes than were meant. */
  | { readonly ok: false; readonly fault: 'notText' };

const MAX_BYTES = 1024 * 1024;

/** Reads the text of a profile file, or of a pipe. Windows PowerShell writes UTF-16 where one redirects into a file. */
export function readProfileSource(path: string): ProfileSource {
  let bytes: Uint8Array;
  try {
    bytes = readUpTo(path, MAX_BYTES + 1);
  } catch (fault) {
    return { ok: false, fault: 'unreadable', code: errorCode(fault) };
  }
  if (bytes.length > MAX_BYTES) return { ok: false, fault: 'tooLarge' };
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return { ok: true, text: new TextDecoder(encoding, { fatal: true }).decode(bytes) };
  } catch {
    return { ok: false, fault: 'notText' };
  }
}

function readUpTo(path: string, limit: number): Uint8Array {
  const file = openSync(path, 'r');
  try {
    const buffer = new Uint8Array(limit);
    let length = 0;
    for (;;) {
      const read = readSync(file, buffer, length, limit - length, null);
      length += read;
      if (read === 0 || length === limit) return buffer.subarray(0, length);
    }
  } finally {
    closeSync(file);
  }
}
