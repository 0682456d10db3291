import type { AtOutcome, FailureCode } from '../outcome.ts';
import { isObserved, type MeasurementName, type RunEvent } from '../events.ts';
import { type Operator, operatorOf } from '../identity.ts';
import type { StepNumber } from '../plan.ts';
import type { Profile } from '../profile.ts';
import type { Evidence, Exchanged, Fact } from './evidence.ts';
import { saidSettings } from './said-settings.ts';

/** Where a run is stuck, and with what. */
export interface Stuck {
  readonly step: StepNumber | null;
  readonly code: FailureCode;
}

/** The evidence of a stuck run, as observations ask it. Every answer is the facts that say so; none is empty. */
export interface View extends Stuck {
  readonly evidence: Evidence;
  /** As it was run, or as far as the commands show it; null where nothing does. */
  readonly profile: Profile | null;
  /** It is only what commands show: of what was not sent it says nothing. */
  readonly isSaid: boolean;
  /** The operator of the SIM card; null where neither IMSI nor ICCID tell. */
  readonly operator: Operator | null;
  /** Every exchange that was kept, oldest first. */
  readonly exchanges: readonly Exchanged[];
  /** Those of the step it is stuck at, and what was asked afterwards to learn why. */
  readonly ofStep: readonly Exchanged[];
}

export function viewOf(evidence: Evidence, { step, code }: Stuck): View {
  const exchanges = Object.values(evidence.exchanges)
    .flatMap((each) => each ?? [])
    .sort((left, right) => left.seq - right.seq);
  const { imsi, iccid } = evidence.state.measurements;
  const ofStep = exchanges.filter(
    ({ place }) => place.phase === 'diagnosis' || (step !== null && place.step === step),
  );
  return {
    evidence,
    step,
    code,
    profile: evidence.profile ?? saidSettings(exchanges),
    isSaid: evidence.profile === null,
    operator: operatorOf(textOf(imsi?.value), textOf(iccid?.value)),
    exchanges,
    ofStep,
  };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

/** The newest measurement of a name; nothing where there is none. */
export function newestOf({ evidence }: View, name: MeasurementName): Fact<'measurement.recorded'> | null {
  return evidence.measurements[name]?.at(-1) ?? null;
}

/** The newest measurement, if its value is one of these. */
export function measured(
  view: View,
  name: MeasurementName,
  is: (value: string | number | null) => boolean,
): readonly RunEvent[] {
  const fact = newestOf(view, name);
  return fact !== null && is(fact.value) ? [fact] : [];
}

/**
 * The same of a state that the dialogue changes: only as it was found at the step itself, or asked after the failure. What
 * was found before says nothing of now.
 */
export function foundNow(
  view: View,
  name: MeasurementName,
  is: (value: string | number | null) => boolean,
): readonly RunEvent[] {
  const { evidence, step, exchanges } = view;
  const { purpose } = evidence.state;
  const begun = exchanges.find(({ place }) => place.phase === 'step' && place.step === step)?.seq ?? 0;
  // Other programs ask just before they act.
  const justBefore = isObserved(purpose) ? (exchanges.findLast(({ seq }) => seq < begun)?.seq ?? 0) : begun;
  const fact = evidence.measurements[name]?.findLast(({ place, seq }) => {
    if (place.phase === 'diagnosis') return true;
    return place.phase !== 'teardown' && place.phase !== 'identity' && seq >= justBefore;
  });
  return fact !== undefined && is(fact.value) ? [fact] : [];
}

/** Lines of these kinds that came by themselves. */
export function lines({ evidence }: View, ...urcs: readonly string[]): readonly Fact<'at.unsolicited'>[] {
  return urcs.flatMap((urc) => evidence.unsolicited[urc] ?? []);
}

/** Exchanges of the step at which it is stuck, and of the questions after it, that ended in such a way. */
export function ended(
  view: View,
  is: (outcome: AtOutcome, exchange: Exchanged) => boolean,
): readonly Exchanged[] {
  return view.ofStep.filter((each) => is(each.outcome, each));
}

/** Those that were refused with one of these mobile errors (27.007 section 9.2). */
export function refusedWith(view: View, ...codes: readonly number[]): readonly Exchanged[] {
  return ended(view, (outcome) => outcome.kind === 'cme_error' && codes.includes(outcome.code ?? -1));
}

/** Those that a line of this kind refused. */
export function refusedBy(view: View, ...kinds: readonly string[]): readonly Exchanged[] {
  return ended(view, (outcome) => outcome.kind === 'refused' && kinds.includes(outcome.by));
}

/** The newest command that carried a setting, or else the start of the run, where the profile says such a thing. */
export function bySetting(
  { profile, isSaid, exchanges, evidence }: View,
  command: RegExp,
  says: (profile: Profile) => boolean,
): readonly RunEvent[] {
  if (profile === null || !says(profile)) return [];
  const carried = exchanges.findLast((each) => command.test(each.command));
  return [carried, isSaid ? null : evidence.started].filter((fact) => fact != null).slice(0, 1);
}
