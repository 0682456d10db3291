/** Addresses of recordings that are replayed: `sim:?replay=FILE`, `sim:?replay=run:ID`. */

const RUN = 'run:';

/** The simulated module that answers as the unit of this run did. */
export const replayOfRun = (runId: string): string => `sim:?replay=${RUN}${encodeURIComponent(runId)}`;

/** What an address replays: a file, by its path, or a run of the record; null when it replays nothing. */
export function replayedBy(
  address: string | null,
): { readonly kind: 'file' | 'run'; readonly name: string } | null {
  if (address === null || !address.startsWith('sim:') || !address.includes('?')) return null;
  const query = address.slice(address.indexOf('?') + 1).replaceAll('+', '%2B');
  const name = new URLSearchParams(query).get('replay');
  if (name === null) return null;
  return name.startsWith(RUN) ? { kind: 'run', name: name.slice(RUN.length) } : { kind: 'file', name };
}
