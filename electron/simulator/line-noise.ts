/**
 * What a receiver at the wrong rate, or one on a disturbed line, makes of a signal. The values are those that
 * wrongly framed bits give in practice: mostly ones, no printable text, never a line end.
 */
const FRAMING_DEBRIS = [0xff, 0xfe, 0xf8, 0xe0, 0x80, 0xfc, 0xc0, 0xf0] as const;

/** Most bytes a receiver that samples too fast makes of one. */
const MAX_STRETCH = 8;

/** `count` bytes of noise, the same every time for the same `seed`. */
export function noise(count: number, seed = 0): Uint8Array {
  return Uint8Array.from(
    { length: count },
    (_, at) => FRAMING_DEBRIS[(at * 5 + seed) % FRAMING_DEBRIS.length] ?? 0xff,
  );
}

/** What a receiver at `receiverBaud` sees of bytes sent at `senderBaud` (both bit/s, and different). */
export function garbled(bytes: Uint8Array, senderBaud: number, receiverBaud: number): Uint8Array {
  const stretch = Math.min(receiverBaud / senderBaud, MAX_STRETCH);
  const count = Math.max(1, Math.round(bytes.length * stretch));
  return noise(count, bytes[0] ?? 0);
}
