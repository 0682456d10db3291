import { profilePlaceholders } from '../../shared/placeholders.ts';
import { chosenProfile, isOld, liveRun } from './shown.ts';
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

/** Why nothing can be done to the unit on the screen; null when something can. */
export function remedyObstacle(state: WindowState) {
  if (isOld(state)) return 'remedy.obstacle.old';
  if (liveRun(state) !== null) return 'remedy.obstacle.running';
  return startObstacle(state);
}
