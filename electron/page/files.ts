import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { contentSecurityPolicy, FIXED_HEADERS } from './policy.ts';

/** One file of the page, ready to be sent. */
export interface PageFile {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Stands in the built page for the nonce, which is another one each time the page is sent. */
export const NONCE_PLACEHOLDER = '__CSP_NONCE__';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** A path of the page: names of letters, digits, `-`, `_` and `.`, none of them beginning with a dot. */
const PATH = /^(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)+$/;

export interface PageOptions {
  /** The folder with the built page. */
  readonly folder: string;
  /** Addresses besides its own that the page may speak with, as a policy names them. */
  readonly connections: readonly string[];
}

/** Reads the file behind the path of a URL; null when there is none, or the path is none of the page's. */
export async function readPageFile(
  path: string,
  { folder, connections }: PageOptions,
): Promise<PageFile | null> {
  const wanted = path === '/' ? '/index.html' : path;
  const type = TYPES[extname(wanted)];
  if (!PATH.test(wanted) || type === undefined) return null;
  const content = await readFile(join(folder, wanted)).catch(() => null);
  if (content === null) return null;
  const nonce = randomBytes(16).toString('base64');
  const isPage = wanted === '/index.html';
  return {
    headers: {
      ...FIXED_HEADERS,
      'Content-Type': type,
      'Content-Security-Policy': contentSecurityPolicy(nonce, connections),
      // Names of all other files change with their content.
      'Cache-Control': isPage ? 'no-store' : 'private, max-age=31536000, immutable',
    },
    body: isPage ? Buffer.from(content.toString('utf8').replaceAll(NONCE_PLACEHOLDER, nonce)) : content,
  };
}
