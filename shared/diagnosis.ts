import { BEARER_CAUSES } from './diagnosis/causes/bearer.ts';
import { BROKER_CAUSES } from './diagnosis/causes/broker.ts';
import { LINK_CAUSES } from './diagnosis/causes/link.ts';
import { MESSAGE_CAUSES } from './diagnosis/causes/messages.ts';
import { NETWORK_CAUSES } from './diagnosis/causes/network.ts';
import type { CauseRow, CauseValue } from './diagnosis/causes/row.ts';
import { SESSION_CAUSES } from './diagnosis/causes/session.ts';
import { TESTER_CAUSES } from './diagnosis/causes/tester.ts';
import type { Evidence } from './diagnosis/evidence.ts';
import { type ObservationId, OBSERVATIONS } from './diagnosis/observations/index.ts';
import { type UnknownId, UNKNOWNS } from './diagnosis/unknowns.ts';
import { type Stuck, type View, viewOf } from './diagnosis/view.ts';
import type { RunEvent } from './events.ts';
import { FAILURES, type FailureCode } from './outcome.ts';
import type { StepNumber } from './plan.ts';
import type { Remedy } from './remedy.ts';
import type { RunState } from './run-state.ts';

/**
 * The knowledge of what goes wrong: for each failure what may be behind it, what speaks for and against it, and what to
 * do about it. Texts are in `messages/` as `cause.<id>` and `causeNext.<id>`.
 */
export const CAUSES = {
  ...LINK_CAUSES,
  ...NETWORK_CAUSES,
  ...BEARER_CAUSES,
  ...BROKER_CAUSES,
  ...SESSION_CAUSES,
  ...MESSAGE_CAUSES,
  ...TESTER_CAUSES,
} as const satisfies Record<string, CauseRow>;

/** `unexplained`: nothing in the table fits. */
export type CauseId = keyof typeof CAUSES | 'unexplained';

/** How sure a cause is: shown by what was said, spoken for by something, or one of those known for such a trouble. */
export type Standing = 'found' | 'likely' | 'possible';

export interface RankedCause {
  readonly id: CauseId;
  /** 1 to 100; the order of the list, not a probability. */
  readonly weight: number;
  readonly standing: Standing;
  /** The facts that speak for it, oldest first. */
  readonly evidence: readonly RunEvent[];
  /** What of the evidence names it: the APN and the operator, a host, a code. */
  readonly values: readonly CauseValue[];
  readonly remedies: readonly Remedy[];
}

/** Why a run is stuck. */
export interface Diagnosis {
  /** Null when it is no step's. */
  readonly step: StepNumber | null;
  readonly code: FailureCode;
  /** What came instead of what was expected. */
  readonly got: readonly RunEvent[];
  /** The likeliest first; never empty. */
  readonly causes: readonly RankedCause[];
  /** What it would have to know to be surer. */
  readonly unknown: readonly UnknownId[];
}

/** So many are shown of what may be wrong; more help nobody. */
const MOST_CAUSES = 6;
/** What weighs less is nothing to spend time on, unless it is all there is. */
const LEAST_WEIGHT = 10;
const MOST_EVIDENCE = 8;

/**
 * The causes of what went wrong, with their evidence; null when nothing did. Pure and total: the same record gives the
 * same diagnosis next year, and a better table explains old records better.
 */
export function diagnose(evidence: Evidence): Diagnosis | null {
  const stuck = stuckAt(evidence.state);
  if (stuck === null) return null;
  const view = viewOf(evidence, stuck);
  const seen = observer(view);
  const ranked = Object.keys(CAUSES)
    .filter(isCauseId)
    .flatMap((id) => rank(id, view, seen))
    .sort(byRank)
    .slice(0, MOST_CAUSES);
  const worth = ranked.filter(({ weight }) => weight >= LEAST_WEIGHT);
  const causes = worth.length > 0 ? worth : [ranked[0] ?? UNEXPLAINED];
  const unknown = Object.keys(UNKNOWNS)
    .filter(isUnknownId)
    .filter((id) => UNKNOWNS[id].applies(view));
  return { ...stuck, got: gotInstead(view), causes, unknown };
}

/** Where a run did not go on; also while it still lasts. */
function stuckAt({ finish, steps }: RunState): Stuck | null {
  if (finish !== null && finish.code !== null) {
    const isJudged = FAILURES[finish.code].outcome !== 'cancelled' && finish.outcome !== 'passed';
    return isJudged ? { step: finish.failedStep, code: finish.code } : null;
  }
  if (finish !== null) return null;
  const at = steps.find(({ status }) => status === 'failed' || status === 'errored');
  const outcome = at?.outcome;
  return at !== undefined && outcome != null && 'code' in outcome
    ? { step: at.number, code: outcome.code }
    : null;
}

const UNEXPLAINED: RankedCause = {
  id: 'unexplained',
  weight: 1,
  standing: 'possible',
  evidence: [],
  values: [],
  remedies: [{ kind: 'retry_step' }],
};

type Seen = (id: ObservationId) => readonly RunEvent[];

/** Looks each thing up once. */
function observer(view: View): Seen {
  const known = new Map<ObservationId, readonly RunEvent[]>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const facts = OBSERVATIONS[id].see(view);
    known.set(id, facts);
    return facts;
  };
}

/** The cause with its weight for this run; nothing where it cannot be one. */
function rank(id: keyof typeof CAUSES, view: View, seen: Seen): readonly RankedCause[] {
  const row: CauseRow = CAUSES[id];
  const { codes, steps, needs, not = [], proof = [], values, remedies } = row;
  const { step } = view;
  if (!codes.includes(view.code)) return [];
  if (steps !== undefined && (step === null || !steps.includes(step))) return [];
  if (needs !== undefined && !needs.some((each) => seen(each).length > 0)) return [];
  if (not.some((each) => seen(each).length > 0)) return [];
  const raised = idsOf(row.raise).filter((each) => seen(each).length > 0);
  const weight = idsOf(row.lower)
    .filter((each) => seen(each).length > 0)
    .reduce(
      (sum, each) => sum - (row.lower?.[each] ?? 0),
      raised.reduce((sum, each) => sum + (row.raise?.[each] ?? 0), row.weight),
    );
  const isFound = proof.some((each) => seen(each).length > 0);
  // What was lowered by as much as it was raised is no more likely than before.
  const standing = isFound ? 'found' : weight > row.weight ? 'likely' : 'possible';
  return [
    {
      id,
      weight: Math.max(1, Math.min(100, weight)),
      standing,
      evidence: inOrder([...proof, ...raised].flatMap(seen)),
      values: values?.(view).filter((each) => each !== '') ?? [],
      remedies: distinct(remedies.flatMap((remedyFor) => remedyFor(view))),
    },
  ];
}

const STANDINGS = ['found', 'likely', 'possible'] as const satisfies readonly Standing[];

/** By weight; what was found goes before what weighs as much. */
function byRank(left: RankedCause, right: RankedCause): number {
  return right.weight - left.weight || STANDINGS.indexOf(left.standing) - STANDINGS.indexOf(right.standing);
}

/** The newest facts, each once, oldest first. */
function inOrder(facts: readonly RunEvent[]): readonly RunEvent[] {
  const bySeq = new Map(facts.map((fact) => [fact.seq, fact]));
  return [...bySeq.values()].sort((left, right) => left.seq - right.seq).slice(-MOST_EVIDENCE);
}

function distinct(remedies: readonly Remedy[]): readonly Remedy[] {
  const byValue = new Map(remedies.map((remedy) => [JSON.stringify(remedy), remedy]));
  return [...byValue.values()];
}

/** The exchanges that the step's own verdict rests on, or what ended the run from outside. */
function gotInstead({ evidence, step, exchanges }: View): readonly RunEvent[] {
  const outcome = step === null ? null : evidence.state.steps[step - 1]?.outcome;
  const named = outcome != null && 'evidence' in outcome ? outcome.evidence : [];
  const unsolicited = Object.values(evidence.unsolicited).flatMap((each) => each ?? []);
  const facts: readonly RunEvent[] = [...exchanges, ...unsolicited, ...evidence.links];
  const found = facts.filter(({ seq }) => named.includes(seq));
  if (found.length > 0) return inOrder(found);
  const last = exchanges.findLast(({ place }) => place.phase === 'step' && place.step === step);
  return last === undefined ? [] : [last];
}

function idsOf(points: CauseRow['raise']): readonly ObservationId[] {
  return Object.keys(points ?? {}).filter(isObservationId);
}

const isCauseId = (name: string): name is keyof typeof CAUSES => Object.hasOwn(CAUSES, name);
const isObservationId = (name: string): name is ObservationId => Object.hasOwn(OBSERVATIONS, name);
const isUnknownId = (name: string): name is UnknownId => Object.hasOwn(UNKNOWNS, name);
