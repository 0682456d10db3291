import { exportThese } from '../store/exporting.ts';
import { checklistRun } from '../store/shown.ts';
import type { WindowStore } from '../store/window-store.ts';
import type { Actions } from './actions.ts';

/** Asks into which kind of file the run on the screen is to be written; without the service it is said that it is gone. */
export function exportShown(store: WindowStore, { tell }: Pick<Actions, 'tell'>): void {
  const state = store.getState();
  const run = checklistRun(state) ?? state.segments.at(-1);
  if (state.service !== 'up') tell({ kind: 'call_failed' });
  else if (run !== undefined) exportThese({ kind: 'runs', ids: [run.runId] });
}
