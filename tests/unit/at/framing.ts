import type { Frame } from '../../../electron/at/frame.ts';
import { Framer } from '../../../electron/at/framer.ts';

/** The bytes of a text. */
export function bytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The frames of a text that comes in one chunk. */
export function framesOf(text: string): Frame[] {
  return new Framer().push(bytes(text));
}

/** A line frame. */
export function line(text: string): Frame {
  return { kind: 'line', text };
}

/** A message frame as it is expected. */
export function message(topic: string, length: number, printed: string, text: string): Frame {
  return { kind: 'message', topic, length, printed: bytes(printed), text };
}

export const PROMPT: Frame = { kind: 'prompt' };
