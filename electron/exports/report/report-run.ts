import type { Evidence } from '../../../shared/diagnosis/evidence.ts';
import type { RunEvent } from '../../../shared/events.ts';
import type { UsualTime } from '../../../shared/usual-time.ts';
import type { RecordExtent } from '../run-digest.ts';

/** What a report is made of: a bounded fold of the facts, and the few facts that its outcomes rest on. */
export interface ReportRun {
  readonly evidence: Evidence;
  /** By `seq`; a fact that cannot be read is missing. */
  readonly cited: ReadonlyMap<number, RunEvent>;
  readonly extent: RecordExtent;
  /** It is not over yet. */
  readonly isLive: boolean;
  /** How long its steps usually take at the station that makes the report. */
  readonly usual: readonly UsualTime[];
  /** Null for a run of this station's record. */
  readonly origin: ReportOrigin | null;
}

/** A run that is in no record of this station: it was opened from a file. */
export interface ReportOrigin {
  /** Where it comes from, in a sentence. */
  readonly text: string;
  /** Why the file cannot be believed, a sentence each; empty where nothing speaks against it. */
  readonly doubts: readonly string[];
}

/** Facts of one step's evidence that a report shows; the newest, where there are more. */
export const CITED_SHOWN = 8;

/** The facts of which a report shows something, by `seq`. */
export function citedSeqs({ state }: Evidence): readonly number[] {
  const named = state.steps.flatMap(({ outcome }) =>
    outcome !== null && 'evidence' in outcome ? outcome.evidence.slice(-CITED_SHOWN) : [],
  );
  return [...new Set(named)].sort((one, other) => one - other);
}
