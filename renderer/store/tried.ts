import { type FieldValue, fieldValue, type TriableField } from '../../shared/profile-change.ts';
import { STEPS } from '../../shared/plan.ts';
import type { RunState } from '../../shared/run-state.ts';
import type { StoredProfile } from '../../shared/station.ts';
import { checklistRun } from './shown.ts';
import type { ShownRun, WindowState } from './window-state.ts';

export interface TriedField {
  readonly field: TriableField;
  readonly value: FieldValue;
  /** What the profile has instead; null where that is the same by now, or not known. */
  readonly before: FieldValue | null;
}

/** A run that differed from its profile, and what came of it. */
export interface Tried {
  readonly runId: string;
  readonly fields: readonly TriedField[];
  /** Null while the run goes on. */
  readonly result: TriedResult | null;
  /** The profile it differed from, as it is now; null when it is not there any more. */
  readonly stored: StoredProfile | null;
  /** The profile has these values by now. */
  readonly isKept: boolean;
}

export type TriedResult =
  /** `unknown`: it did not pass, and there is no run before it to be held against. */
  | { readonly kind: 'passed' | 'no_better' | 'unknown' }
  /** It came to a later step than the run before it. */
  | { readonly kind: 'further'; readonly step: number; readonly before: number };

/** What a run tried; null when it went by its profile. */
export function triedOf(
  run: ShownRun,
  segments: readonly ShownRun[],
  profiles: readonly StoredProfile[],
): Tried | null {
  const { changes, profileName } = run.state;
  if (changes.length === 0) return null;
  const stored = profiles.find(({ profile }) => profile.name === profileName) ?? null;
  const fields = changes.map(({ field, value }): TriedField => {
    const now = fieldValue(stored?.profile, field);
    return { field, value, before: now === value ? null : now };
  });
  return {
    runId: run.runId,
    fields,
    result: resultOf(run, segments),
    stored,
    isKept:
      stored !== null && changes.every(({ field, value }) => fieldValue(stored.profile, field) === value),
  };
}

function resultOf(run: ShownRun, segments: readonly ShownRun[]): TriedResult | null {
  const { finish } = run.state;
  if (finish === null) return null;
  if (finish.outcome === 'passed') return { kind: 'passed' };
  const before = segments.slice(0, segments.indexOf(run)).findLast((each) => isAlike(each, run));
  if (before === undefined) return { kind: 'unknown' };
  const [step, earlier] = [reached(run.state), reached(before.state)];
  return step > earlier ? { kind: 'further', step, before: earlier } : { kind: 'no_better' };
}

const isAlike = ({ state }: ShownRun, { state: { profileName } }: ShownRun): boolean =>
  state.purpose === 'bring_up' && state.finish !== null && state.profileName === profileName;

/** The step a run that is over came to. */
const reached = ({ finish }: RunState): number =>
  finish?.outcome === 'passed' ? STEPS.length : (finish?.failedStep ?? 0);

/** The run on the screen, as far as it may have tried something. */
export const tryingRun = (window: WindowState): ShownRun | null => {
  const run = checklistRun(window);
  return run === null || run.state.changes.length === 0 ? null : run;
};
