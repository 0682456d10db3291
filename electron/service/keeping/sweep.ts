import { MEGABYTE, type Removal } from '../../../shared/keeping.ts';
import type { Retention } from '../../../shared/station.ts';
import { readKeptRuns } from './kept-runs.ts';
import { giveBack, Removing, type RemovingParts } from './removing.ts';
import { type KeptRun, type RetentionPlan, retentionPlan } from './retention.ts';

/** Runs, and bytes of theirs, that go in one step. */
const RUNS_AT_ONCE = 20;
const BYTES_AT_ONCE = 512 * 1024;

export interface SweepOptions extends RemovingParts {
  /** Of the data. */
  readonly folder: string;
  readonly policy: () => Retention;
  /** Told once all of it is gone that goes this time. */
  readonly onRemoved: (removal: Removal) => void;
}

/**
 * Takes away what the policy does not keep: whole runs, the oldest first, in small steps beside the dialogues. It ends
 * when the policy changes, when the record cannot be written, and when it is called off.
 */
export async function sweep(options: SweepOptions): Promise<void> {
  const { upkeep, folder, clock, policy } = options;
  const began = policy();
  const removings = [await endPending(options)];
  if (began.days !== null || began.megabytes !== null) {
    const read = await readKeptRuns(upkeep, folder);
    if (!read.ok) return;
    const plan = retentionPlan(read.runs, began, { nowMs: clock.now(), usedBytes: read.usedBytes });
    removings.push(...(await carryOut(options, plan, began)));
  }
  const entries = removings.flatMap(({ entry }) => entry ?? []);
  if (entries.length > 0) await giveBack(options);
  for (const entry of entries) options.onRemoved(entry);
}

/** A run of which a part went before the program ended goes whatever the policy is now. */
async function endPending(options: SweepOptions): Promise<Removing> {
  const pending = options.upkeep.pending();
  const found = pending.ok ? pending.value : null;
  const removing = new Removing(options, 'age', found?.entryId ?? null);
  if (found !== null) while ((await removing.step([found.key])) === 0);
  return removing;
}

async function carryOut(
  options: SweepOptions,
  plan: RetentionPlan,
  began: Retention,
): Promise<readonly Removing[]> {
  const age = new Removing(options, 'age');
  const size = new Removing(options, 'size');
  for (let from = 0; options.policy() === began; ) {
    const isOld = from < plan.forAge;
    const keys = isOld ? oldKeys(plan, from) : excessKeys(options, plan, from, began.megabytes);
    if (keys.length === 0) break;
    const gone = await (isOld ? age : size).step(keys);
    if (gone === null) break;
    from += gone;
  }
  return [age, size];
}

function oldKeys({ removable, forAge }: RetentionPlan, from: number): readonly number[] {
  return firstOf(removable.slice(from, Math.min(forAge, from + RUNS_AT_ONCE)));
}

/** Goes by what the file comes to, not by the plan: what a run takes in it is known once the run is gone. */
function excessKeys(
  { upkeep }: SweepOptions,
  { removable, bytesInFile }: RetentionPlan,
  from: number,
  megabytes: number | null,
): readonly number[] {
  const size = upkeep.size();
  if (megabytes === null || !size.ok) return [];
  const excess = size.value.usedBytes - megabytes * MEGABYTE;
  return excess > 0 ? firstOf(removable.slice(from, from + RUNS_AT_ONCE), excess / bytesInFile) : [];
}

/** Keys of as many of the runs as go in one step, and at least one; no more than come to `enough` bytes. */
function firstOf(runs: readonly KeptRun[], enough = Number.POSITIVE_INFINITY): readonly number[] {
  const keys: number[] = [];
  let bytes = 0;
  for (const run of runs) {
    if (keys.length > 0 && (bytes + run.bytes > BYTES_AT_ONCE || bytes >= enough)) break;
    keys.push(run.key);
    bytes += run.bytes;
  }
  return keys;
}
