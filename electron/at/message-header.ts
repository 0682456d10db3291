import { decodeText } from './frame.ts';

/** What stands before a counted payload. */
export interface MessageHeader {
  readonly topic: string;
  /** Announced payload length in bytes. */
  readonly length: number;
  /** Bytes of the header itself, through the comma before the payload. */
  readonly size: number;
}

/** Longer announcements are not believed: the family's messages end at 4,100 bytes (protocol.md 6). */
const LENGTH_LIMIT = 8_192;
/** Bytes in which a header ends: the family's topics end at 256 (protocol.md 6). */
const SIZE_LIMIT = 1_024;

/**
 * `+MSUB: "<topic>",<n> byte,`, also with the topic unquoted, `bytes`, and blanks or none (protocol.md 3 Q9). One
 * character is one byte here, so that a topic that is no UTF-8 cannot shift the payload: the colon may be U+FF1A and
 * the quotes U+201C or U+201D, three bytes each (Q1, Q2).
 */
const HEADER =
  // oxlint-disable-next-line no-control-regex
  /^\+MSUB\s*(?::|\u00ef\u00bc\u009a)\s*(?:(?:"|\u00e2\u0080[\u009c\u009d])([^"\u00e2]*(?:\u00e2(?!\u0080[\u009c\u009d])[^"\u00e2]*)*)(?:"|\u00e2\u0080[\u009c\u009d])|([^\s",]*(?: +[^\s",]+)*))\s*,\s*(\d{1,6})\s*bytes?\s*,/i;

/** Whether a line can be a delivered message at all: a test of its first bytes, `+MS` in either case. */
export function mayBeMessage(line: Uint8Array, from = 0): boolean {
  return (
    line[from] === 0x2b && ((line[from + 1] ?? 0) | 0x20) === 0x6d && ((line[from + 2] ?? 0) | 0x20) === 0x73
  );
}

/** Reads the header at the beginning of a line; null when the line is something else. `text` is the line decoded. */
export function messageHeader(line: Uint8Array, text: string): MessageHeader | null {
  const found = HEADER.exec(text.slice(0, SIZE_LIMIT));
  if (found !== null && ASCII.test(found[0])) return headerOf(found, found[1] ?? found[2] ?? '');
  if (text.length === line.length) return null;
  const exact = HEADER.exec(bytewise(line.subarray(0, SIZE_LIMIT)));
  return exact && headerOf(exact, decodeText(bytesOf(exact[1] ?? exact[2] ?? '')));
}

/** In plain ASCII a character is a byte, whatever the payload behind the header holds. */
const ASCII = /^[ -~]*$/;

function headerOf(found: RegExpExecArray, topic: string): MessageHeader | null {
  const length = Number(found[3]);
  return length <= LENGTH_LIMIT ? { topic, length, size: found[0].length } : null;
}

function bytewise(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes);
}

function bytesOf(characters: string): Uint8Array {
  return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}
