/** One thing the module said, cut out of the byte stream. */
export type Frame =
  /** A line without its terminator; never empty. */
  | { readonly kind: 'line'; readonly text: string }
  /**
   * A delivered message: `+MSUB: "<topic>",<n> byte,<payload>` (document rows 17, 18). The payload is counted by
   * bytes and may hold line breaks.
   */
  | {
      readonly kind: 'message';
      /** The whole frame for people, line breaks included. */
      readonly text: string;
      /** As printed, blanks included (protocol.md 3 Q7). */
      readonly topic: string;
      /** The count as printed. It counts decoded bytes, also when the payload is printed as HEX (Q9). */
      readonly length: number;
      /** What stands after the second comma, byte for byte. */
      readonly printed: Uint8Array;
    }
  /** `> ` at the start of a line: the module waits for data. */
  | { readonly kind: 'prompt' }
  /** A line longer than any known answer; only its beginning is kept. */
  | { readonly kind: 'overlong'; readonly text: string; readonly length: number };

const utf8 = new TextDecoder('utf-8');
const singleByte = new TextDecoder('latin1');

/** Up to here, appending characters is quicker than a call into the decoder. */
const SHORT_BYTES = 24;

/** Bytes as text: UTF-8, with U+FFFD where the bytes are none. */
export function decodeText(bytes: Uint8Array): string {
  if (bytes.length > SHORT_BYTES) return utf8.decode(bytes);
  let text = '';
  for (let index = 0; index < bytes.length; index += 1) {
    const byte = bytes[index] ?? 0;
    if (byte >= 0x80) return utf8.decode(bytes);
    text += String.fromCharCode(byte);
  }
  return text;
}

/** Bytes as text with one character a byte; right for ASCII alone, and the fastest way there is. */
export function decodeAscii(bytes: Uint8Array): string {
  return singleByte.decode(bytes);
}
