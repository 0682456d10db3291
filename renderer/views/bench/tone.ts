import type { LogRow } from '../../../shared/log-view.ts';

export type Tone = 'sent' | 'received' | 'unsolicited' | 'refusal' | 'note';

/**
 * Final result codes and completing lines that say no (V.250 5.7.1, 27.007 9.2, document rows 11, 13 and 15). Colour
 * only: what an answer means is the engine's to judge.
 */
const REFUSALS = [
  /^ERROR$/i,
  /^\+CM[ES] ERROR\s*:/i,
  /^(?:\d+\s*,\s*)?(?:CONNECT FAIL(?:ED)?|CLOSED)$/i,
  /^CONNACK\b(?![ :,]+(?:OK|0x0+|0+)$)/i,
  /^SUBACK[ :,]+(?:128|0x80|ERROR|FAIL.*)$/i,
  /^NO CARRIER$/i,
];

/** How a line of the log is coloured. Outside of the steps a refusal is nothing to look at: it is mostly expected. */
export function toneOf(entry: LogRow): Tone {
  if (entry.kind === 'note') return 'note';
  if (entry.direction === 'sent') return 'sent';
  const line = entry.bytes.trim();
  if (entry.step !== null && REFUSALS.some((refusal) => refusal.test(line))) return 'refusal';
  return entry.unsolicited ? 'unsolicited' : 'received';
}
