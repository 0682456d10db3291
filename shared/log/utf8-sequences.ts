/** Reading UTF-8 in a binary string as the encoding standard does, without the platform's decoder. */

const HIGH = /[\u0080-\u00ff]/;

/** What may follow a lead byte directly; other continuation bytes are 0x80 to 0xBF. */
const SECOND: Readonly<Record<number, readonly [number, number]>> = {
  0xe0: [0xa0, 0xbf],
  0xed: [0x80, 0x9f],
  0xf0: [0x90, 0xbf],
  0xf4: [0x80, 0x8f],
};
const ANY: readonly [number, number] = [0x80, 0xbf];

/**
 * Bytes of the character at `at`, 1 to 4; or, negative, how many bytes there are no character but stand for one
 * U+FFFD together.
 */
export function sequenceAt(bytes: string, at: number): number {
  const lead = bytes.charCodeAt(at);
  if (lead < 0x80) return 1;
  if (lead < 0xc2 || lead > 0xf4) return -1;
  const more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  let [low, high] = SECOND[lead] ?? ANY;
  for (let taken = 1; taken <= more; taken += 1) {
    const byte = bytes.charCodeAt(at + taken);
    // Behind the end it is NaN, which lies nowhere.
    if (!(byte >= low && byte <= high)) return -taken;
    [low, high] = ANY;
  }
  return more + 1;
}

/** The code point of the character at `at` that takes `length` bytes. */
export function pointAt(bytes: string, at: number, length: number): number {
  const lead = bytes.charCodeAt(at);
  if (length === 1) return lead;
  let point = lead & (0xff >> (length + 1));
  for (let index = 1; index < length; index += 1)
    point = (point << 6) | (bytes.charCodeAt(at + index) & 0x3f);
  return point;
}

/** Whether all of it is UTF-8. */
export function isUtf8(bytes: string): boolean {
  if (!HIGH.test(bytes)) return true;
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at);
    if (length < 0) return false;
    at += length;
  }
  return true;
}

/** The text, U+FFFD where the bytes are none. */
export function decodeUtf8(bytes: string): string {
  if (!HIGH.test(bytes)) return bytes;
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = sequenceAt(bytes, at);
    text += length < 0 ? '\ufffd' : String.fromCodePoint(pointAt(bytes, at, length));
    at += Math.abs(length);
  }
  return text;
}
