import type { WindowStore } from './window-store.ts';

/** What a window remembers when it is loaded again: other windows may be at other ports. */

const PLACE = 'chosen-port';
const TOLD = 'told-removals';

/** Keeps the chosen port for as long as this window is open. */
export function rememberPort(store: WindowStore, storage: Pick<Storage, 'getItem' | 'setItem'>): void {
  const port = storage.getItem(PLACE);
  if (port !== null) store.setState(({ chosen }) => ({ chosen: { ...chosen, port } }));
  store.subscribe(({ chosen }, before) => {
    if (chosen.port !== null && chosen.port !== before.chosen.port) storage.setItem(PLACE, chosen.port);
  });
}

/** Keeps what was told of what was taken away, so that nobody is told twice. */
export function rememberTold(store: WindowStore, storage: Pick<Storage, 'getItem' | 'setItem'>): void {
  const told = Number(storage.getItem(TOLD) ?? 0);
  if (Number.isFinite(told)) store.setState({ toldRemovalsMs: told });
  store.subscribe(({ toldRemovalsMs }, before) => {
    if (toldRemovalsMs !== before.toldRemovalsMs) storage.setItem(TOLD, String(toldRemovalsMs));
  });
}
