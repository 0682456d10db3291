import { isObserved } from '../../shared/events.ts';
import { profilePlaceholders } from '../../shared/placeholders.ts';
import { chosenProfile, isOld, liveRun, shownState } from './shown.ts';
import type { WindowState } from './window-state.ts';

/** Whether the chosen profile speaks of the unit's own number. */
export function usesSerial(state: WindowState): boolean {
  const stored = chosenProfile(state);
  return stored !== null && profilePlaceholders(stored.profile).includes('serial');
}

/** Why no run can be started right now; null when one can. */
export function startObstacle(state: WindowState) {
  const { service, chosen } = state;
  if (service !== 'up') return 'window.obstacle.service';
  if (chosen.port === null) return 'window.obstacle.port';
  if (chosenProfile(state) === null) return 'window.obstacle.profile';
  if (usesSerial(state) && chosen.unit.trim() === '') return 'window.obstacle.unit';
  return null;
}

/** Whether the run on the port can be stopped for something better: it still asks a module that says nothing. */
export function canBeStopped(state: WindowState): boolean {
  const { steps, cancelRequested } = shownState(state);
  return (
    state.service === 'up' &&
    remedyObstacle(state) === 'remedy.obstacle.running' &&
    cancelRequested === null &&
    steps.every(({ outcome }) => outcome === null)
  );
}

/** Why nothing can be done to the unit on the screen; null when something can. */
export function remedyObstacle(state: WindowState) {
  if (isObserved(shownState(state).purpose)) return 'remedy.obstacle.observed';
  if (isOld(state)) return 'remedy.obstacle.old';
  if (liveRun(state) !== null) return 'remedy.obstacle.running';
  return startObstacle(state);
}
