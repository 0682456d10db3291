import type { RunEvent } from '../events.ts';
import { lineText, type LogEntry } from './log-entry.ts';
import { countAhead } from './log-order.ts';

type Exchanged = Extract<RunEvent, { type: 'at.exchanged' }>;

/**
 * A fact is stated a little after the exchange has ended, and bytes are stamped a little after they were meant to go:
 * the beginning that the fact's times give may miss the command's line by so much.
 */
const SLACK_MS = 250;

/** When the command of an exchange was sent, milliseconds since the run began; null when it never was. */
export function exchangeStart(event: Exchanged, entries: readonly LogEntry[]): number | null {
  const { command, durationMs, elapsedMs, outcome } = event;
  if (durationMs === 0 && (outcome.kind === 'abandoned' || outcome.kind === 'link_lost')) return null;
  const statedMs = elapsedMs - durationMs;
  let foundMs: number | null = null;
  const missBy = (ms: number) => Math.abs(ms - statedMs);
  for (let at = countAhead(entries, (entry) => entry.elapsedMs <= elapsedMs) - 1; at >= 0; at -= 1) {
    const entry = entries[at];
    if (entry === undefined || entry.elapsedMs < statedMs - SLACK_MS) break;
    if (entry.kind !== 'line' || entry.direction !== 'sent') continue;
    if (lineText(entry) !== command) continue;
    if (foundMs === null || missBy(entry.elapsedMs) < missBy(foundMs)) foundMs = entry.elapsedMs;
  }
  return foundMs ?? statedMs;
}
