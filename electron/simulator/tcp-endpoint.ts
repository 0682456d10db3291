import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import type { Clock } from '../../shared/clock.ts';
import type { Attachment, SimulatedModule } from './module.ts';

export interface TcpEndpointOptions {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  readonly clock: Clock;
}

/** A module that is reachable over the network, as behind a serial device server. */
interface TcpEndpoint {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

type TcpEndpointResult =
  | { readonly ok: true; readonly endpoint: TcpEndpoint }
  /** `code` is the system's, for example EADDRINUSE. */
  | { readonly ok: false; readonly fault: { readonly kind: 'cannot_listen'; readonly code: string } };

/** What waits for a client that does not read; more is lost, as on a line without flow control. */
const MAX_UNSENT_BYTES = 1 << 20;

/** A host that hangs up and calls again may be faster than the news of its hanging up. */
const GRACE_MS = 100;

/**
 * Serves a module's bytes raw over TCP, to one client at a time; a further one is hung up on. There is no baud
 * rate on this way, so wrong rates are not simulated. Keeps the process alive until closed.
 */
export async function serveOverTcp(
  module: SimulatedModule,
  options: TcpEndpointOptions,
): Promise<TcpEndpointResult> {
  const calls = new Set<Call>();
  const server = createServer((socket) => {
    if (calls.size >= MAX_CALLS) {
      socket.destroy();
      return;
    }
    const call = answer(module, socket, options.clock);
    calls.add(call);
    socket.once('close', () => {
      call.end();
      calls.delete(call);
    });
  });
  const listening = await listen(server, options);
  if (!listening.ok) return { ok: false, fault: { kind: 'cannot_listen', code: listening.code } };
  const release = module.retain();
  const close = async () => {
    release();
    for (const each of calls) each.end();
    if (server.listening) await new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return { ok: true, endpoint: { host: options.host, port: listening.port, close } };
}

interface Call {
  /** Hangs up and frees the module's line; idempotent. */
  end(): void;
}

/** The client being served and those that wait for it to go. */
const MAX_CALLS = 16;

function answer(module: SimulatedModule, socket: Socket, clock: Clock): Call {
  let attachment: Attachment | null = null;
  const attach = () => {
    attachment = carry(module, socket);
    return attachment !== null;
  };
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  const cancel = attach()
    ? null
    : clock.schedule(GRACE_MS, () => {
        if (!attach()) socket.destroy();
      });
  return {
    end: () => {
      cancel?.();
      attachment?.detach();
      socket.destroy();
    },
  };
}

function carry(module: SimulatedModule, socket: Socket): Attachment | null {
  const attachment = module.attach({
    baudRate: () => null,
    deliver: (bytes) => {
      if (socket.writable && socket.writableLength < MAX_UNSENT_BYTES) socket.write(bytes);
    },
    lost: () => socket.destroy(),
  });
  if (attachment) socket.on('data', (bytes) => attachment.write(new Uint8Array(bytes)));
  return attachment;
}

type Listening = { readonly ok: true; readonly port: number } | { readonly ok: false; readonly code: string };

function listen(server: Server, { host, port }: TcpEndpointOptions): Promise<Listening> {
  return new Promise((resolve) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({ ok: false, code: error.code ?? 'UNKNOWN' }),
    );
    server.listen(port, host, () => {
      const address: AddressInfo | string | null = server.address();
      resolve({ ok: true, port: typeof address === 'object' && address ? address.port : port });
    });
  });
}
