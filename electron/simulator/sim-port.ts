import type { Clock } from '../../shared/clock.ts';
import type { OpenPortOptions, Port, PortFault, PortListener, PortResult } from '../../shared/port.ts';
import type { SimulatedModule } from './module.ts';

const DONE: PortResult = { ok: true };
const GONE: PortResult = { ok: false, fault: { kind: 'gone' } };

type Opened = { readonly ok: true; readonly port: Port } | { readonly ok: false; readonly fault: PortFault };

/** Opens the serial line of a simulated module as a `Port`; `busy` while another one holds it. */
export function openSimulatedPort(
  module: SimulatedModule,
  path: string,
  options: OpenPortOptions,
  listener: PortListener,
  clock: Clock,
): Opened {
  let baudRate = options.baudRate;
  let open = true;
  let closed = false;
  const attachment = module.attach({
    baudRate: () => baudRate,
    deliver: (bytes, atMs) => {
      if (open) listener.data(bytes, atMs);
    },
    lost: () => {
      if (!open) return;
      open = false;
      // Never from within the caller's own write().
      clock.schedule(0, () => {
        if (!closed) listener.lost({ kind: 'gone' });
      });
      attachment?.detach();
    },
  });
  if (!attachment) return { ok: false, fault: { kind: 'busy' } };
  const whileOpen = (act: () => void): Promise<PortResult> => {
    if (open) act();
    return Promise.resolve(open ? DONE : GONE);
  };
  const port: Port = {
    path,
    hasBaudRate: true,
    write: (bytes) => whileOpen(() => attachment.write(bytes.slice())),
    setBaudRate: (rate) =>
      whileOpen(() => {
        baudRate = rate;
      }),
    setControlLines: (lines) => whileOpen(() => attachment.setControlLines(lines)),
    close: () => {
      open = false;
      closed = true;
      attachment.detach();
      return Promise.resolve();
    },
  };
  return { ok: true, port };
}
