import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../shared/clock.ts';
import type { PortInfo } from '../../shared/port.ts';

/** How the list of ports differs from the one before. A row is identified by its path. */
export interface PortListChange {
  readonly ports: readonly PortInfo[];
  readonly added: readonly PortInfo[];
  readonly removed: readonly PortInfo[];
  /** Rows that are still there with another content, in their new state. */
  readonly changed: readonly PortInfo[];
}

const POLL_INTERVAL_MS = 1_000;

/**
 * Watches the port list, asking for it one second after the previous answer. `onChange` is called with the
 * first list, even an empty one (all rows `added`), and then only when something differs.
 * @returns stops watching; `onChange` is not called afterwards.
 */
export function followPorts(
  list: () => Promise<readonly PortInfo[]>,
  clock: Clock,
  onChange: (change: PortListChange) => void,
): () => void {
  let stopped = false;
  let cancel = () => {};
  let known: readonly PortInfo[] | undefined;
  const poll = async () => {
    const ports = await list().catch(() => known);
    if (stopped) return;
    cancel = clock.schedule(POLL_INTERVAL_MS, () => void poll());
    if (!ports) return;
    const change = compare(known ?? [], ports);
    const isNews = !known || change.added.length + change.removed.length + change.changed.length > 0;
    known = ports;
    if (isNews) onChange(change);
  };
  void poll();
  return () => {
    stopped = true;
    cancel();
  };
}

function compare(before: readonly PortInfo[], ports: readonly PortInfo[]): PortListChange {
  const old = new Map(before.map((port) => [port.path, port]));
  const paths = new Set(ports.map((port) => port.path));
  return {
    ports,
    added: ports.filter((port) => !old.has(port.path)),
    removed: before.filter((port) => !paths.has(port.path)),
    changed: ports.filter((port) => old.has(port.path) && !isDeepStrictEqual(old.get(port.path), port)),
  };
}
