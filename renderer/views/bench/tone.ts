import type { LogEntry } from '../../../shared/log/log-entry.ts';
import type { StepNumber } from '../../../shared/plan.ts';

export type Tone = 'sent' | 'received' | 'unsolicited' | 'refusal' | 'note';

/**
 * Final result codes and completing lines that say no (V.250 5.7.1, 27.007 9.2, document row 11). Colour only: what an
 * answer means is the engine's to judge.
 */
const REFUSALS =
  /^\s*(?:ERROR|\+CM[ES] ERROR\s*:.*|CONNECT FAIL|(?:\d,\s*)?CLOSED|CONNACK\W+(?!OK).*|NO CARRIER)\s*$/i;

/** How a line of the log is coloured. Outside of the steps a refusal is nothing to look at: it is mostly expected. */
export function toneOf(entry: LogEntry, step: StepNumber | null): Tone {
  if (entry.kind === 'note') return 'note';
  if (entry.direction === 'sent') return 'sent';
  if (step !== null && REFUSALS.test(entry.bytes)) return 'refusal';
  return entry.unsolicited ? 'unsolicited' : 'received';
}
