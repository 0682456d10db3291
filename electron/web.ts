import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Desk } from './service/desk.ts';
import { createRouter } from './service/router.ts';
import { Access } from './web/access.ts';
import { admit, answer, type AnswerOptions } from './web/answers.ts';
import { type Limits, LIMITS } from './web/limits.ts';
import { Lines } from './web/lines.ts';
import { listen, type ListenFault } from './web/listen.ts';
import { refuse, refuseLine } from './web/refusal.ts';

/** The browser twin: the same service and the same page for a browser on this machine. */

export interface ServeOptions {
  /** Closed when serving ends. */
  readonly desk: Desk;
  /** The folder with the built page. */
  readonly folder: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Given what was thrown while something was carried out: a fault of this program. */
  readonly onBug: (fault: unknown) => void;
  readonly limits?: Partial<Limits>;
}

export interface ServedDesk {
  /** The address to open, with the token that lets a browser in. Another one at every start. */
  readonly url: string;
  readonly port: number;
  /** Another address that lets one browser in, once and within a minute: for command lines, which others can read. */
  ticketUrl(): string;
  /** Takes leave of every window, then stops what runs, in order; asked again with `immediate`, at once. */
  close(immediate?: boolean): Promise<void>;
}

export type ServeResult =
  | { readonly ok: true; readonly served: ServedDesk }
  /** The desk is still open. */
  | { readonly ok: false; readonly fault: ListenFault };

/** Serves a desk on this machine's loopback address. */
export async function serveDesk(options: ServeOptions): Promise<ServeResult> {
  const { desk, folder, onBug } = options;
  const limits = { ...LIMITS, ...options.limits };
  const listening = await listen(options.port, limits);
  if (!listening.ok) return listening;
  const { server, port } = listening;
  const access = new Access(port);
  const lines = new Lines(createRouter(desk), limits, onBug);
  const answers: AnswerOptions = { desk, folder, access };
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    respond(request, response, answers).catch((fault: unknown) => {
      response.destroy();
      onBug(fault);
    });
  });
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    openLine(request, socket, head, access, lines);
  });
  let closing: Promise<void> | null = null;
  const close = async (immediate = false) => {
    if (immediate && closing !== null) await desk.station.commissioner.close(true);
    closing ??= closeAll(server, lines, desk, limits, immediate);
    await closing;
  };
  return { ok: true, served: { url: access.url, port, ticketUrl: () => access.ticketUrl(), close } };
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  options: AnswerOptions,
): Promise<void> {
  const admission = admit(request, options.access, 'answer');
  const refusal = admission.ok ? await answer(admission.target, response, options) : admission.refusal;
  if (refusal !== null) refuse(response, refusal);
}

function openLine(
  request: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  access: Access,
  lines: Lines,
): void {
  const admission = admit(request, access, 'line');
  const refusal = admission.ok ? (admission.target.path === '/rpc' ? null : 'not_found') : admission.refusal;
  if (refusal === null) {
    lines.open(request, socket, head);
    return;
  }
  socket.on('error', () => {});
  refuseLine(socket, refusal);
}

async function closeAll(
  server: Server,
  lines: Lines,
  desk: Desk,
  limits: Limits,
  immediate: boolean,
): Promise<void> {
  const isClosed = new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  // A download that is under way may end, but not for ever.
  const cut = setTimeout(() => server.closeAllConnections(), limits.farewellMs);
  await lines.close();
  await isClosed;
  clearTimeout(cut);
  await desk.close(immediate);
}
