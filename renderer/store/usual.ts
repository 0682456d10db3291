import type { StepState } from '../../shared/run-state.ts';
import { isSimulatedPort, type UsualTime } from '../../shared/usual-time.ts';
import { shownState } from './shown.ts';
import type { WindowState } from './window-state.ts';

/** Fewer runs show no custom. */
const FEWEST_RUNS = 3;
/** Of so few runs nineteen in twenty are all of them, and the slowest may have been quick by chance. */
const FEWEST_TO_JUDGE = 10;
/** What nobody notices is not slow. */
const NOTICED_MS = 1000;

/** How long a step usually takes on modules of the kind that is shown; null where too little is known. */
export function usualTime(state: WindowState, { number }: StepState): UsualTime | null {
  const { real, simulated } = state.station.usual;
  const port = shownState(state).port ?? state.chosen.port ?? '';
  const known = (isSimulatedPort(port) ? simulated : real).find(({ step }) => step === number);
  return known !== undefined && known.runs >= FEWEST_RUNS ? known : null;
}

/** Whether a step that is under way has taken longer by now than it hardly ever does. */
export function isSlow(usual: UsualTime | null, { startedMs, outcome }: StepState, nowMs: number): boolean {
  if (usual === null || startedMs === null || outcome !== null || usual.runs < FEWEST_TO_JUDGE) return false;
  return nowMs - startedMs > Math.max(usual.slowMs, usual.medianMs + NOTICED_MS);
}
