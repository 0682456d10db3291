import { type Doubt, type OpenedOrigin, type OpenedRunRow, speaksAgainst } from '../../shared/opened-log.ts';
import type { OpenedLogFile, WindowState } from './window-state.ts';

/** The file of which a run is on the screen; null where that is a run of this station's own. */
export function shownFile({ openedRun, openedLog }: WindowState): OpenedLogFile | null {
  const isOfFile = openedLog?.runs.some(({ runId }) => runId === openedRun) ?? false;
  return isOfFile ? openedLog : null;
}

/** The run of that file that is shown. */
export function shownRow(state: WindowState): OpenedRunRow | null {
  return shownFile(state)?.runs.find(({ runId }) => runId === state.openedRun) ?? null;
}

/** A run that this program recorded somewhere else, with what speaks against its file. */
export interface Elsewhere {
  readonly origin: Exclude<OpenedOrigin, { kind: 'log' }>;
  readonly doubts: readonly Doubt[];
  /** It must not be taken for what it says. */
  readonly isDoubted: boolean;
}

/** Where the run on the screen was recorded; null for runs of this station, and for logs of other programs. */
export function recordedElsewhere(state: WindowState): Elsewhere | null {
  const file = shownFile(state);
  if (file === null || file.origin.kind === 'log') return null;
  const doubts = shownRow(state)?.doubts ?? [];
  return { origin: file.origin, doubts, isDoubted: doubts.some(speaksAgainst) };
}
