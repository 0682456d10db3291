import type { RunState, StepState } from '../../../shared/run-state.ts';
import { shownNowMs, shownState } from '../../store/shown.ts';
import type { WindowState } from '../../store/window-state.ts';
import { isSlow, usualTime } from '../../store/usual.ts';
import { useWindow } from '../../window-context.ts';

/** Milliseconds since the run began, by this computer's clock; those at its end once it is over. */
export function runMs({ startedAtMs, finish }: RunState, nowMs: number): number | null {
  if (startedAtMs === null) return null;
  return finish === null ? Math.max(0, nowMs - startedAtMs) : finish.durationMs;
}

const isMoving = ({ status }: StepState): boolean => status === 'running' || status === 'waiting';

/** Seconds a step took, or takes so far. Drawn again as time passes only while it runs. */
export function useStepSeconds(step: StepState): number | null {
  const isTimed = useWindow((state) => shownState(state).isTimed);
  const nowMs = useWindow((state) => (isMoving(step) ? (shownMs(state) ?? 0) : 0));
  if (!isTimed) return null;
  if (step.durationMs !== null) return step.startedMs === null ? null : step.durationMs / 1000;
  return step.startedMs !== null && isMoving(step) ? Math.max(0, nowMs - step.startedMs) / 1000 : null;
}

/** Milliseconds of the shown run, as they stand on the screen. */
export const shownMs = (state: WindowState): number | null => runMs(shownState(state), shownNowMs(state));

/** Whether a step that is under way takes longer than it hardly ever does; drawn again only when that changes. */
export const useIsSlow = (step: StepState): boolean =>
  useWindow((state) => isMoving(step) && isSlow(usualTime(state, step), step, shownMs(state) ?? 0));
