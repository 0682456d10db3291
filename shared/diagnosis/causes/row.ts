import type { Operator } from '../../identity.ts';
import type { FailureCode } from '../../outcome.ts';
import type { StepNumber } from '../../plan.ts';
import type { Remedy } from '../../remedy.ts';
import type { ObservationId } from '../observations/index.ts';
import type { View } from '../view.ts';

/** What a remedy comes to for one stuck run; none where it makes no sense there. */
export type RemedyFor = (view: View) => readonly Remedy[];

/**
 * What of the evidence names a cause: as it was written, or an operator, who has a name in each language, or what ails
 * the record (see `faultDetail`).
 */
export type CauseValue = string | { readonly operator: Operator } | { readonly recordFault: string };

type Points = Readonly<Partial<Record<ObservationId, number>>>;

/** One thing that may be wrong. Its texts are `cause.<id>` and `causeNext.<id>` in `messages/`. */
export interface CauseRow {
  /** The failures it may be behind. */
  readonly codes: readonly FailureCode[];
  /** Only at these steps; absent: at all. */
  readonly steps?: readonly StepNumber[];
  /** 1 to 100, before anything is known. */
  readonly weight: number;
  /** Points that are added or taken when such a thing was seen. */
  readonly raise?: Points;
  readonly lower?: Points;
  /** Any of these shows the cause itself: it is a finding, not a guess. */
  readonly proof?: readonly ObservationId[];
  /** It is no cause unless one of these was seen. */
  readonly needs?: readonly ObservationId[];
  /** Any of these rules it out. */
  readonly not?: readonly ObservationId[];
  /** What of the evidence names it. */
  readonly values?: (view: View) => readonly CauseValue[];
  readonly remedies: readonly RemedyFor[];
  /** The document itself, a public source, general knowledge of the field, or what this computer checked. */
  readonly origin: 'document' | 'public' | 'general' | 'checked';
  readonly source: string;
}
