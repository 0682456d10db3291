import { createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A server on the loopback interface that does with a connection what the test says. */
export interface OddServer {
  readonly port: number;
  /** Everything that was sent to it, connection by connection. */
  readonly heard: readonly string[];
  /** Resolves when every connection is closed. */
  quiet(): Promise<void>;
}

/** Listens until the test is over. `behave` is given every connection with its number, from 0. */
export async function startOddServer(behave: (socket: Socket, number: number) => void): Promise<OddServer> {
  const heard: string[] = [];
  const open = new Set<Socket>();
  let settle: () => void = () => {};
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const number = heard.push('') - 1;
    open.add(socket);
    socket.on('data', (bytes: Buffer) => {
      heard[number] += bytes.toString('latin1');
    });
    socket.on('error', () => undefined);
    socket.on('end', () => socket.end());
    socket.on('close', () => {
      open.delete(socket);
      if (open.size === 0) settle();
    });
    behave(socket, number);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(async () => {
    for (const socket of open) socket.destroy();
    await new Promise<void>((resolve) => server.close(() => resolve()));
  });
  const address = server.address();
  return {
    port: typeof address === 'object' && address ? address.port : 0,
    heard,
    quiet: () =>
      new Promise((resolve) => {
        settle = resolve;
        if (open.size === 0) resolve();
      }),
  };
}

/** Sends this to whoever has sent something. */
export const answering = (bytes: Uint8Array) => (socket: Socket) => {
  socket.once('data', () => socket.write(bytes));
};
