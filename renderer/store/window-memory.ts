import { z } from 'zod';
import { LOG_TIMES } from './window-state.ts';
import type { WindowStore } from './window-store.ts';

/** What a window remembers when it is loaded again: other windows may be at other ports. */

const PLACE = 'chosen-port';
const TOLD = 'told-removals';
const LOG = 'log-sight';

const logSchema = z.object({ time: z.enum(LOG_TIMES), hex: z.boolean() });

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

/** Keeps how the log is shown: whoever wants HEX, or the time between lines, wants it tomorrow as well. */
export function rememberLog(store: WindowStore, storage: Pick<Storage, 'getItem' | 'setItem'>): void {
  const kept = logSchema.safeParse(parsed(storage.getItem(LOG)));
  if (kept.success) {
    const { time, hex } = kept.data;
    store.setState(({ log }) => ({ log: { ...log, time, hex, filter: { ...log.filter, hex } } }));
  }
  store.subscribe(({ log }, before) => {
    const { time, hex } = log;
    if (time !== before.log.time || hex !== before.log.hex)
      storage.setItem(LOG, JSON.stringify({ time, hex }));
  });
}

function parsed(text: string | null): unknown {
  try {
    return JSON.parse(text ?? 'null');
  } catch {
    return null;
  }
}
