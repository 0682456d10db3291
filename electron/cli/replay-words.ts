import { differenceWords } from '../../shared/messages/difference-words.ts';
import { portFaultText } from '../../shared/messages/wording.ts';
import type { Station } from '../service/assemble.ts';
import type { RunHandle } from '../service/bay.ts';
import { replayDifference } from '../service/recording/replay-difference.ts';
import type { Output } from './output.ts';

/**
 * Prints what a run on a replayed recording did otherwise than the recording; nothing for other runs. `label` begins
 * every line when several bays share the output.
 */
export async function tellDifference(
  { runs }: Station,
  { runId, state }: RunHandle,
  label: string | null,
  { say, ...output }: Output,
): Promise<void> {
  const line = (text: string) => output.line(label === null ? text : `${label}  ${text}`);
  // What could not be opened has told why.
  if (state.link.fault?.kind === 'recording') return;
  const found = await replayDifference(runs, runId);
  if (found.ok) {
    line(`${say('replay.title')}:`);
    for (const text of differenceWords(say, found.difference)) line(`  ${text}`);
  } else if (found.reason !== 'no_replay') {
    const fault = portFaultText(say, { kind: 'recording', reason: found.reason });
    line(say('replay.noComparison', { fault }));
  }
}
