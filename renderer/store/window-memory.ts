import type { WindowStore } from './window-store.ts';

/** What a window remembers when it is loaded again: other windows may be at other ports. */

const PLACE = 'chosen-port';

/** Keeps the chosen port for as long as this window is open. */
export function rememberPort(store: WindowStore, storage: Pick<Storage, 'getItem' | 'setItem'>): void {
  const port = storage.getItem(PLACE);
  if (port !== null) store.setState(({ chosen }) => ({ chosen: { ...chosen, port } }));
  store.subscribe(({ chosen }, before) => {
    if (chosen.port !== null && chosen.port !== before.chosen.port) storage.setItem(PLACE, chosen.port);
  });
}
