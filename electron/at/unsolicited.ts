import { type UrcEffect, type UrcId as LineId, urcOf } from '../../shared/codes/unsolicited-lines.ts';
import type { Frame } from './frame.ts';

export type UrcId = LineId | 'message';

/** A line or message that no command owns. */
export interface Unsolicited {
  /** The row that knows it, null for none. */
  readonly id: UrcId | null;
  readonly effect: UrcEffect;
  /** As it came. */
  readonly text: string;
  /** The number the line carries: slot of a notice, code of a CONNACK. */
  readonly number: number | null;
  /** Set when `id` is `message`. */
  readonly message: Extract<Frame, { kind: 'message' }> | null;
}

/** Looks a normalised line up; `text` is the line as it came. */
export function unsolicitedLine(normal: string, text: string): Unsolicited {
  const { id, effect, number } = urcOf(normal) ?? { id: null, effect: 'none', number: null };
  return { id, effect, text, number, message: null };
}

/** A delivered message as an unsolicited event. */
export function unsolicitedMessage(message: Extract<Frame, { kind: 'message' }>): Unsolicited {
  return { id: 'message', effect: 'none', text: message.text, number: null, message };
}
