import { lookup } from 'node:dns/promises';
import { codeOf, type Failed } from './budget.ts';

/** The IP addresses that a name stands for. Rejects with the system's error. */
export type LookUp = (
  host: string,
) => Promise<readonly { readonly address: string; readonly family: number }[]>;

/** As every program on this computer sees it: hosts file, name servers, and what else the system is set up to ask. */
export const lookUpHere: LookUp = (host) => lookup(host, { all: true });

/** Addresses listed at most; a name has rarely more than a handful. */
const LISTED = 8;

/** The addresses of a name, each once, IPv4 first: the module has no IPv6. */
export async function resolveName(
  host: string,
  lookUp: LookUp,
): Promise<{ readonly ok: true; readonly addresses: readonly string[] } | Failed> {
  try {
    const found = await lookUp(host);
    const ordered = found.toSorted((one, other) => one.family - other.family);
    const addresses = [...new Set(ordered.map(({ address }) => address))].slice(0, LISTED);
    return addresses.length === 0 ? { ok: false, code: 'ENOTFOUND' } : { ok: true, addresses };
  } catch (error) {
    return { ok: false, code: codeOf(error) };
  }
}
