import type { DatabaseSync } from 'node:sqlite';
import { History } from '../../../electron/records/history.ts';
import { openIndexConnection, openReadConnection } from '../../../electron/records/open-database.ts';
import { IndexKeeper } from '../../../electron/records/search/index-keeper.ts';
import { systemClock } from '../../../electron/system-clock.ts';
import { EVERY_RUN, type RunQuery } from '../../../shared/history.ts';
import type { Samples } from '../child.ts';
import { type KnownUnit, multiply } from './many-runs.ts';
import { demoProfile, startRun, throwFault, withStation } from './station.ts';

const RUNS = 100_000;
/** Runs of the simulated module whose indexing is timed. */
const REAL_RUNS = 128;
const ROUNDS = 7;
/** Rows that a window shows at once. */
const PAGE_ROWS = 50;
const RARE = 'zebra-crossing';
const SLICE_MS = 8;
const NOBODY: ReadonlySet<string> = new Set();

/** Searches in a record of many runs, as the thread does that answers a window. */
const QUERIES: Readonly<Record<string, Partial<RunQuery>>> = {
  all: {},
  filtered: { outcomes: ['failed'], step: 11 },
  dated: { fromMs: 1.7e12 + 4e9, toMs: 1.7e12 + 6e9 },
  imei: { search: imeiOf(61_234) },
  common: { search: 'CONNACK' },
  chinese: { search: '移动' },
  rare: { search: RARE },
  nowhere: { search: 'nowhere' },
  several: { search: 'SN-02 CREG 王芳' },
};

export function measureHistory(): Promise<Samples> {
  return withStation(async (station) => {
    for (let run = 0; run < REAL_RUNS; run += 1)
      await startRun(station, `sim:history${run}?speed=instant`, demoProfile()).passed;
    const database = connection(openIndexConnection(station.recordPath));
    const reader = connection(openReadConnection(station.recordPath));
    try {
      const keepMs = [keep(database) / REAL_RUNS];
      const realBytes = [textBytes(database) / REAL_RUNS];
      const baseline = measureBaseline(reader);
      const realRecordBytes = [pageBytes(database, "name IN ('facts', 'trace')") / REAL_RUNS];
      database.exec(
        'UPDATE runs SET text_group = NULL, text_bytes = NULL; DELETE FROM texts; DELETE FROM text_groups',
      );
      multiply(database, RUNS, unitOf(database), RARE);
      keep(database);
      const samples = { keepMs, realBytes, realRecordBytes, textMb: [textBytes(database) / 1e6] };
      return { ...samples, ...measureQueries(reader), ...baseline };
    } finally {
      reader.close();
      database.close();
    }
  });
}

function measureQueries(reader: DatabaseSync): Samples {
  const history = new History(reader);
  const samples: Record<string, number[]> = { facetsMs: [] };
  for (let round = -1; round < ROUNDS; round += 1) {
    for (const [name, query] of Object.entries(QUERIES)) {
      const { firstMs, wholeMs, sliceMs } = measureQuery(history, { ...EVERY_RUN, ...query });
      // The first round fills the caches of the system, as a window that is open has.
      if (round < 0) continue;
      (samples[`${name}FirstMs`] ??= []).push(firstMs);
      (samples[`${name}WholeMs`] ??= []).push(wholeMs);
      (samples['sliceMs'] ??= []).push(sliceMs);
    }
    const beganMs = performance.now();
    history.facets();
    if (round >= 0) samples['facetsMs']?.push(performance.now() - beganMs);
  }
  return samples;
}

/** `firstMs`: until a page of rows is there, or it is known that there is none. */
function measureQuery(history: History, query: RunQuery) {
  const beganMs = performance.now();
  const search = history.search(query, NOBODY);
  let firstMs: number | null = null;
  let sliceMs = 0;
  while (!search.done) {
    const sliceBeganMs = performance.now();
    search.advance(SLICE_MS);
    sliceMs = Math.max(sliceMs, performance.now() - sliceBeganMs);
    if (firstMs !== null || (search.found.length === 0 && !search.done)) continue;
    history.rows(search.found.slice(0, PAGE_ROWS), NOBODY);
    firstMs = performance.now() - beganMs;
  }
  const wholeMs = performance.now() - beganMs;
  return { firstMs: firstMs ?? wholeMs, wholeMs, sliceMs };
}

/**
 * The way without an index: SQLite looks through every fact and every byte. Timed on the runs of the simulated module
 * and scaled, as the many runs are made with less in them than real ones have.
 */
function measureBaseline(reader: DatabaseSync): Samples {
  const like = reader.prepare(
    `SELECT run_key FROM facts WHERE body LIKE '%nowhere%'
     UNION SELECT run_key FROM trace WHERE CAST(bytes AS TEXT) LIKE '%nowhere%' ORDER BY 1 DESC`,
  );
  like.all();
  const likeMs = Array.from({ length: ROUNDS }, () => {
    const beganMs = performance.now();
    like.all();
    return ((performance.now() - beganMs) * RUNS) / REAL_RUNS;
  });
  return { likeMs };
}

/** How long it takes to index all there is. */
function keep(database: DatabaseSync): number {
  const keeper = new IndexKeeper(database, systemClock);
  const beganMs = performance.now();
  for (let step = keeper.step(SLICE_MS); !step.ok || !step.rests; step = keeper.step(SLICE_MS))
    if (!step.ok) throwFault(step.fault);
  return performance.now() - beganMs;
}

function textBytes(database: DatabaseSync): number {
  return pageBytes(database, "name IN ('texts', 'text_groups', 'runs_without_text')");
}

function pageBytes(database: DatabaseSync, where: string): number {
  return Number(database.prepare(`SELECT sum(pgsize) AS bytes FROM dbstat WHERE ${where}`).get()?.['bytes']);
}

function unitOf(database: DatabaseSync): KnownUnit {
  const { imei, iccid, imsi } =
    database.prepare('SELECT imei, iccid, imsi FROM runs WHERE key = 1').get() ?? {};
  return { imei: String(imei), iccid: String(iccid), imsi: String(imsi) };
}

/** As `multiply` gives them. */
function imeiOf(key: number): string {
  return `8688880${String((key * 48_271) % 100_000_000).padStart(8, '0')}`;
}

function connection(opened: ReturnType<typeof openReadConnection>): DatabaseSync {
  return opened.ok ? opened.database : throwFault(opened.fault);
}
