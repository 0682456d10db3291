import { setImmediate } from 'node:timers/promises';
import type { RecordFault } from '../../../shared/record-fault.ts';
import type { RecordUpkeep } from '../../records/index.ts';
import { whileAlone } from './recorders.ts';
import type { KeptRun } from './retention.ts';

/** Rows read at once: few enough to leave the event loop to others. */
const ROWS = 1000;

export type KeptRunsResult =
  | { readonly ok: true; readonly runs: readonly KeptRun[]; readonly usedBytes: number }
  | { readonly ok: false; readonly fault: RecordFault };

/** Every run of the record as far as it matters how long it is kept. */
export async function readKeptRuns(upkeep: RecordUpkeep, folder: string): Promise<KeptRunsResult> {
  // A run of before that has no end now, and that nobody else can be recording, will never have one.
  const over = whileAlone(folder, () => upkeep.endless());
  const isOver = (key: number) => over?.ok === true && over.value.has(key);
  const runs: KeptRun[] = [];
  for (let afterKey = 0; ; ) {
    const read = upkeep.runAges(afterKey, ROWS);
    if (!read.ok) return read;
    for (const { key, beganMs, lastMs, bytes, state } of read.value.runs) {
      const isOpen = state === 'live' || (state === 'interrupted' && !isOver(key));
      runs.push({ key, beganMs, lastMs, bytes, isOpen });
    }
    if (read.value.lastKey === null) break;
    afterKey = read.value.lastKey;
    await setImmediate();
  }
  const size = upkeep.size();
  return size.ok ? { ok: true, runs, usedBytes: size.value.usedBytes } : size;
}
