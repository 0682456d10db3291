import { lookup, Resolver, TIMEOUT } from 'node:dns/promises';
import { codeOf, type Failed } from './budget.ts';

interface Found {
  readonly address: string;
  readonly family: number;
}

/** The IP addresses that a name stands for. Rejects with the system's error, or when `over` aborts. */
export type LookUp = (host: string, over: AbortSignal) => Promise<readonly Found[]>;

/** What name servers are asked with. */
interface NameServers {
  resolve4(host: string): Promise<readonly string[]>;
  /** Calls every question off. */
  cancel(): void;
}

/** Milliseconds for one name server. */
const SERVER_MS = 500;

/**
 * As every program on this computer sees it: name servers, hosts file, and what else the system is set up to ask. The
 * system's own question cannot be called off, and keeps the whole process from its end for as long as name servers stay
 * silent: it is put only where they do not.
 */
export const lookUpHere: LookUp = async (host, over) =>
  await lookUpBy(new Resolver({ timeout: SERVER_MS, tries: 2 }), host, over);

/** The same with these name servers. */
export async function lookUpBy(
  servers: NameServers,
  host: string,
  over: AbortSignal,
): Promise<readonly Found[]> {
  const callOff = () => servers.cancel();
  over.addEventListener('abort', callOff, { once: true });
  try {
    const addresses = await servers.resolve4(host);
    return addresses.map((address) => ({ address, family: 4 }));
  } catch (error) {
    if (over.aborted || codeOf(error) === TIMEOUT) throw error;
    return await lookup(host, { all: true });
  } finally {
    over.removeEventListener('abort', callOff);
  }
}

/** Addresses listed at most; a name has rarely more than a handful. */
const LISTED = 8;

/** The addresses of a name, each once, IPv4 first: the module has no IPv6. */
export async function resolveName(
  host: string,
  lookUp: LookUp,
  over: AbortSignal,
): Promise<{ readonly ok: true; readonly addresses: readonly string[] } | Failed> {
  try {
    const found = await lookUp(host, over);
    const ordered = found.toSorted((one, other) => one.family - other.family);
    const addresses = [...new Set(ordered.map(({ address }) => address))].slice(0, LISTED);
    return addresses.length === 0 ? { ok: false, code: 'ENOTFOUND' } : { ok: true, addresses };
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
}
