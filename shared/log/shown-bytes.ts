import { visible } from '../log-text.ts';
import { decodeUtf8, pointAt, sequenceAt } from './utf8-sequences.ts';

/** Bytes for people. Whatever cannot be seen as a character is shown as what it is, so that no byte can hide. */

export type Segment =
  | { readonly text: string }
  /**
   * The name of a control character (`CR`, `ESC`), or the two hexadecimal digits of a byte that is no text; `plain` is
   * how `plainText` shows it.
   */
  | { readonly control: string; readonly plain: string };

/** Names of U+0000 to U+001F (ISO/IEC 6429), as they are known: TAB, not HT; 0C, because FF is a byte as well. */
const NAMES = (
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT 0C CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC ' +
  'FS GS RS US'
).split(' ');
const DEL = 0x7f;

/** Line and paragraph separators, controls, and marks without width that turn or join what stands around them. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** Marks that stand on the character before them. Living scripts have up to three on one; more only pile up. */
const MARK = /\p{M}/u;
const MARKS_ON_ONE = 4;
/** No character below it is a mark. */
const FIRST_MARK = 0x300;

/** A binary string as text and boxes, in order. */
export function segments(bytes: string): readonly Segment[] {
  const shown: Segment[] = [];
  walk(bytes, {
    text: (text) => shown.push({ text }),
    byte: (code) => shown.push({ control: nameOf(code), plain: plainByte(code) }),
  });
  return shown;
}

/** The same in one string: control characters as `visible` shows them, other bytes that are no text as `<E2>`. */
export function plainText(bytes: string): string {
  if (!BEYOND_ASCII.test(bytes)) return visible(bytes);
  let shown = '';
  walk(bytes, {
    text: (text) => {
      shown += text;
    },
    byte: (code) => {
      shown += plainByte(code);
    },
  });
  return shown;
}

const plainByte = (code: number): string =>
  code < 0x80 ? visible(String.fromCharCode(code)) : `<${hexPair(code)}>`;

const BEYOND_ASCII = /[\u0080-\u00ff]/;

/** Upper-case pairs of hexadecimal digits, a blank between them. */
export function hexColumns(bytes: string): string {
  let columns = '';
  for (let at = 0; at < bytes.length; at += 1)
    columns += at === 0 ? PAIRS[bytes.charCodeAt(at)] : ` ${PAIRS[bytes.charCodeAt(at)]}`;
  return columns;
}

interface Reader {
  readonly text: (text: string) => void;
  readonly byte: (code: number) => void;
}

function walk(bytes: string, { text, byte }: Reader): void {
  let from = 0;
  let marks = 0;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at);
    const point = length > 0 ? pointAt(bytes, at, length) : 0;
    marks = isMark(point) ? marks + 1 : 0;
    if (length > 0 && isSeen(point) && marks <= MARKS_ON_ONE) {
      at += length;
      continue;
    }
    if (at > from) text(decodeUtf8(bytes.slice(from, at)));
    from = at + Math.abs(length);
    for (; at < from; at += 1) byte(bytes.charCodeAt(at));
  }
  if (bytes.length > from) text(decodeUtf8(bytes.slice(from)));
}

function isSeen(point: number): boolean {
  if (point < DEL) return point >= 0x20;
  return !UNSEEN.test(String.fromCodePoint(point));
}

const isMark = (point: number): boolean => point >= FIRST_MARK && MARK.test(String.fromCodePoint(point));

function nameOf(code: number): string {
  return code === DEL ? 'DEL' : (NAMES[code] ?? hexPair(code));
}

const PAIRS = Array.from({ length: 256 }, (_, code) => hexPair(code));

function hexPair(code: number): string {
  return code.toString(16).padStart(2, '0').toUpperCase();
}
