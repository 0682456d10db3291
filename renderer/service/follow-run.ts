import { runWith, segmentsWith, unreadRun, type WindowStore } from '../store/window-store.ts';
import type { ShownRun } from '../store/window-state.ts';
import type { ServiceClient } from './connection.ts';

/** Facts, and pieces of the byte trace, that are read at once: few enough to leave time for a frame. */
const PAGE_LIMIT = 500;

/**
 * Reads a run's record into the window, and goes on while it grows. Takes up where the window's copy ends; ends with
 * the run, or when `signal` aborts. Rejects when the line to the service breaks.
 */
export async function followRun(
  client: ServiceClient,
  store: WindowStore,
  runId: string,
  signal: AbortSignal,
): Promise<void> {
  const known = find(store, runId);
  if (known?.reach === 'whole') return;
  put(store, known ?? unreadRun(runId));
  const heads = await client.runs.heads({ runId }, { signal });
  for await (const { seq, ordinal, live } of heads) {
    const run = find(store, runId);
    // Somebody closed it meanwhile.
    if (signal.aborted || run === null) return;
    if (!live || seq > run.seq || ordinal > run.ordinal) await readOn(client, store, runId, signal);
    change(store, runId, (each) => ({ ...each, reach: live ? 'live' : 'whole' }));
    if (!live) return;
  }
}

async function readOn(
  client: ServiceClient,
  store: WindowStore,
  runId: string,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const run = find(store, runId);
    if (run === null || signal.aborted) return;
    const query = { runId, afterSeq: run.seq, afterOrdinal: run.ordinal, limit: PAGE_LIMIT };
    const reply = await client.runs.page(query, { signal });
    if (!reply.ok) {
      change(store, runId, (each) => ({ ...each, fault: reply.fault }));
      return;
    }
    change(store, runId, (each) => runWith(each, reply.page));
    if (!reply.page.more) return;
  }
}

function find(store: WindowStore, runId: string): ShownRun | null {
  return store.getState().segments.find((run) => run.runId === runId) ?? null;
}

function put(store: WindowStore, run: ShownRun): void {
  store.setState(({ segments }) => ({ segments: segmentsWith(segments, run) }));
}

function change(store: WindowStore, runId: string, to: (run: ShownRun) => ShownRun): void {
  const run = find(store, runId);
  if (run !== null) put(store, to(run));
}
