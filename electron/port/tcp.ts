import { connect, type Socket, type TcpNetConnectOpts } from 'node:net';
import type { Clock } from '../../shared/clock.ts';
import type { OpenPort, Port, PortFault, PortListener, PortResult } from '../../shared/port.ts';
import { invalidAddress, parsePortAddress } from './address.ts';
import { GONE } from './byte-channel.ts';
import { errorCode } from './errno.ts';

const CONNECT_TIMEOUT_MS = 10_000;
/** A device server that lost its power answers nothing: without probes the port would look open for ever. */
const KEEP_ALIVE_MS = 10_000;
/**
 * How long `close()` waits for the far end to take what was written and to close its side. Closing at once
 * would answer bytes that are just arriving with a reset, and that discards what was written before.
 */
const LINGER_MS = 1_000;

/**
 * Opens `tcp://host:port`: the raw TCP mode of serial device servers, bytes as they are, no RFC 2217.
 * @returns the port; or `invalid_address`; or `unreachable` with the system's code (`ETIMEDOUT` after 10 s).
 */
export async function openTcpPort(
  path: string,
  listener: PortListener,
  clock: Clock,
  dial: (options: TcpNetConnectOpts) => Socket = connect,
): ReturnType<OpenPort> {
  const address = parsePortAddress(path);
  if (address.kind === 'invalid') return refused(invalidAddress(address.detail, path));
  if (address.kind !== 'tcp') return refused(invalidAddress('unknown_form', path));
  const socket = dial({
    host: address.host,
    port: address.port,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: KEEP_ALIVE_MS,
  });
  const code = await connected(socket, clock);
  if (code !== undefined) return refused({ kind: 'unreachable', code });
  return { ok: true, port: new TcpPort(path, socket, listener, clock) };
}

/** Waits for the connection; resolves with why there is none. */
function connected(socket: Socket, clock: Clock): Promise<string | undefined> {
  return new Promise((resolve) => {
    const finish = (code: string | undefined) => {
      cancelTimeout();
      if (code !== undefined) socket.destroy();
      resolve(code);
    };
    const cancelTimeout = clock.schedule(CONNECT_TIMEOUT_MS, () => finish('ETIMEDOUT'));
    socket.once('connect', () => finish(undefined));
    // Stays for the life of the socket: an error event that nobody listens to would end the process.
    socket.on('error', (error) => finish(errorCode(error)));
  });
}

class TcpPort implements Port {
  readonly path: string;
  readonly hasBaudRate = false;
  readonly #socket: Socket;
  readonly #clock: Clock;
  readonly #listener: PortListener;
  readonly #gone: Promise<void>;
  #isOpen = true;

  constructor(path: string, socket: Socket, listener: PortListener, clock: Clock) {
    this.path = path;
    this.#socket = socket;
    this.#clock = clock;
    this.#listener = listener;
    this.#gone = new Promise((resolve) =>
      socket.closed ? resolve() : socket.once('close', () => resolve()),
    );
    // Whatever ends the connection (reset, keep-alive, the far end's FIN), the port went away.
    void this.#gone.then(() => this.#lost());
    socket.on('end', () => this.#lost());
    socket.on('data', (chunk: Uint8Array) => this.#receive(chunk));
  }

  write(bytes: Uint8Array): Promise<PortResult> {
    if (!this.#isOpen) return Promise.resolve(GONE);
    return new Promise((resolve) => {
      this.#socket.write(bytes, (error) => resolve(error ? GONE : { ok: true }));
    });
  }

  setBaudRate(): Promise<PortResult> {
    return Promise.resolve(refused({ kind: 'unsupported', setting: 'baud_rate' }));
  }

  setControlLines(): Promise<PortResult> {
    return Promise.resolve(refused({ kind: 'unsupported', setting: 'control_lines' }));
  }

  async close(): Promise<void> {
    if (this.#isOpen) {
      this.#isOpen = false;
      this.#socket.end();
    }
    const cancel = this.#clock.schedule(LINGER_MS, () => this.#socket.destroy());
    await this.#gone;
    cancel();
  }

  #receive(chunk: Uint8Array): void {
    const atMs = this.#clock.monotonic();
    if (this.#isOpen) this.#listener.data(new Uint8Array(chunk), atMs);
  }

  #lost(): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#socket.destroy();
    this.#listener.lost({ kind: 'gone' });
  }
}

const refused = (fault: PortFault) => ({ ok: false, fault }) as const;
