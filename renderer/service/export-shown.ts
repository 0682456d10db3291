import { exportThese } from '../store/exporting.ts';
import { checklistRun } from '../store/shown.ts';
import type { WindowStore } from '../store/window-store.ts';
import type { Actions } from './actions.ts';

/**
 * Asks into which kind of file the run on the screen is to be written; without the service, the text of what this
 * window has of it.
 */
export function exportShown(store: WindowStore, { exportLog }: Pick<Actions, 'exportLog'>): void {
  const state = store.getState();
  const run = checklistRun(state) ?? state.segments.at(-1);
  if (state.service !== 'up') void exportLog('text');
  else if (run !== undefined) exportThese({ kind: 'runs', ids: [run.runId] });
}
