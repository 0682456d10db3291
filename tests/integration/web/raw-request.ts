import { createConnection, type Socket } from 'node:net';

/** Requests byte by byte: no client that would mend an address or a header on the way. */

export interface RawResponse {
  /** 0 where the connection was closed without an answer. */
  readonly status: number;
  /** The status line and the headers. */
  readonly head: string;
  readonly body: string;
}

/** Opens a connection; resolves when it stands. */
export async function connectTo(port: number, host = '127.0.0.1'): Promise<Socket> {
  const socket = createConnection({ host, port });
  await new Promise<void>((resolve, reject) => {
    socket.once('connect', resolve);
    socket.once('error', reject);
  });
  return socket;
}

/** What comes until the server closes the connection. */
export async function untilClosed(socket: Socket): Promise<RawResponse> {
  const pieces: Buffer[] = [];
  socket.on('data', (piece) => pieces.push(Buffer.from(piece)));
  // A reset is one way to close; what came before it counts.
  socket.on('error', () => {});
  await new Promise<void>((resolve) => {
    socket.once('close', () => resolve());
  });
  const [head = '', ...body] = Buffer.concat(pieces).toString('utf8').split('\r\n\r\n');
  const [, status = '0'] = /^HTTP\/1\.1 (\d{3})/.exec(head) ?? [];
  return { status: Number(status), head, body: body.join('\r\n\r\n') };
}

/** Sends bytes as they are and takes the answer. */
export async function sendRaw(port: number, bytes: string | Buffer): Promise<RawResponse> {
  const socket = await connectTo(port);
  const response = untilClosed(socket);
  socket.write(bytes);
  return await response;
}

/** Asks for `target` as it is, with these headers and no others; the connection is closed afterwards. */
export function ask(
  port: number,
  target: string,
  headers: Readonly<Record<string, string>>,
  method = 'GET',
): Promise<RawResponse> {
  const lines = Object.entries({ Connection: 'close', ...headers }).map(
    ([name, value]) => `${name}: ${value}\r\n`,
  );
  return sendRaw(port, `${method} ${target} HTTP/1.1\r\n${lines.join('')}\r\n`);
}
