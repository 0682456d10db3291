import { createORPCClient } from '@orpc/client';
import { type LinkWebsocketClientOptions, RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '../../../shared/contract.ts';
import type { Served } from './served-desk.ts';

export type ServiceClient = ContractRouterClient<Contract>;

/** What a caller needs to know of a served desk. */
type Known = Pick<Served, 'port' | 'origin' | 'cookie'>;
type Profiled = Pick<Served, 'profileId'>;

/** A line to a served desk, as the page opens it. */
export interface Line {
  readonly client: ServiceClient;
  readonly socket: WebSocket;
  /** The code of the line's end. */
  readonly closed: Promise<number>;
  /** Cuts the line without a word. */
  cut(): void;
}

/** Starts to open a line; headers can be replaced, and left out by an empty text. */
export function dial(
  { port, origin, cookie }: Known,
  headers: Readonly<Record<string, string>> = {},
  path = '/rpc',
): WebSocket {
  const all = { Origin: origin, Cookie: cookie, ...headers };
  const given = Object.entries(all).filter(([, value]) => value !== '');
  return new WebSocket(`ws://127.0.0.1:${port}${path}`, { headers: Object.fromEntries(given) });
}

/** Opens a line. */
export async function openLine(desk: Known): Promise<Line> {
  const socket = dial(desk);
  const closed = closeCode(socket);
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  // Cutting a line makes it one that broke.
  socket.on('error', () => {});
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- they differ in options that the link leaves out
  const websocket = socket as unknown as LinkWebsocketClientOptions['websocket'];
  const client: ServiceClient = createORPCClient(new RPCLink({ websocket }));
  return { client, socket, closed, cut: () => socket.terminate() };
}

/** Starts a run with the first profile. */
export async function startRun(
  client: ServiceClient,
  { profileId }: Profiled,
  port: string,
): Promise<string> {
  const started = await client.runs.start({
    port,
    profileId,
    unit: null,
    operator: null,
    fromStep: 1,
    singleStep: false,
  });
  if (!started.ok) throw new Error(started.fault.kind);
  return started.runId;
}

/** Starts a run and resolves when it is over, with its id. */
export async function finishedRun(client: ServiceClient, desk: Profiled, port: string): Promise<string> {
  const runId = await startRun(client, desk, port);
  for await (const { live } of await client.runs.heads({ runId })) if (!live) break;
  return runId;
}

/** The code that a line ends with. */
export function closeCode(socket: WebSocket): Promise<number> {
  return new Promise((resolve) => {
    socket.once('close', resolve);
  });
}

/** The status that a line is refused with; 101 where it is opened. */
export function dialStatus(socket: WebSocket): Promise<number> {
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.terminate();
      resolve(101);
    });
    socket.once('unexpected-response', (request, { statusCode = 0 }) => {
      request.destroy();
      resolve(statusCode);
    });
    socket.once('error', reject);
  });
}
