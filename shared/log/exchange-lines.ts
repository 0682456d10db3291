import type { RunEvent } from '../events.ts';
import { linesBack, type PlacedLines } from './placed-lines.ts';

type Exchanged = Extract<RunEvent, { type: 'at.exchanged' }>;

/** Numbers of lines, both ends included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * A fact is stated a little after the exchange has ended, and bytes are stamped a little after they were meant to go:
 * the beginning that the fact's times give may miss the command's line by so much.
 */
const SLACK_MS = 250;

/** The lines from a command to the end of its exchange; null when none are in the log. */
export function linesOfExchange(log: PlacedLines, event: Exchanged): LineRange | null {
  const startMs = exchangeStart(log, event);
  if (startMs === null) return null;
  let range: LineRange | null = null;
  for (const index of linesBack(log, startMs, event.elapsedMs)) {
    const no = log.numberAt(index);
    const { first, last }: LineRange = range ?? { first: no, last: no };
    range = { first: Math.min(first, no), last: Math.max(last, no) };
  }
  return range;
}

/** When the command of an exchange was sent, milliseconds since the run began; null when it never was. */
function exchangeStart(
  log: PlacedLines,
  { command, durationMs, elapsedMs, outcome }: Exchanged,
): number | null {
  if (durationMs === 0 && (outcome.kind === 'abandoned' || outcome.kind === 'link_lost')) return null;
  const statedMs = elapsedMs - durationMs;
  let foundMs: number | null = null;
  const missBy = (ms: number) => Math.abs(ms - statedMs);
  for (const index of linesBack(log, statedMs - SLACK_MS, elapsedMs)) {
    if (log.directionAt(index) !== 'sent' || log.textAt(index) !== command) continue;
    const ms = log.timeAt(index);
    if (foundMs === null || missBy(ms) < missBy(foundMs)) foundMs = ms;
  }
  return foundMs ?? statedMs;
}
