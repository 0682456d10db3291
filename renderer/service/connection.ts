import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../shared/contract.ts';

export type ServiceClient = ContractRouterClient<Contract>;

/** A line to the service. */
export interface Connection {
  readonly client: ServiceClient;
  /** Aborted when the line is down. */
  readonly down: AbortSignal;
  close(): void;
}

/** What the desktop's preload gives the page; absent in a browser. */
interface DesktopShell {
  readonly kind: 'desktop';
  onMenu(callback: (item: string) => void): void;
}

declare global {
  interface Window {
    readonly shell?: DesktopShell;
  }
}

/** Opens a line to the service: over a port that the preload hands to the main process, or over a socket. */
export function connect(): Promise<Connection> {
  return window.shell === undefined ? connectSocket() : Promise.resolve(connectPort());
}

function connectPort(): Connection {
  const { port1, port2 } = new MessageChannel();
  window.postMessage({ type: 'connect-service' }, window.location.origin, [port2]);
  const client: ServiceClient = createORPCClient(new PortLink({ port: port1 }));
  port1.start();
  const down = new AbortController();
  port1.addEventListener('close', () => down.abort());
  return { client, down: down.signal, close: () => port1.close() };
}

async function connectSocket(): Promise<Connection> {
  const { protocol, host } = window.location;
  const socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/rpc`);
  const down = new AbortController();
  socket.addEventListener('close', () => down.abort());
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve(), { once: true });
    socket.addEventListener('close', () => reject(new Error('no line to the service')), { once: true });
  });
  const client: ServiceClient = createORPCClient(new SocketLink({ websocket: socket }));
  return { client, down: down.signal, close: () => socket.close() };
}
