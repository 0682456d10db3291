import { utf8Bytes } from '../utf8.ts';

/**
 * Bytes written with what a keyboard has. Two notations:
 *
 * - HEX: pairs of hexadecimal digits, with or without blanks, commas or `0x`: `1A`, `41 54 0D`, `0x41,0x54`.
 * - Text with control characters: `^Z` (caret notation, `^@` to `^_` and `^?`), `\r`, `\n`, `\t`, `\e`, `\0`, and `\x1A`
 *   for any byte. `\\` is a backslash and `\^` a caret. Everything else stands for itself, in UTF-8.
 */

/** What cannot be read, and where: a position in the text, counted from 0. */
export interface BytesFault {
  readonly kind: 'empty' | 'no_hex_digit' | 'half_byte' | 'unknown_escape' | 'short_escape';
  readonly at: number;
}

export type TypedBytes =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly fault: BytesFault };

/** Reads bytes in HEX. */
export function hexBytes(text: string): TypedBytes {
  const bytes: number[] = [];
  // A pair, half a pair, a blank between pairs, or anything else.
  for (const { 0: token, index } of text.matchAll(/0x(?=[0-9a-f])|[0-9a-f]{2}|[\s,]|[^]/giu)) {
    if (/^0x$|^[\s,]$/i.test(token)) continue;
    if (/^[0-9a-f]{2}$/i.test(token)) bytes.push(Number.parseInt(token, 16));
    else return fault(/^[0-9a-f]$/i.test(token) ? 'half_byte' : 'no_hex_digit', index);
  }
  return bytes.length === 0 ? fault('empty', 0) : { ok: true, bytes: Uint8Array.from(bytes) };
}

const NAMED: Readonly<Record<string, number>> = {
  r: 0x0d,
  n: 0x0a,
  t: 0x09,
  e: 0x1b,
  '0': 0,
  '\\': 0x5c,
  '^': 0x5e,
};

/** Caret notation, an escape of two digits, any other escape, the same cut off, or what stands for itself. */
const TOKEN = /\^[@-_a-z?]|\\x[0-9a-f]{2}|\\x|\\[^]|\\|[^\\^]+|\^/giu;

/** Reads text with control characters in it. */
export function controlBytes(text: string): TypedBytes {
  const bytes: number[] = [];
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    const code = codeOf(token);
    if (code === 'text') bytes.push(...utf8Bytes(token));
    else if (typeof code === 'number') bytes.push(code);
    else return fault(code, index);
  }
  return bytes.length === 0 ? fault('empty', 0) : { ok: true, bytes: Uint8Array.from(bytes) };
}

function codeOf(token: string): number | 'text' | 'unknown_escape' | 'short_escape' {
  const [mark, second] = token;
  if (mark === '^' && second !== undefined) {
    const code = second.toUpperCase().charCodeAt(0);
    return second === '?' ? 0x7f : code - 0x40;
  }
  if (mark !== '\\') return 'text';
  if (second === undefined || token === '\\x') return 'short_escape';
  if (second === 'x') return Number.parseInt(token.slice(2), 16);
  return NAMED[second] ?? 'unknown_escape';
}

/** Whether a text has a control character in one of the notations; a stray backslash or caret is none. */
export function hasControls(text: string): boolean {
  return /\^[@-_a-z?]|\\(?:x[0-9a-f]{2}|[rnte0])/iu.test(text);
}

function fault(kind: BytesFault['kind'], at: number): TypedBytes {
  return { ok: false, fault: { kind, at } };
}
