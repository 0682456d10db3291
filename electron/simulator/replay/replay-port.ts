import type { Clock } from '../../../shared/clock.ts';
import type { Port, PortListener, PortResult } from '../../../shared/port.ts';
import type { Speed } from '../timing.ts';
import { ReplayedModule } from './replayed-module.ts';
import type { ReplayScript } from './script.ts';

const DONE: PortResult = { ok: true };
const GONE: PortResult = { ok: false, fault: { kind: 'gone' } };

export interface ReplayPortParts {
  readonly path: string;
  readonly script: ReplayScript;
  readonly speed: Speed;
  readonly clock: Clock;
  readonly closed: () => void;
}

/** The serial line of a replayed module; the recording begins anew. Rates and control lines are of no account to it. */
export function openReplayPort(parts: ReplayPortParts, listener: PortListener): Port {
  const { path, script, speed, clock, closed } = parts;
  const module = new ReplayedModule(script, speed, clock, (bytes, atMs) => listener.data(bytes, atMs));
  let open = true;
  const whileOpen = (act: () => void): Promise<PortResult> => {
    if (open) act();
    return Promise.resolve(open ? DONE : GONE);
  };
  return {
    path,
    hasBaudRate: true,
    write: (bytes) => whileOpen(() => module.receive(bytes)),
    setBaudRate: () => whileOpen(() => {}),
    setControlLines: () => whileOpen(() => {}),
    close: () => {
      if (open) closed();
      open = false;
      module.close();
      return Promise.resolve();
    },
  };
}
