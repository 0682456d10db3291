import type { Clock } from '../../shared/clock.ts';
import type { OpenPort, PortFault } from '../../shared/port.ts';
import { Session, type SessionListener } from './session.ts';

/** Opens a port and starts the dialogue on it; or says why the port cannot be had. */
export async function openSession(
  openPort: OpenPort,
  path: string,
  baudRate: number,
  clock: Clock,
  listener: SessionListener,
): Promise<
  { readonly ok: true; readonly session: Session } | { readonly ok: false; readonly fault: PortFault }
> {
  const session = new Session(clock, listener);
  const opened = await openPort(path, { baudRate }, session);
  if (!opened.ok) return opened;
  session.attach(opened.port);
  return { ok: true, session };
}
