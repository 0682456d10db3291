import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is not answered. */
export type Refusal =
  /** Not meant for this program, by the name it was called by: a foreign page may have had it resolved to here. */
  | 'foreign_host'
  /** Made by a page that is not ours. */
  | 'foreign_origin'
  /** Neither the token nor the cookie that it was exchanged for. */
  | 'unknown_caller'
  | 'bad_request'
  | 'not_read_only'
  | 'too_long'
  | 'not_found';

const NAMES = ['127.0.0.1', 'localhost'] as const;

/** The address a browser asked for, as it stands in the request: nothing is decoded and no dots are resolved. */
export interface Target {
  readonly path: string;
  readonly query: URLSearchParams;
}

/** Splits the target of a request; null for anything but a path on this server. */
export function readTarget(url: string | undefined): Target | null {
  if (url === undefined || !url.startsWith('/')) return null;
  const [path = '', ...query] = url.split('?');
  return { path, query: new URLSearchParams(query.join('?')) };
}

/** A browser that is started with an address asks for it within this time, or will not at all. */
const TICKET_MS = 60_000;

/** Who may speak with one start of this program: those who know its token. */
export class Access {
  readonly url: string;
  /** Where the page's lines lead to, as a content security policy names them. */
  readonly connections: readonly string[];
  /** Gives a browser what it needs to come again without the token in its address. */
  readonly setCookie: string;
  readonly #token = randomToken();
  readonly #cookie: string;
  readonly #hosts: readonly string[];
  readonly #origins: readonly string[];
  /** Each with the time until which it holds, on the process's own clock; null once it was used. */
  readonly #tickets = new Map<string, number | null>();

  constructor(port: number) {
    // A browser leaves port 80 out, and so does URL.
    const addresses = NAMES.map((name) => new URL(`http://${name}:${port}`));
    this.#hosts = addresses.map(({ host }) => host);
    this.#origins = addresses.map(({ origin }) => origin);
    this.connections = this.#hosts.map((host) => `ws://${host}`);
    // Cookies do not know ports: two programs on one machine would take each other's.
    this.#cookie = `wis800c-${port}`;
    this.setCookie = `${this.#cookie}=${this.#token}; Path=/; HttpOnly; SameSite=Strict`;
    this.url = this.#urlWith(this.#token);
  }

  /**
   * An address that lets one browser in, once and within a minute. Where it stands in the list of processes, in which
   * everybody on this machine can read, it is of no use to anybody else.
   */
  ticketUrl(): string {
    const ticket = randomToken();
    this.#tickets.set(ticket, performance.now() + TICKET_MS);
    return this.#urlWith(ticket);
  }

  /** Why this caller gets no answer; null when it gets one. Only pages of ours open lines, and they name their origin. */
  refusal(request: IncomingMessage, { path, query }: Target, purpose: 'answer' | 'line'): Refusal | null {
    const { host, origin } = request.headersDistinct;
    if (!isOneOf(host, this.#hosts)) return 'foreign_host';
    const named = origin !== undefined || purpose === 'line';
    if (named && !isOneOf(origin, this.#origins)) return 'foreign_origin';
    const tokens = query.getAll('token');
    if (purpose === 'answer' && path === '/' && tokens.some((word) => this.#redeem(word))) return null;
    // A token that was given decides, also when it is the one of an earlier start.
    const given = tokens.filter((word) => this.#tickets.get(word) !== null);
    const words = given.length > 0 ? given : this.#cookies(request);
    return words.some((word) => isSame(word, this.#token)) ? null : 'unknown_caller';
  }

  #urlWith(word: string): string {
    return `${this.#origins[0]}/?token=${word}`;
  }

  /** Whether a word is a ticket that still holds; it holds no longer then. */
  #redeem(word: string): boolean {
    const untilMs = this.#tickets.get(word) ?? null;
    if (untilMs === null || performance.now() > untilMs) return false;
    this.#tickets.set(word, null);
    return true;
  }

  /** Others on this machine can set a cookie of the same name, so there may be several. */
  #cookies(request: IncomingMessage): readonly string[] {
    const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const start = `${this.#cookie}=`;
    return pairs.filter((pair) => pair.startsWith(start)).map((pair) => pair.slice(start.length));
  }
}

function randomToken(): string {
  return randomBytes(32).toString('base64url');
}

function isOneOf(values: readonly string[] | undefined, allowed: readonly string[]): boolean {
  const [value, ...more] = values ?? [];
  return value !== undefined && more.length === 0 && allowed.includes(value);
}

/** Takes the same time wherever the two differ. */
function isSame(one: string, other: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}
