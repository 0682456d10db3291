import { setImmediate } from 'node:timers/promises';
import type { DatabaseSync } from 'node:sqlite';
import type { ExportRequest } from '../../shared/export-request.ts';
import { openForReading, readingFault, type ReadOnlyRecord } from '../records/open-for-reading.ts';
import { chosenRuns, type ExportChoice } from './chosen-runs.ts';
import { ExportEnded, type ExportFault } from './fault.ts';
import { type Format, FORMATS, type WrittenFormat } from './formats.ts';
import type { ChosenRun, ExportSource, ExportWriter, Surroundings } from './source.ts';
import type { ExportTarget } from './targets.ts';

export interface ExportOptions {
  /** The record's file. */
  readonly record: string;
  readonly what: ExportChoice;
  readonly format: WrittenFormat;
  readonly language: ExportRequest['language'];
  readonly bom: boolean;
  /** What reports and packs say beside their runs. */
  readonly surroundings?: Surroundings | null;
  readonly target: ExportTarget;
  /** Calls it off: nothing stays, and what stood there before is untouched. */
  readonly signal?: AbortSignal;
  /** Told with every block: entries of the log, or runs, that are in it, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Ids of runs that somebody is recording just now. */
  readonly live?: ReadonlySet<string>;
}

export type ExportResult =
  | { readonly ok: true; readonly runs: number }
  | { readonly ok: false; readonly fault: ExportFault };

const NOBODY: ReadonlySet<string> = new Set();

/**
 * Writes runs of a record as they stood at one moment, though others go on recording. Takes long for long ones: in a
 * thread of its own, or where nobody waits; between two blocks the event loop has its turn.
 */
export async function writeExport(options: ExportOptions): Promise<ExportResult> {
  const opened = await openForReading(options.record);
  if (!opened.ok) return opened;
  try {
    // It is read once from beginning to end; what SQLite would keep of it only takes room.
    opened.record.database.exec('PRAGMA cache_size = -256; BEGIN');
    return await writeOf(opened.record, options);
  } catch (thrown) {
    return { ok: false, fault: faultBehind(thrown) };
  } finally {
    opened.record.close();
  }
}

async function writeOf(record: ReadOnlyRecord, options: ExportOptions): Promise<ExportResult> {
  const { database } = record;
  const { what, live = NOBODY, signal = null } = options;
  const chosen = await chosenRuns(database, what, { live, signal });
  if (!chosen.ok) return chosen;
  const { runs } = chosen;
  const progress = { done: 0, total: 0 };
  const blocks = await blocksOf(database, runs, options, progress);
  const written = await options.target(watched(blocks, record, options, progress));
  return written.ok ? { ok: true, runs: runs.length } : written;
}

/** How long others may be kept waiting. */
const LONGEST_WAIT_MS = 10;

interface Progress {
  done: number;
  total: number;
}

async function blocksOf(
  database: DatabaseSync,
  runs: readonly ChosenRun[],
  { format, language, bom, live = NOBODY, surroundings = null, signal }: ExportOptions,
  progress: Progress,
): Promise<ReturnType<ExportWriter>> {
  const { counts, load, passes = 1 }: Format = FORMATS[format];
  progress.total = passes * (counts === 'runs' ? runs.length : entriesOf(database, runs));
  const source: ExportSource = {
    database,
    runs,
    language,
    bom,
    live,
    surroundings,
    advance: (count) => {
      progress.done += count;
      goesOn(signal);
    },
  };
  return (await load())(source);
}

function entriesOf(database: DatabaseSync, runs: readonly ChosenRun[]): number {
  const count = database.prepare(
    `SELECT (SELECT count(*) FROM facts WHERE run_key = ?1) + (SELECT count(*) FROM trace WHERE run_key = ?1) AS count`,
  );
  return runs.reduce((sum, { key }) => sum + Number(count.get(key)?.['count']), 0);
}

async function* watched(
  blocks: ReturnType<ExportWriter>,
  record: ReadOnlyRecord,
  { signal, onProgress }: ExportOptions,
  progress: Progress,
): AsyncGenerator<Uint8Array> {
  const goOn = () => {
    goesOn(signal);
    onProgress?.(Math.min(progress.done, progress.total), progress.total);
  };
  goOn();
  let turnMs = performance.now();
  for await (const block of blocks) {
    if (block !== null) yield block;
    else if (performance.now() - turnMs < LONGEST_WAIT_MS) continue;
    await setImmediate();
    turnMs = performance.now();
    goOn();
  }
  goOn();
  if (!record.isSound()) throw new ExportEnded({ kind: 'changed' });
}

/** @throws ExportEnded where it was called off */
function goesOn(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new ExportEnded({ kind: 'cancelled' });
}

function faultBehind(thrown: unknown): ExportFault {
  return thrown instanceof ExportEnded ? thrown.fault : readingFault(thrown);
}
