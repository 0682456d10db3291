import type { Doubt } from '../../shared/opened-log.ts';
import type { Manifest } from '../exports/pack/manifest.ts';
import { LineCutter } from './json-lines.ts';
import { openPack, type PackFault } from './pack-file.ts';
import { RecordIntake } from './record-intake.ts';
import { ZipError } from './zip-file.ts';

/** The record of one run out of a pack, for those who look at one run alone: the first. */

export type PackRecordResult =
  | { readonly ok: true; readonly run: Manifest['runs'][number]; readonly doubts: readonly Doubt[] }
  | { readonly ok: false; readonly fault: PackFault | 'no_facts' };

/**
 * Hands the bytes of the record over, chunk by chunk, and says what speaks against it.
 * @param most Bytes of a record that are wanted; a larger one is `pack_too_large`.
 */
export async function readPackRecord(
  path: string,
  take: (bytes: Uint8Array) => void | Promise<void>,
  most = Number.POSITIVE_INFINITY,
): Promise<PackRecordResult> {
  const opened = await openPack(path);
  if (!opened.ok) return opened;
  const { pack } = opened;
  try {
    const run = pack.firstRun;
    if (run === null) return { ok: false, fault: 'no_facts' };
    if ((pack.recordSize(run) ?? 0) > most) return { ok: false, fault: 'pack_too_large' };
    const check = new DoubtReader(run.id);
    for await (const bytes of pack.record(run)) {
      check.push(bytes);
      await take(bytes);
    }
    for await (const _ of pack.readOthers());
    return { ok: true, run, doubts: [...pack.doubts(run), ...check.doubts()] };
  } catch (thrown) {
    if (thrown instanceof ZipError) return { ok: false, fault: thrown.fault };
    throw thrown;
  } finally {
    pack.close();
  }
}

/** What speaks against a record that is read for something else. */
export class DoubtReader {
  readonly #cutter = new LineCutter();
  readonly #intake: RecordIntake;

  /** `only`: the one run that it should hold; null for any, of which the first counts. */
  constructor(only: string | null = null) {
    this.#intake = new RecordIntake(only);
  }

  push(bytes: Uint8Array): void {
    this.#read(this.#cutter.push(bytes));
  }

  /** Nothing more comes. */
  doubts(): readonly Doubt[] {
    this.#read(this.#cutter.end());
    for (const _ of this.#intake.end(this.#cutter.skipped));
    return this.#intake.rows()[0]?.doubts ?? [];
  }

  #read(lines: readonly string[]): void {
    for (const _ of this.#intake.take(lines));
  }
}
