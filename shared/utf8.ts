/** UTF-8 without the platform's encoder: this folder knows neither the DOM nor Node. */

/** The UTF-8 bytes of a text; a lone surrogate becomes U+FFFD, as the encoding standard asks. */
export function utf8Bytes(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) pushCodePoint(bytes, character.codePointAt(0) ?? 0xfffd);
  return Uint8Array.from(bytes);
}

/** The number of UTF-8 bytes of a text. */
export function utf8Length(text: string): number {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) >= 0x80) return utf8Bytes(text).length;
  }
  return text.length;
}

/** Upper-case hexadecimal digits of the UTF-8 bytes of a text: what the module takes after `AT+MQTTMODE=1`. */
export function toHex(text: string): string {
  return hexOf(utf8Bytes(text));
}

/** Upper-case hexadecimal digits of bytes. */
export function hexOf(bytes: Uint8Array): string {
  let digits = '';
  for (const byte of bytes) digits += byte.toString(16).padStart(2, '0').toUpperCase();
  return digits;
}

/** The bytes of hexadecimal digits, blanks between them ignored; null when they are no whole bytes. */
export function fromHex(digits: string): Uint8Array | null {
  const packed = digits.replace(/\s+/g, '');
  if (packed.length % 2 !== 0 || !/^[0-9a-f]*$/i.test(packed)) return null;
  return Uint8Array.from({ length: packed.length / 2 }, (_, index) =>
    Number.parseInt(packed.slice(index * 2, index * 2 + 2), 16),
  );
}

function pushCodePoint(bytes: number[], raw: number): void {
  const point = raw >= 0xd800 && raw <= 0xdfff ? 0xfffd : raw;
  if (point < 0x80) bytes.push(point);
  else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 0x3f));
  else if (point < 0x10000)
    bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  else {
    bytes.push(0xf0 | (point >> 18), 0x80 | ((point >> 12) & 0x3f));
    bytes.push(0x80 | ((point >> 6) & 0x3f), 0x80 | (point & 0x3f));
  }
}
