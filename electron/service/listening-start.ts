import type { ListeningFault } from '../../shared/contract.ts';
import type { ListeningPorts } from '../../shared/listening.ts';
import type { Desk } from './desk.ts';
import { addressFault } from './port-address.ts';

export interface ListeningOrder {
  readonly commandsPort: string | null;
  readonly answersPort: string | null;
  /** Bit/s. */
  readonly baudRate: number;
}

type Started =
  | { readonly ok: true; readonly runId: string }
  | { readonly ok: false; readonly fault: ListeningFault };

/** Starts to listen, or says what keeps it from starting; nothing is opened then. Consoles on the ports are ended. */
export async function startListening(desk: Desk, order: ListeningOrder): Promise<Started> {
  const ports: ListeningPorts = { commands: order.commandsPort, answers: order.answersPort };
  const given = [ports.commands, ports.answers].filter((port) => port !== null);
  if (given.length === 0) return refuse({ kind: 'no_port' });
  if (ports.commands === ports.answers) return refuse({ kind: 'same_port' });
  const wrong = given.map(addressFault).find((fault) => fault !== null);
  if (wrong !== undefined) return refuse({ kind: 'address', fault: wrong });
  const { commissioner } = desk.station;
  const obstacle = await commissioner.recordObstacle();
  if (obstacle !== null) return refuse(obstacle);
  for (const port of given) await commissioner.endConsole(port);
  const started = commissioner.listen({ ports, baudRate: order.baudRate, name: '' });
  return started.ok ? { ok: true, runId: started.run.runId } : refuse(started.fault);
}

function refuse(fault: ListeningFault): Started {
  return { ok: false, fault };
}
