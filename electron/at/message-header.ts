import { utf8Length } from '../../shared/utf8.ts';

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

/** `+MSUB: "<topic>",<n> byte,`, also with the topic unquoted, `bytes`, and blanks or none (protocol.md 3 Q9). */
const HEADER = /^\+MSUB\s*[:：]\s*(?:["”“]([^"”“]*)["”“]|([^",]*))\s*,\s*(\d{1,6})\s*bytes?\s*,/i;

/** Whether a line can be a delivered message at all: a test of its first bytes, `+MS` in either case. */
export function mayBeMessage(line: Uint8Array, from = 0): boolean {
  return (
    line[from] === 0x2b && ((line[from + 1] ?? 0) | 0x20) === 0x6d && ((line[from + 2] ?? 0) | 0x20) === 0x73
  );
}

/** Reads the header at the beginning of a line; null when the line is something else. */
export function messageHeader(line: string): MessageHeader | null {
  const found = HEADER.exec(line);
  if (found === null) return null;
  const length = Number(found[3]);
  if (length > LENGTH_LIMIT) return null;
  return { topic: found[1] ?? found[2] ?? '', length, size: utf8Length(found[0]) };
}
