import { isObserved } from '../../shared/events.ts';
import type { TypedProgress } from '../../shared/typed-entry.ts';
import { liveRun, shownState } from './shown.ts';
import type { WindowState } from './window-state.ts';

/** What the console's line can do, as it follows from the state of the window. */

/**
 * `free`: what is typed goes to the module. `paused`: it goes into the run, which waits. `running`, `pausing`: the run
 * owns the port, and will wait after this step. `listening`: it is somebody else's dialogue, and nothing is ever sent
 * there. Else why nothing can be typed.
 */
export type ConsoleRoom =
  | 'free'
  | 'paused'
  | 'running'
  | 'pausing'
  | 'listening'
  | 'service'
  | 'old'
  | 'port';

export function consoleRoom(state: WindowState): ConsoleRoom {
  if (state.service !== 'up') return 'service';
  if (state.openedRun !== null) return isObserved(shownState(state).purpose) ? 'listening' : 'old';
  if (state.chosen.port === null) return 'port';
  const run = liveRun(state);
  if (run === null) return 'free';
  const { runId, purpose, pausedBefore, pauseRequested } = shownState(state);
  // What is on the screen may be the run before.
  if (runId !== run.runId) return 'running';
  if (isObserved(purpose)) return 'listening';
  if (pausedBefore !== null) return 'paused';
  return pauseRequested ? 'pausing' : 'running';
}

const bayOf = ({ station, chosen }: WindowState) =>
  station.bays.find(({ port, live }) => port === chosen.port && live);

/** What is typed on the chosen port and not done yet. */
export const typedProgress = (state: WindowState): TypedProgress | null => bayOf(state)?.typed ?? null;

/** Whether the chosen port is open for what is typed, and can be given back. */
export const hasConsole = (state: WindowState): boolean => bayOf(state)?.purpose === 'console';

/** Whether the meter reads the signal on the chosen port. */
export const isMeterOn = (state: WindowState): boolean => bayOf(state)?.tools.includes('meter') === true;

/** What the newest command was to answer and did not; null once another one was sent. */
export const unmetExpectation = ({ segments }: Pick<WindowState, 'segments'>): string | null =>
  segments.at(-1)?.log?.summary.unmet ?? null;
