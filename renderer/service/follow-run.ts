import type { RunHead } from '../../shared/contract.ts';
import { runOpened, runWith, segmentsWith, unreadRun, type WindowStore } from '../store/window-store.ts';
import type { ShownRun } from '../store/window-state.ts';
import type { ServiceClient } from './connection.ts';

/** Facts that are read at once: few enough to leave time for a frame. */
const PAGE_LIMIT = 500;

/** What is asked of the service here. */
export interface RunSource {
  readonly runs: Pick<ServiceClient['runs'], 'open' | 'page'> & {
    heads(
      input: { readonly runId: string },
      options: { readonly signal: AbortSignal },
    ): Promise<AsyncIterable<RunHead>>;
  };
}

/**
 * Takes a run's facts into the window, folded up to now by the service, and goes on while there are more. Takes up where
 * the window's copy ends; ends with the run, or when `signal` aborts. Rejects when the line to the service breaks.
 */
export async function followRun(
  client: RunSource,
  store: WindowStore,
  runId: string,
  signal: AbortSignal,
): Promise<void> {
  const known = find(store, runId);
  if (known?.reach === 'whole') return;
  put(store, known ?? unreadRun(runId));
  if ((known?.seq ?? 0) === 0) await open(client, store, runId, signal);
  const heads = await client.runs.heads({ runId }, { signal });
  for await (const { seq, live } of heads) {
    const run = find(store, runId);
    // Somebody closed it meanwhile.
    if (signal.aborted || run === null) return;
    if (!live || seq > run.seq) await readOn(client, store, runId, live, signal);
    if (signal.aborted) return;
    change(store, runId, (each) => ({ ...each, reach: reachOf(each, live) }));
  }
}

/** What could not be read to its end is not whole: it may be tried again. */
function reachOf({ fault }: ShownRun, isLive: boolean): ShownRun['reach'] {
  if (isLive) return 'live';
  return fault === null ? 'whole' : 'reading';
}

/** A run that has just begun, or that the service cannot fold, is read from its first fact on. */
async function open(client: RunSource, store: WindowStore, runId: string, signal: AbortSignal) {
  const reply = await client.runs.open({ runId, untilMs: null }, { signal });
  if (reply.ok && !signal.aborted) change(store, runId, (run) => runOpened(run, reply.run));
}

async function readOn(
  client: RunSource,
  store: WindowStore,
  runId: string,
  isLive: boolean,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const run = find(store, runId);
    if (run === null || signal.aborted) return;
    const query = { runId, afterSeq: run.seq, afterOrdinal: 0, limit: PAGE_LIMIT, trace: false };
    const reply = await client.runs.page(query, { signal });
    // Another one may follow the run by now, and have read this page itself.
    if (signal.aborted) return;
    if (!reply.ok) {
      // A run that has just begun is in no record yet; while it lives it may still come there.
      const isEarly = isLive && reply.fault.kind === 'not_found';
      if (!isEarly) change(store, runId, (each) => ({ ...each, fault: reply.fault }));
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
