import { setTimeout as pause } from 'node:timers/promises';
import { createReader, type Reader } from '../../../electron/reading/index.ts';
import { openRecordStore, type RecordStore } from '../../../electron/records/index.ts';
import { type LogFilter, NO_FILTER } from '../../../shared/log/filter.ts';
import type { LogHead, LogView } from '../../../shared/log-view.ts';
import type { Samples } from '../child.ts';
import { LongLog } from './long-log.ts';
import { throwFault } from './station.ts';

const ENTRIES = 1_000_000;
const PER_BATCH = 6000;
const ROUNDS = 7;
/** What a window shows at once, and how often it asks while the log is read. */
const PAGE_ROWS = 60;
const ASKED_EVERY_MS = 16;

/** How fast the log grows, for how long, and in how many commits. */
const LINES_PER_SECOND = 5000;
const SECONDS = 20;
const COMMIT_MS = 20;

/** A search in each round that no round before had. */
export const FILTERS: Readonly<Record<string, (round: number) => Partial<LogFilter>>> = {
  text: (round) => ({ search: `csq: ${round + 11}` }),
  rareText: (round) => ({ search: `"count":${round + 1}77768` }),
  noText: (round) => ({ search: `nowhere ${round}` }),
  pattern: (round) => ({ search: `^\\+csq: (${round}|2)\\d,0$`, pattern: true }),
  step: (round) => ({ step: 6, search: round === 0 ? '' : `ok${'␍'.repeat(round % 2)}` }),
  unsolicited: (round) => ({
    show: 'unsolicited',
    search: round === 0 ? '' : `creg${':'.repeat(round % 2)}`,
  }),
  hex: (round) => ({ search: `43 53 51 3A 20 3${round} 2C`, hex: true }),
};

const viewOf = (runId: string, filter: Partial<LogFilter> = {}): LogView => ({
  runId,
  filter: { ...NO_FILTER, ...filter },
  language: 'en',
});

/** Records a run of a million entries that has no end. */
export async function recordLongLog(path: string): Promise<Samples> {
  const store = await opened(path);
  const log = new LongLog('long');
  await append(store, log.begin());
  for (let lines = 0; lines < ENTRIES; lines += PER_BATCH) await append(store, log.next(PER_BATCH));
  await store.close();
  return {};
}

/** That run's log, as the window is served it by the thread that reads; and one that grows. */
export async function measureLogView(path: string): Promise<Samples> {
  const store = await opened(path);
  const reader = createReader([path]);
  try {
    // The thread is there as soon as a window is.
    await reader.ask.history.facets();
    globalThis.gc?.();
    const residentMb = process.memoryUsage().rss / 1e6;
    const opening = await measureOpening(reader);
    const grownMb = [process.memoryUsage().rss / 1e6 - residentMb];
    const filters = await measureFilters(reader);
    return { ...opening, grownMb, ...filters, ...(await measureGrowing(reader, store)) };
  } finally {
    await reader.close();
    await store.close();
  }
}

/** The record at a path, to be written to. */
export async function opened(path: string): Promise<RecordStore> {
  const found = await openRecordStore(path);
  return found.ok ? found.store : throwFault(found.fault);
}

async function append(store: RecordStore, batch: Parameters<RecordStore['append']>[0]): Promise<void> {
  const written = await store.append(batch);
  if (!written.ok) throwFault(written.fault);
}

/** From the first question to the last entry; meanwhile rows are asked for, as one scrolls. */
async function measureOpening(reader: Reader): Promise<Samples> {
  const rowsMs: number[] = [];
  const beganMs = performance.now();
  const reading = new AbortController();
  const asking = (async () => {
    for (let from = 0; !reading.signal.aborted; from += PAGE_ROWS) {
      const askedMs = performance.now();
      await reader.ask.log.rows({ view: viewOf('long'), from, count: PAGE_ROWS });
      rowsMs.push(performance.now() - askedMs);
      await pause(ASKED_EVERY_MS);
    }
  })();
  const first = { ms: 0 };
  for await (const head of await reader.ask.log.follow({ view: viewOf('long') }))
    if (first.ms === 0 && head.rows > 0) first.ms = performance.now() - beganMs;
  const indexMs = performance.now() - beganMs;
  reading.abort();
  await asking;
  return { indexMs: [indexMs], firstRowsMs: [first.ms], rowsWhileReadingMs: rowsMs };
}

/** From the question to the head that has everything. */
async function measureFilters(reader: Reader): Promise<Samples> {
  const samples: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, filter] of Object.entries(FILTERS)) {
      const beganMs = performance.now();
      const head = await lastHead(reader, viewOf('long', filter(round)));
      if (head.fault !== null) throw new Error(head.fault.kind);
      (samples[`${name}Ms`] ??= []).push(performance.now() - beganMs);
    }
  const beganMs = performance.now();
  await lastHead(reader, viewOf('long', { folded: true }));
  return { ...samples, foldMs: [performance.now() - beganMs] };
}

async function lastHead(reader: Reader, view: LogView): Promise<LogHead> {
  let last: LogHead | null = null;
  for await (const head of await reader.ask.log.follow({ view })) last = head;
  if (last === null) throw new Error('no head');
  return last;
}

/** How long after its commit a line is among the rows of one who follows. */
async function measureGrowing(reader: Reader, store: RecordStore): Promise<Samples> {
  const log = new LongLog('growing');
  const waiting: { readonly entries: number; readonly atMs: number }[] = [];
  const behindMs: number[] = [];
  const rowsMs: number[] = [];
  let [entries, ordinal, seq] = [0, 0, 0];
  const commit = async (batch: ReturnType<LongLog['next']>, live: boolean) => {
    await append(store, batch);
    ordinal = batch.trace.at(-1)?.ordinal ?? ordinal;
    seq = batch.events.at(-1)?.seq ?? seq;
    reader.grown({ runId: 'growing', seq, ordinal, live });
  };
  await commit(log.begin(), true);
  const following = (async () => {
    for await (const head of await reader.ask.log.follow({ view: viewOf('growing') })) {
      const nowMs = performance.now();
      while ((waiting[0]?.entries ?? Number.POSITIVE_INFINITY) <= head.summary.lines)
        behindMs.push(nowMs - (waiting.shift()?.atMs ?? nowMs));
      const from = Math.max(0, head.rows - PAGE_ROWS);
      await reader.ask.log.rows({ view: viewOf('growing'), from, count: PAGE_ROWS });
      rowsMs.push(performance.now() - nowMs);
    }
  })();
  const beganMs = performance.now();
  const perCommit = (LINES_PER_SECOND * COMMIT_MS) / 1000;
  for (let turn = 1; turn * COMMIT_MS <= SECONDS * 1000; turn += 1) {
    const batch = log.next(perCommit);
    entries += linesIn(batch);
    waiting.push({ entries, atMs: performance.now() });
    await commit(batch, true);
    const waitMs = beganMs + turn * COMMIT_MS - performance.now();
    if (waitMs > 0) await pause(waitMs);
  }
  const rate = (entries * 1000) / (performance.now() - beganMs);
  await commit({ events: [], trace: [] }, false);
  await following;
  return { behindMs, rowsWhileGrowingMs: rowsMs, linesPerSecond: [rate] };
}

function linesIn({ trace }: ReturnType<LongLog['next']>): number {
  let lines = 0;
  for (const { chunk } of trace)
    if (chunk.direction !== 'dropped') lines += chunk.bytes.toString().match(/[^\r\n]+/g)?.length ?? 0;
  return lines;
}
