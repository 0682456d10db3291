import type { RecordingFault } from '../../../shared/port.ts';
import { type RunDifference, runDifference } from '../../../shared/run-difference.ts';
import { RunOutline } from '../../../shared/run-outline.ts';
import type { RecordStore } from '../../records/index.ts';
import { parseSimulatorAddress } from '../../simulator/index.ts';
import { readRecording } from './load-replay.ts';
import { readRunRecording } from './run-recording.ts';

export type DifferenceResult =
  | { readonly ok: true; readonly difference: RunDifference }
  /** `no_replay`: it was no recording that stood on its port. */
  | { readonly ok: false; readonly reason: RecordingFault | 'no_replay' };

/** Holds a run on a `sim:?replay=…` against the recording. */
export async function replayDifference(
  store: Pick<RecordStore, 'readPage'>,
  runId: string,
): Promise<DifferenceResult> {
  const after = new RunOutline();
  const run = await readRunRecording(store, runId, { piece: () => {}, event: (event) => after.add(event) });
  if (!run.ok) return run;
  const parsed = parseSimulatorAddress(after.state.port ?? '');
  if (!parsed.ok || parsed.selection.replay === null) return { ok: false, reason: 'no_replay' };
  const { replay, speed } = parsed.selection;
  const before = new RunOutline();
  const read = await readRecording(store, replay, {
    piece: () => {},
    event: (event) => before.add(event),
  });
  if (!read.ok) return read;
  const isTimed = read.isTimed && speed === 'realistic';
  return { ok: true, difference: runDifference(before, after, isTimed) };
}
