import { LINE_LENGTH } from '../command-line.ts';
import { typedCommand } from '../typed-command.ts';
import type { TypedEntry } from '../typed-entry.ts';
import { hexOf } from '../utf8.ts';
import { type BytesFault, controlBytes, hasControls, hexBytes, type TypedBytes } from './typed-bytes.ts';

export type TextFault =
  | BytesFault
  /** A control character as it is, not in one of the notations. */
  | { readonly kind: 'control_character' | 'too_long'; readonly at: number };

export type ReadText =
  | { readonly ok: true; readonly entry: TypedEntry }
  | { readonly ok: false; readonly fault: TextFault };

/** Most bytes of one entry. */
const BYTES_KEPT = 2048;
/** Leaves data mode; a line end behind it would keep it from doing so (V.250 6.1.4). */
const ESCAPE_SEQUENCE = '+++';

/**
 * What a typed text is to send. What begins with `AT` is a command line and is sent as it stands; other text may hold
 * control characters in their notations, and is then sent without a line end.
 */
export function entryOf(typed: string, hex: boolean): ReadText {
  const text = typed.trim();
  if (hex) return bytesEntry(hexBytes(text));
  if (!isCommand(text) && (hasControls(text) || text === ESCAPE_SEQUENCE))
    return bytesEntry(controlBytes(text));
  if (text === '') return { ok: false, fault: { kind: 'empty', at: 0 } };
  if (text.length > LINE_LENGTH.refusedAbove) return tooLong(LINE_LENGTH.refusedAbove);
  const command = typedCommand(text);
  return command === null
    ? { ok: false, fault: { kind: 'control_character', at: firstControl(text) } }
    : { ok: true, entry: { line: command.command.line } };
}

/** Whether a text is an AT command line, whatever its arguments. */
export const isCommand = (text: string): boolean => /^\s*at/i.test(text);

function bytesEntry(read: TypedBytes): ReadText {
  if (!read.ok) return read;
  return read.bytes.length > BYTES_KEPT
    ? tooLong(BYTES_KEPT)
    : { ok: true, entry: { bytes: hexOf(read.bytes) } };
}

const tooLong = (at: number): ReadText => ({ ok: false, fault: { kind: 'too_long', at } });

function firstControl(text: string): number {
  // oxlint-disable-next-line no-control-regex -- they are what is looked for
  return text.search(/[\u0000-\u001f\u007f]/);
}
