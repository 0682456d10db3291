import type { OpenPort, PortFault, PortListener } from '../../shared/port.ts';

/** A port that is only listened to: there is nothing in it to write with. */
export interface Tap {
  close(): Promise<void>;
}

type TapResult = { readonly ok: true; readonly tap: Tap } | { readonly ok: false; readonly fault: PortFault };

export type OpenTap = (path: string, baudRate: number, listener: PortListener) => Promise<TapResult>;

/** Opens ports to listen to them. */
export function tapsOf(openPort: OpenPort): OpenTap {
  return async (path, baudRate, listener) => {
    const opened = await openPort(path, { baudRate }, listener);
    if (!opened.ok) return opened;
    const { port } = opened;
    return { ok: true, tap: { close: () => port.close() } };
  };
}
