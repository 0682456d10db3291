import type { WindowStore } from './window-store.ts';
import type { WindowState } from './window-state.ts';

/** What the screen shows: the runs of the chosen port, or an old run. Changing it loses nothing. */

/** What the screen shows, as a name: a port or an old run. */
export const placeOf = ({ openedRun, chosen }: Pick<WindowState, 'openedRun' | 'chosen'>) =>
  openedRun === null ? `port ${chosen.port ?? ''}` : `run ${openedRun}`;

/** Turns to another port or run; what stood on the screen is kept for when one comes back. */
export function turnTo(
  store: WindowStore,
  change: { readonly openedRun?: string | null; readonly port?: string | null },
): void {
  store.setState((state) => {
    const openedRun = change.openedRun === undefined ? state.openedRun : change.openedRun;
    const port = change.port === undefined ? state.chosen.port : change.port;
    const next = { openedRun, chosen: { ...state.chosen, port } };
    const from = placeOf(state);
    const to = placeOf(next);
    if (from === to) return next;
    // An old run is read again from the record when it is opened again.
    const parked = state.openedRun === null ? { ...state.parked, [from]: state.segments } : state.parked;
    const log = { ...state.log, target: null, follow: true };
    const segments = parked[to] ?? [];
    return { ...next, parked, segments, selectedStep: null, momentMs: null, past: null, log };
  });
}

/**
 * The runs that should be followed, in their order: the one that was opened; else, on the chosen port, the newest one
 * that walks the steps, and what has come after it.
 */
export function wantedRuns({ openedRun, chosen, station }: WindowState): readonly string[] {
  if (openedRun !== null) return [openedRun];
  const bay = station.bays.find(({ port }) => port === chosen.port);
  if (bay === undefined) return [];
  return bay.bringUp === null || bay.bringUp === bay.runId ? [bay.runId] : [bay.bringUp, bay.runId];
}
