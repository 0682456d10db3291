import type { StepSpan } from '../../../shared/log/step-spans.ts';
import type { LogRow } from '../../../shared/log-view.ts';
import type { StepNumber } from '../../../shared/plan.ts';
import { rowsAt } from './rows.ts';
import type { RunLog } from './run-log.ts';

/** The beginning and the end of a step that may be too long to be looked at. */
export interface StepExcerpt {
  readonly head: readonly LogRow[];
  /** Entries between the two. */
  readonly hidden: number;
  readonly tail: readonly LogRow[];
}

/** A stretch of the log; `end` is the place behind the last entry. */
interface Stretch {
  readonly from: number;
  readonly end: number;
}

/**
 * At most so many entries of a step from its beginning and as many from its end, as they stood at a moment; null: as they
 * stand now.
 */
export function excerptOfStep(
  log: RunLog,
  step: StepNumber,
  most: number,
  untilMs: number | null,
): StepExcerpt {
  const stretches = log.spansOf(step).map((span) => stretchOf(log, span, untilMs));
  const length = stretches.reduce((sum, { from, end }) => sum + end - from, 0);
  const isWhole = length <= 2 * most;
  const head = placesOf(stretches, 0, isWhole ? length : most);
  const tail = isWhole ? [] : placesOf(stretches, length - most, most);
  const ahead = isWhole ? null : (placesOf(stretches, length - most - 1, 1)[0] ?? null);
  return {
    head: rowsAt(log, head, null),
    hidden: length - head.length - tail.length,
    tail: rowsAt(log, tail, ahead),
  };
}

function stretchOf({ columns }: RunLog, { from, to }: StepSpan, untilMs: number | null): Stretch {
  const begin = columns.countAheadOf(from);
  // A step that the next one cut short has no end of its own.
  const own = to?.event.type === 'step.finished' ? 1 : 0;
  const end = to === null ? columns.length : columns.countAheadOf(to) + own;
  return {
    from: begin,
    end: Math.max(begin, Math.min(end, untilMs === null ? end : columns.countUntil(untilMs))),
  };
}

/** The places of the entries of stretches, one behind the other, without the first so many. */
function placesOf(stretches: readonly Stretch[], skipped: number, count: number): readonly number[] {
  const places: number[] = [];
  let ahead = 0;
  for (const { from, end } of stretches) {
    const first = from + Math.max(0, skipped - ahead);
    for (let index = first; index < end && places.length < count; index += 1) places.push(index);
    ahead += end - from;
  }
  return places;
}
