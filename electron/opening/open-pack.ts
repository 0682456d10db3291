import type { OpenedOrigin, OpenedRunRow } from '../../shared/opened-log.ts';
import type { RunSummary } from '../../shared/run-summary.ts';
import type { Manifest } from '../exports/pack/manifest.ts';
import type { RecordExtent } from '../exports/run-digest.ts';
import type { Batch } from '../records/index.ts';
import { recordBatches } from './open-records.ts';
import { openPack, type PackFile } from './pack-file.ts';
import { RecordIntake } from './record-intake.ts';
import { type KeepRuns, type OpeningResult, opened, refused } from './result.ts';
import { ZipError } from './zip-file.ts';

/** Takes the runs of a hand-over pack. */
export async function openPackFile(path: string, keep: KeepRuns): Promise<OpeningResult> {
  const found = await openPack(path);
  if (!found.ok) return refused(found.fault);
  const { pack } = found;
  try {
    const taken: Taken[] = [];
    const kept = await keep(packBatches(pack, taken));
    if (!kept.ok) return refused('no_room');
    return opened(
      originOf(pack),
      taken.flatMap((each) => each.rows.map((row) => doubted(row, each, pack))),
    );
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

/** What was read of one run. What it was held against is let go with its last line: a pack has many runs. */
interface Taken {
  readonly run: Manifest['runs'][number];
  readonly rows: readonly OpenedRunRow[];
  readonly extent: RecordExtent | null;
}

async function* packBatches(pack: PackFile, taken: Taken[]): AsyncGenerator<Batch> {
  for (const run of pack.manifest.runs) {
    if (pack.recordSize(run) === null) continue;
    const intake = new RecordIntake(run.id);
    yield* recordBatches(pack.record(run), intake);
    taken.push({ run, rows: intake.rows(), extent: intake.extentOf(run.id) });
  }
  for await (const _ of pack.readOthers());
}

/** A run with what the pack itself says against it. */
function doubted(row: OpenedRunRow, { run, extent }: Taken, pack: PackFile): OpenedRunRow {
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
