import { type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { LANGUAGES, type MessageKey } from '../../shared/messages/index.ts';
import { FIXED_HEADERS } from '../page/policy.ts';
import type { Refusal } from './access.ts';

const STATUS: Readonly<Record<Refusal, number>> = {
  bad_request: 400,
  foreign_origin: 403,
  unknown_caller: 403,
  not_found: 404,
  not_read_only: 405,
  too_long: 414,
  foreign_host: 421,
};

const TEXT: Readonly<Record<Refusal, MessageKey>> = {
  bad_request: 'serve.notUnderstood',
  foreign_origin: 'serve.useAddress',
  unknown_caller: 'serve.useAddress',
  not_found: 'serve.nothingHere',
  not_read_only: 'serve.notUnderstood',
  too_long: 'serve.notUnderstood',
  foreign_host: 'serve.useAddress',
};

/** Who is refused has no settings, so it is said in every language. */
function refusalText(refusal: Refusal): string {
  return Object.values(LANGUAGES)
    .map((messages) => `${messages[TEXT[refusal]]}\n`)
    .join('');
}

function refusalHeaders(refusal: Refusal): Readonly<Record<string, string>> {
  return {
    ...FIXED_HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
    // What else the caller sends on this connection is not looked at.
    Connection: 'close',
    ...(refusal === 'not_read_only' && { Allow: 'GET, HEAD' }),
  };
}

/** Says in words that a request is not answered, and nothing besides. */
export function refuse(response: ServerResponse, refusal: Refusal): void {
  const text = Buffer.from(refusalText(refusal));
  response.writeHead(STATUS[refusal], { ...refusalHeaders(refusal), 'Content-Length': text.length });
  response.end(text);
}

/** The same for a request that wanted a line: there is no response to it, only its socket. */
export function refuseLine(socket: Duplex, refusal: Refusal): void {
  const text = refusalText(refusal);
  const headers = { ...refusalHeaders(refusal), 'Content-Length': Buffer.byteLength(text) };
  const head = [
    `HTTP/1.1 ${STATUS[refusal]} ${STATUS_CODES[STATUS[refusal]]}`,
    ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
  ];
  socket.once('finish', () => socket.destroy());
  socket.end(`${head.join('\r\n')}\r\n\r\n${text}`);
}
