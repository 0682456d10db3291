import type { StepState } from '../../shared/run-state.ts';
import { isSimulatedPort, isUnusuallyLong, type UsualTime, usualOfStep } from '../../shared/usual-time.ts';
import { shownState } from './shown.ts';
import type { WindowState } from './window-state.ts';

/** How long a step usually takes on modules of the kind that is shown; null where too little is known. */
export function usualTime(state: WindowState, { number }: StepState): UsualTime | null {
  const { real, simulated } = state.station.usual;
  const port = shownState(state).port ?? state.chosen.port ?? '';
  return usualOfStep(isSimulatedPort(port) ? simulated : real, number);
}

/** Whether a step that is under way has taken longer by now than it hardly ever does. */
export function isSlow(usual: UsualTime | null, { startedMs, outcome }: StepState, nowMs: number): boolean {
  return (
    usual !== null && startedMs !== null && outcome === null && isUnusuallyLong(usual, nowMs - startedMs)
  );
}
