import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { onError, ORPCError } from '@orpc/server';
import { RPCHandler } from '@orpc/server/ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { StationRouter } from '../service/router.ts';
import type { Limits } from './limits.ts';
import { isRpcFrame } from './rpc-frame.ts';

/** RFC 6455, 7.4.1. */
const GOING_AWAY = 1001;
const NOT_UNDERSTOOD = 1007;

type Frames = Pick<WebSocket, 'addEventListener' | 'send'>;
type Frame = Parameters<WebSocket['send']>[0];

/** The lines that windows have to the service. */
export class Lines {
  readonly #server: WebSocketServer;
  readonly #handler: ReturnType<typeof createHandler>;
  readonly #limits: Limits;
  /** Those that gave a sign of life since they were asked for one. */
  readonly #alive = new Set<WebSocket>();
  readonly #heartbeat: NodeJS.Timeout;

  /** `onBug` is given what a procedure threw; the window is told that it failed, and nothing else. */
  constructor(router: StationRouter, limits: Limits, onBug: (fault: unknown) => void) {
    this.#limits = limits;
    this.#server = new WebSocketServer({
      noServer: true,
      maxPayload: limits.messageBytes,
      perMessageDeflate: false,
    });
    this.#handler = createHandler(router, onBug);
    this.#heartbeat = setInterval(() => this.#beat(), limits.heartbeatMs).unref();
  }

  /** Makes the connection of a request a line; a request that is none is answered with what is wrong with it. */
  open(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    this.#server.handleUpgrade(request, socket, head, (line) => {
      this.#alive.add(line);
      const isAlive = () => this.#alive.add(line);
      line.on('pong', isAlive);
      line.on('message', isAlive);
      line.once('close', () => this.#alive.delete(line));
      // What is wrong with a frame was answered with the code that says so; a broken connection closes.
      line.on('error', () => {});
      void this.#handler.upgrade(this.#framesOf(line));
    });
  }

  /** Says goodbye; resolves when every line is closed, cut where nobody answers. */
  async close(): Promise<void> {
    clearInterval(this.#heartbeat);
    const lines = [...this.#server.clients];
    const cut = setTimeout(() => {
      for (const line of lines) line.terminate();
    }, this.#limits.farewellMs);
    await Promise.all(
      lines.map(
        (line) =>
          new Promise<void>((resolve) => {
            line.once('close', () => resolve());
            line.close(GOING_AWAY);
          }),
      ),
    );
    clearTimeout(cut);
    this.#server.close();
  }

  /**
   * The frames of a line as the handler takes them: nothing but what a window of ours sends, and a frame counts as sent
   * when the system has taken it, so that a stream waits for a window that is slow.
   */
  #framesOf(line: WebSocket): Frames {
    return {
      addEventListener: (type, listener, options) =>
        line.addEventListener(
          type,
          (event) => {
            if ('data' in event && !isRpcFrame(event.data)) line.close(NOT_UNDERSTOOD);
            else if (typeof listener === 'function') listener(event);
            else listener.handleEvent(event);
          },
          options,
        ),
      // oxlint-disable-next-line typescript/no-misused-promises -- a stream of the handler's waits for it
      send: (frame: Frame) => this.#send(line, frame),
    };
  }

  /** A frame for a line that breaks is lost; its streams are told of that by the line's end. */
  async #send(line: WebSocket, frame: Frame): Promise<void> {
    await new Promise<void>((resolve) => {
      line.send(frame, () => resolve());
      if (line.bufferedAmount > this.#limits.waitingBytes) line.terminate();
    });
  }

  #beat(): void {
    for (const line of this.#server.clients) {
      if (this.#alive.delete(line)) line.ping();
      else line.terminate();
    }
  }
}

function createHandler(router: StationRouter, onBug: (fault: unknown) => void) {
  return new RPCHandler(router, {
    clientInterceptors: [
      onError((fault) => {
        if (!(fault instanceof ORPCError) || fault.status >= 500) onBug(fault);
      }),
    ],
  });
}
