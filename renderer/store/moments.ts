import type { StepNumber } from '../../shared/plan.ts';
import type { RunState, StepStatus } from '../../shared/run-state.ts';

/** Moments of a run that are worth going back to. All in milliseconds since it began. */

export interface StepMark {
  readonly ms: number;
  readonly step: StepNumber;
  readonly status: StepStatus;
}

/** Where steps began, in order of time. Of a step that came again the last time is known. */
export function stepMarks({ steps }: Pick<RunState, 'steps'>): readonly StepMark[] {
  return steps
    .flatMap(({ number, startedMs, status }) =>
      startedMs === null ? [] : [{ ms: startedMs, step: number, status }],
    )
    .toSorted((a, b) => a.ms - b.ms);
}

/** When the run stopped at a step; null when it did not. */
export function failureMs({ steps, finish }: Pick<RunState, 'steps' | 'finish'>): number | null {
  const failed = finish?.failedStep == null ? undefined : steps[finish.failedStep - 1];
  if (failed === undefined || failed.startedMs === null) return null;
  return failed.startedMs + (failed.durationMs ?? 0);
}

/** The mark before or behind a moment; null when there is none. */
export function nextMark(
  marks: readonly StepMark[],
  ms: number,
  direction: 'next' | 'previous',
): number | null {
  const found =
    direction === 'next' ? marks.find((mark) => mark.ms > ms) : marks.findLast((mark) => mark.ms < ms);
  return found?.ms ?? null;
}
