import type { WindowStore } from '../store/window-store.ts';
import { isMoving } from './station-link.ts';

const TICK_MS = 100;

/** Keeps the window's time while something runs: the only timer that what is shown depends on. */
export function keepTime(store: WindowStore): void {
  let timer: ReturnType<typeof setInterval> | null = null;
  const tick = () => store.setState({ nowMs: Date.now() });
  store.subscribe((state) => {
    const moving = isMoving(state);
    if (moving && timer === null) {
      timer = setInterval(tick, TICK_MS);
      tick();
    } else if (!moving && timer !== null) {
      clearInterval(timer);
      timer = null;
    }
  });
}
