import type { RunOutcome } from '../../shared/outcome.ts';

/** Exit statuses of `run`; 64 is EX_USAGE of sysexits.h. */
export const EXIT = {
  passed: 0,
  failed: 1,
  errored: 2,
  /** Not all of it was seen, so that nothing can be said of the unit. */
  incomplete: 2,
  cancelled: 3,
  usage: 64,
} as const satisfies Record<RunOutcome | 'usage', number>;

/** The worst outcome decides; where nothing ran, nothing was judged. */
export function exitStatus(outcomes: readonly RunOutcome[]): number {
  return outcomes.length === 0 ? EXIT.errored : Math.max(...outcomes.map((outcome) => EXIT[outcome]));
}
