import { createReadStream } from 'node:fs';
import type { LogFault, OpenedOrigin, OpenedRunRow } from '../../shared/opened-log.ts';
import type { RunSummary } from '../../shared/run-summary.ts';
import type { Manifest } from '../exports/pack/manifest.ts';
import type { RecordExtent } from '../exports/run-digest.ts';
import type { Batch, WriteResult } from '../records/index.ts';
import { LineCutter } from './json-lines.ts';
import { openPack, type PackFile } from './pack-file.ts';
import { RecordIntake } from './record-intake.ts';
import { ZipError } from './zip-file.ts';

/** Where the runs of a file are written down; what the batches throw is thrown on. */
export type KeepRuns = (batches: AsyncIterable<Batch>) => Promise<WriteResult>;

export type OpeningResult =
  | { readonly ok: true; readonly origin: OpenedOrigin; readonly runs: readonly OpenedRunRow[] }
  | { readonly ok: false; readonly fault: LogFault };

const SLICE_BYTES = 65_536;

/** Bytes of a file, slice by slice. */
export function bytesOfFile(path: string, signal?: AbortSignal): AsyncIterable<Uint8Array> {
  return chunksOf(createReadStream(path, { highWaterMark: SLICE_BYTES, ...(signal && { signal }) }));
}

async function* chunksOf(stream: AsyncIterable<unknown>): AsyncGenerator<Uint8Array> {
  for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
}

/** Takes the records of this program in a file of JSON Lines. */
export async function openRecords(source: AsyncIterable<Uint8Array>, keep: KeepRuns): Promise<OpeningResult> {
  const intake = new RecordIntake();
  const kept = await keep(batchesOf(source, intake));
  if (!kept.ok) return refused('no_room');
  const runs = intake.rows();
  return runs.length === 0 ? refused('no_facts') : { ok: true, origin: { kind: 'record' }, runs };
}

/** Takes the runs of a hand-over pack. */
export async function openPackFile(
  path: string,
  keep: KeepRuns,
  signal: AbortSignal,
): Promise<OpeningResult> {
  const opened = await openPack(path);
  if (!opened.ok) return refused(opened.fault);
  const { pack } = opened;
  try {
    const taken: Taken[] = [];
    const kept = await keep(packBatches(pack, taken, signal));
    if (!kept.ok) return refused('no_room');
    const runs = taken.flatMap((each) => each.intake.rows().map((row) => doubted(row, each, pack)));
    return runs.length === 0 ? refused('no_facts') : { ok: true, origin: originOf(pack), runs };
  } catch (thrown) {
    if (thrown instanceof ZipError) return refused(thrown.fault);
    throw thrown;
  } finally {
    pack.close();
  }
}

/** What a pack says of itself; nothing of it may turn the text around it. */
function originOf({ manifest }: PackFile): OpenedOrigin {
  const plain = (text: string) => text.replace(/\p{C}/gu, '');
  const { station, madeAtMs, productVersion } = manifest;
  return { kind: 'pack', station: plain(station), madeAtMs, productVersion: plain(productVersion) };
}

const refused = (kind: LogFault['kind']) => ({ ok: false, fault: { kind } }) as const;

interface Taken {
  readonly run: Manifest['runs'][number];
  readonly intake: RecordIntake;
}

async function* packBatches(pack: PackFile, taken: Taken[], signal: AbortSignal): AsyncGenerator<Batch> {
  for (const run of pack.manifest.runs) {
    if (pack.recordSize(run) === null) continue;
    const intake = new RecordIntake(run.id);
    taken.push({ run, intake });
    for await (const batch of batchesOf(pack.record(run), intake)) {
      signal.throwIfAborted();
      yield batch;
    }
  }
  for await (const _ of pack.readOthers()) signal.throwIfAborted();
}

async function* batchesOf(source: AsyncIterable<Uint8Array>, intake: RecordIntake): AsyncGenerator<Batch> {
  const cutter = new LineCutter();
  for await (const chunk of source) yield* intake.take(cutter.push(chunk));
  yield* intake.take(cutter.end());
  yield* intake.end(cutter.skipped);
}

/** A run with what the pack itself says against it. */
function doubted(row: OpenedRunRow, { run, intake }: Taken, pack: PackFile): OpenedRunRow {
  const extent = intake.extentOf(run.id);
  const differs = !isAll(run, extent) || !saysTheSame(run.summary, row.summary);
  return {
    ...row,
    doubts: [...pack.doubts(run), ...row.doubts, ...(differs ? [{ kind: 'summary' } as const] : [])],
  };
}

/** Facts that cannot be read here may have been read there. */
function isAll({ facts, pieces }: Manifest['runs'][number], extent: RecordExtent | null): boolean {
  if (extent === null) return false;
  return extent.facts <= facts && facts <= extent.facts + extent.damaged && extent.pieces === pieces;
}

/** What a list must not say otherwise than the record. */
function saysTheSame(listed: RunSummary, found: RunSummary): boolean {
  const names = [
    'unit',
    'imei',
    'iccid',
    'port',
    'purpose',
    'startedAtMs',
    'operator',
    'profileName',
  ] as const;
  if (names.some((name) => listed[name] !== found[name])) return false;
  // A run that was live when the pack was made has no end in it.
  if (listed.state !== 'finished' || found.state !== 'finished')
    return listed.state !== 'finished' && found.state !== 'finished';
  return (
    listed.outcome === found.outcome && listed.failedStep === found.failedStep && listed.code === found.code
  );
}
