/**
 * Text on the UART is one byte per character here: a command line's bytes survive being handled as a string,
 * whatever their encoding.
 */
export function toBytes(text: string): Uint8Array {
  return new Uint8Array(Buffer.from(text, 'latin1'));
}

/** The string with one character per byte. */
export function toText(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}

/** A text as MQTT carries it (UTF-8), read from a command line's bytes. */
export function utf8FromWire(text: string): string {
  return Buffer.from(text, 'latin1').toString('utf8');
}

/** The bytes of an MQTT text as a one-byte-per-character string for the UART. */
export function utf8ToWire(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

/** Decodes pairs of hexadecimal digits; null when there is an odd one or anything else between them. */
export function fromHex(digits: string): Uint8Array | null {
  if (digits.length % 2 !== 0 || !/^[0-9a-fA-F]*$/.test(digits)) return null;
  return new Uint8Array(Buffer.from(digits, 'hex'));
}

/** Upper-case hexadecimal digits, as the source document prints them (row 17). */
export function toHex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('hex').toUpperCase();
}
