import type { RecordStore } from '../../records/index.ts';
import { type LoadReplay, type ReplaySource, ScriptWriter } from '../../simulator/index.ts';
import { readFileRecording } from './file-recording.ts';
import type { ReadResult, RecordingSink } from './recording.ts';
import { readRunRecording } from './run-recording.ts';

type Pages = Pick<RecordStore, 'readPage'>;

/** Reads the recording that a `sim:?replay=…` names. */
export function readRecording(store: Pages, source: ReplaySource, sink: RecordingSink): Promise<ReadResult> {
  return source.kind === 'run'
    ? readRunRecording(store, source.runId, sink)
    : readFileRecording(source.path, sink);
}

/** What the simulator fetches recordings with. */
export function createReplayLoader(store: Pages): LoadReplay {
  return async (source) => {
    const writer = new ScriptWriter();
    const read = await readRecording(store, source, {
      piece: (piece) => writer.push(piece),
      event: () => {},
    });
    const script = writer.finish();
    if (!read.ok) return { ok: false, fault: { kind: 'recording', reason: read.reason } };
    if (script === null) return { ok: false, fault: { kind: 'recording', reason: 'no_dialogue' } };
    return { ok: true, script };
  };
}
