import { takenBack } from './past.ts';
import { checklistRun, liveRun } from './shown.ts';
import type { ShownRun, WindowState } from './window-state.ts';

/**
 * Whose values the meter shows: its own, those of the run that owns the port, or those of an old run that is on the
 * screen.
 */
export type MeterMode = 'own' | 'run' | 'old' | 'noPort' | 'service';

export function meterMode(state: WindowState): MeterMode {
  if (state.openedRun !== null) return 'old';
  if (state.service !== 'up') return 'service';
  if (state.chosen.port === null) return 'noPort';
  return liveRun(state) === null ? 'own' : 'run';
}

/** The run whose record has the meter's values. */
export function meterRun(state: WindowState): ShownRun | null {
  return meterMode(state) === 'own' ? newestSignal(state) : checklistRun(state);
}

/**
 * The run with the newest measurement of the signal: the console's, once a meter has worked there. What stands ahead of
 * the run that is shown may be another unit's.
 */
export function newestSignal(
  state: Pick<WindowState, 'segments'> & Partial<Pick<WindowState, 'past'>>,
): ShownRun | null {
  const shown = checklistRun(state);
  const from = state.segments.findIndex(({ runId }) => runId === shown?.runId);
  const runs = state.segments.slice(Math.max(from, 0)).map((run) => takenBack(run, state.past ?? null));
  return runs.findLast((run) => run.state.signal.length > 0) ?? shown;
}
