import { SharedLines, type TextPart } from './shared-lines.ts';
import type { RunText } from './run-text.ts';

/** A run as it was when its text was begun. */
export interface GroupRun {
  readonly key: number;
  readonly bytes: number;
}

/** The parts of a group of runs, as many as each step completes; often none. */
export function* groupText(runs: readonly GroupRun[], textOf: RunText): Generator<readonly TextPart[], void> {
  const shared = new SharedLines();
  for (const [place, { key }] of runs.entries())
    for (const lines of textOf(key)) {
      const complete: TextPart[] = [];
      for (const line of lines) {
        shared.add(line, place);
        if (shared.isFull) complete.push(shared.take());
      }
      yield complete;
    }
  if (!shared.isEmpty) yield [shared.take()];
}
