import type { LogView } from '../../../shared/log-view.ts';
import type { LogTarget } from '../../store/window-state.ts';
import type { LogSource } from './log-source.ts';

/** A row that is to be brought to a place of the sight. */
export interface Placing {
  readonly runId: string;
  readonly row: number;
  /** CSS pixels below the upper edge; or into sight, or to the upper edge where several rows are meant. */
  readonly at: number | 'sight' | 'top';
}

/** A place in a run's log that is the same through every filter. */
export interface Mark {
  readonly runId: string;
  readonly at: { readonly line: number } | { readonly untilMs: number };
  /** How far below the upper edge it is, CSS pixels. */
  readonly px: number;
}

/** Looks for the row that is to be brought into sight. */
export class Aim {
  /** Null while it is looked for, and where nothing need be moved. */
  placing: Placing | null = null;
  isDone = false;
  readonly #stop = new AbortController();

  /** `done` is called unless it is stopped before. */
  constructor(find: (signal: AbortSignal) => Promise<Placing | null>, done: () => void) {
    void this.#look(find, done);
  }

  async #look(find: (signal: AbortSignal) => Promise<Placing | null>, done: () => void): Promise<void> {
    const { signal } = this.#stop;
    const placing = await find(signal);
    if (signal.aborted) return;
    this.placing = placing;
    this.isDone = true;
    done();
  }

  stop(): void {
    this.#stop.abort();
  }
}

/** Where a view has what another one has at a mark; null when nobody knows. */
export async function keep(
  source: LogSource,
  view: LogView,
  { runId, at, px }: Mark,
  signal: AbortSignal,
): Promise<Placing | null> {
  const row = await rowAt(source, view, at, signal);
  return row === null ? null : { runId, row, at: px };
}

/** Where a view has a line; `folded` where it is one of those that are folded away, and so in no row. */
export async function towards(
  source: LogSource,
  view: LogView,
  { runId, no, last = no }: LogTarget,
  signal: AbortSignal,
): Promise<Placing | 'folded' | null> {
  const row = await rowAt(source, view, { line: no }, signal);
  if (row === null) return null;
  const placing = { runId, row, at: last > no ? 'top' : 'sight' } as const;
  if (!view.filter.folded) return placing;
  const reply = await source.rows({ view, from: row, count: 1 }, { signal }).catch(() => null);
  if (reply?.ok !== true) return placing;
  const [there] = reply.rows;
  return there?.kind === 'line' && there.no === no ? placing : 'folded';
}

async function rowAt(
  source: LogSource,
  view: LogView,
  at: Mark['at'],
  signal: AbortSignal,
): Promise<number | null> {
  const reply = await source.locate({ view, at }, { signal }).catch(() => null);
  if (reply?.ok !== true) return null;
  // Up to a moment there are so many rows; the last of them is the one that stood there.
  return 'line' in at ? reply.row : Math.max(0, reply.row - 1);
}
