import { createServer, type Server } from 'node:http';
import { HEAD_BYTES, type Limits } from './limits.ts';

/** Why a port cannot be listened on. */
export interface ListenFault {
  readonly kind: 'port_taken' | 'no_permission' | 'io';
  /** The system's. */
  readonly code: string;
}

export type ListenResult =
  | { readonly ok: true; readonly server: Server; readonly port: number }
  | { readonly ok: false; readonly fault: ListenFault };

/** Listens for this machine alone; port 0 takes a free one. Nothing is answered yet. */
export async function listen(port: number, limits: Limits): Promise<ListenResult> {
  const server = createServer({
    maxHeaderSize: HEAD_BYTES,
    headersTimeout: limits.headMs,
    requestTimeout: limits.headMs,
    connectionsCheckingInterval: Math.ceil(limits.headMs / 5),
  });
  server.setTimeout(limits.idleMs);
  const fault = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
    server.once('error', resolve);
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      server.off('error', resolve);
      resolve(null);
    });
  });
  if (fault !== null) return { ok: false, fault: listenFault(fault.code ?? 'EIO') };
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a TCP server has a port');
  return { ok: true, server, port: address.port };
}

function listenFault(code: string): ListenFault {
  if (code === 'EADDRINUSE') return { kind: 'port_taken', code };
  return { kind: code === 'EACCES' ? 'no_permission' : 'io', code };
}
