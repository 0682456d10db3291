import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { type PageFile, readPageFile } from '../page/files.ts';
import { FIXED_HEADERS } from '../page/policy.ts';
import type { Desk } from '../service/desk.ts';
import type { Download } from '../service/downloads.ts';
import { type Access, readTarget, type Refusal, type Target } from './access.ts';
import { attachment } from './attachment.ts';
import { URL_LENGTH } from './limits.ts';

export interface AnswerOptions {
  readonly desk: Desk;
  /** The folder with the built page. */
  readonly folder: string;
  readonly access: Access;
}

/** What a request is for, or why it gets no answer. */
export type Admission =
  | { readonly ok: true; readonly target: Target }
  | { readonly ok: false; readonly refusal: Refusal };

/** Judges a request by everything but whether there is something at its path. */
export function admit(request: IncomingMessage, access: Access, purpose: 'answer' | 'line'): Admission {
  const target = readTarget(request.url);
  if (target === null) return { ok: false, refusal: 'bad_request' };
  const refusal = access.refusal(request, target, purpose) ?? formFault(request);
  return refusal === null ? { ok: true, target } : { ok: false, refusal };
}

function formFault({ method, url = '', headers }: IncomingMessage): Refusal | null {
  if (method !== 'GET' && method !== 'HEAD') return 'not_read_only';
  if (url.length > URL_LENGTH) return 'too_long';
  const hasBody = headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
  return hasBody ? 'bad_request' : null;
}

const DOWNLOAD = /^\/download\/([0-9a-f-]{36})$/;

/** Answers an admitted request; gives the refusal when there is nothing at its path. */
export async function answer(
  { path, query }: Target,
  response: ServerResponse,
  { desk, folder, access }: AnswerOptions,
): Promise<Refusal | null> {
  if (path === '/health') return sendHealth(response);
  const download = desk.downloads.find(DOWNLOAD.exec(path)?.[1] ?? '');
  if (download !== null) return await sendDownload(desk, download, response);
  const file = await readPageFile(path, { folder, connections: access.connections });
  if (file === null) return 'not_found';
  return sendFile(file, path === '/' && query.has('token') ? access.setCookie : null, response);
}

function sendHealth(response: ServerResponse): null {
  response.writeHead(200, {
    ...FIXED_HEADERS,
    'Content-Type': 'text/plain; charset=utf-8',
    'Cache-Control': 'no-store',
  });
  response.end('ok\n');
  return null;
}

function sendFile({ headers, body }: PageFile, cookie: string | null, response: ServerResponse): null {
  response.writeHead(200, {
    ...headers,
    'Content-Length': body.length,
    ...(cookie !== null && { 'Set-Cookie': cookie }),
  });
  response.end(body);
  return null;
}

async function sendDownload(
  { downloads }: Desk,
  { id, path, fileName, mediaType }: Download,
  response: ServerResponse,
): Promise<Refusal | null> {
  const found = await stat(path).catch(() => null);
  if (found === null) return 'not_found';
  response.writeHead(200, {
    ...FIXED_HEADERS,
    'Content-Type': mediaType,
    'Content-Length': found.size,
    'Content-Disposition': attachment(fileName),
    'Cache-Control': 'no-store',
  });
  if (response.req.method === 'HEAD') response.end();
  else {
    await pipeline(createReadStream(path), response).catch(() => {});
    // One that broke off can be asked for again.
    if (response.writableFinished) await downloads.forget(id);
  }
  return null;
}
