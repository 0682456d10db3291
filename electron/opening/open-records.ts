import type { Batch } from '../records/index.ts';
import { LineCutter } from './json-lines.ts';
import { RecordIntake } from './record-intake.ts';
import { type KeepRuns, type OpeningResult, opened, refused } from './result.ts';

/** Takes the records of this program in a file of JSON Lines. */
export async function openRecords(source: AsyncIterable<Uint8Array>, keep: KeepRuns): Promise<OpeningResult> {
  const intake = new RecordIntake();
  const kept = await keep(recordBatches(source, intake));
  return kept.ok ? opened({ kind: 'record' }, intake.rows()) : refused('no_room');
}

/** What a record of JSON Lines holds, batch by batch. */
export async function* recordBatches(
  source: AsyncIterable<Uint8Array>,
  intake: RecordIntake,
): AsyncGenerator<Batch> {
  const cutter = new LineCutter();
  for await (const chunk of source) yield* intake.take(cutter.push(chunk));
  yield* intake.take(cutter.end());
  yield* intake.end(cutter.skipped);
}
