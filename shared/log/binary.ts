/**
 * Bytes as a binary string: one character a byte, U+0000 to U+00FF. It crosses to a window as it is, is cut and
 * compared without copies, and takes a byte of memory per byte.
 */

/** Arguments of one call; engines refuse some ten thousand. */
const AT_ONCE = 8192;

/** The binary string of bytes. */
export function binaryOf(bytes: Uint8Array): string {
  let binary = '';
  for (let from = 0; from < bytes.length; from += AT_ONCE)
    binary += String.fromCharCode(...bytes.subarray(from, from + AT_ONCE));
  return binary;
}

/** The bytes of a binary string; of a character above U+00FF only its low byte is left. */
export function bytesOf(binary: string): Uint8Array {
  const bytes = new Uint8Array(binary.length);
  for (let index = 0; index < binary.length; index += 1) bytes[index] = binary.charCodeAt(index);
  return bytes;
}
