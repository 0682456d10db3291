import type { Evidence } from '../../shared/diagnosis/evidence.ts';
import type { ShownRun } from './window-state.ts';

/** An old run as it stood at the moment that the window shows. */
export interface Past {
  readonly runId: string;
  readonly evidence: Evidence;
  /** The last fact that had been stated by then. */
  readonly seq: number;
}

const known = new WeakMap<ShownRun, { readonly past: Past; readonly run: ShownRun }>();

/** A run taken back to a moment: the same answer for the same, so that nothing is drawn again for it. */
export function takenBack(run: ShownRun, past: Past | null): ShownRun {
  if (past === null || past.runId !== run.runId) return run;
  const before = known.get(run);
  if (before?.past === past) return before.run;
  const { evidence, seq } = past;
  const back: ShownRun = { ...run, state: evidence.state, evidence, seq, reach: 'past' };
  known.set(run, { past, run: back });
  return back;
}
