import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { codeOf, type Failed } from './budget.ts';

/** A connection that stands; whoever dialled it destroys it. */
export interface Dialled {
  readonly ok: true;
  readonly socket: Socket;
}

export interface Secured extends Dialled {
  /** The certificate is one that this computer trusts, for this name. */
  readonly trusted: boolean;
}

/** Opens a TCP connection. What is not open when `over` aborts is given up. */
export function dial(address: string, port: number, over: AbortSignal): Promise<Dialled | Failed> {
  const socket = connectTcp({ host: address, port });
  socket.setNoDelay(true);
  return settled(socket, 'connect', over, () => ({ ok: true, socket }));
}

/**
 * Speaks TLS on an open connection. The certificate need not be trusted: the source document loads no authority into the
 * module, so it can verify none, and a check that is stricter than the module would say nothing of it.
 */
export function secure(plain: Socket, host: string, over: AbortSignal): Promise<Secured | Failed> {
  const name = isIP(host) === 0 ? { servername: host } : {};
  const socket = connectTls({ socket: plain, host, rejectUnauthorized: false, ...name });
  return settled(socket, 'secureConnect', over, () => ({ ok: true, socket, trusted: socket.authorized }));
}

function settled<Open>(
  socket: Socket,
  event: 'connect' | 'secureConnect',
  over: AbortSignal,
  open: () => Open,
): Promise<Open | Failed> {
  return new Promise((resolve) => {
    const giveUp = () => socket.destroy();
    const end = (result: Open | Failed) => {
      over.removeEventListener('abort', giveUp);
      resolve(result);
    };
    over.addEventListener('abort', giveUp, { once: true });
    socket.once(event, () => end(open()));
    // It stays: an error of a connection that nobody waits for any more is no error of this program.
    socket.on('error', (error) => end({ ok: false, code: codeOf(error) }));
    socket.once('close', () => end({ ok: false, code: 'EOF' }));
  });
}
