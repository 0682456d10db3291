import { INITIAL_RUN_STATE, reduceRun, type RunState } from '../run-state.ts';
import type { MeasurementName, RunEvent } from '../events.ts';
import { type Profile, profileSchema } from '../profile.ts';
import { firstAndNewest, newest } from './kept.ts';

export type Fact<Type extends RunEvent['type']> = Extract<RunEvent, { type: Type }>;

/** A fact that carries a line or an exchange of the dialogue, so that it can be cited. */
export type Exchanged = Fact<'at.exchanged'>;

/**
 * What a diagnosis rests on: a fold over the facts of a run that keeps those which can matter, and never grows beyond
 * a bound, however long the run. Pure: the same record gives the same evidence.
 */
export interface Evidence {
  readonly state: RunState;
  /** What the run was begun with; the profile is read from it. */
  readonly started: Fact<'run.started'> | null;
  /** The profile as it was run, secrets masked; null where none is known, as in a log of another program. */
  readonly profile: Profile | null;
  /** The first and the newest exchanges of each place: `step 11`, `identity`, `diagnosis`, … */
  readonly exchanges: Groups<string, Exchanged>;
  /** The first and the newest lines of each kind that came by themselves; `other` for those no row knows. */
  readonly unsolicited: Groups<string, Fact<'at.unsolicited'>>;
  readonly late: readonly Fact<'at.late'>[];
  /** The first and the newest of each. */
  readonly measurements: Groups<MeasurementName, Fact<'measurement.recorded'>>;
  readonly links: readonly Fact<'link.opened' | 'link.lost'>[];
  readonly brokerCheck: Fact<'broker.checked'> | null;
  readonly recoveries: readonly Fact<'recovery.finished'>[];
}

export const INITIAL_EVIDENCE: Evidence = {
  state: INITIAL_RUN_STATE,
  started: null,
  profile: null,
  exchanges: {},
  unsolicited: {},
  late: [],
  measurements: {},
  links: [],
  brokerCheck: null,
  recoveries: [],
};

/** Folds one event in; total. */
export function reduceEvidence(evidence: Evidence, event: RunEvent): Evidence {
  const next = { ...evidence, state: reduceRun(evidence.state, event) };
  switch (event.type) {
    case 'run.started': {
      const read = profileSchema.safeParse(event.profile);
      return { ...next, started: event, profile: read.success ? read.data : null };
    }
    case 'link.opened':
    case 'link.lost':
      return { ...next, links: firstAndNewest(next.links, event) };
    case 'at.exchanged':
      return { ...next, exchanges: added(next.exchanges, placeName(event), event) };
    case 'at.unsolicited':
      return { ...next, unsolicited: added(next.unsolicited, event.urc ?? 'other', event) };
    case 'at.late':
      return { ...next, late: newest(next.late, event) };
    case 'measurement.recorded':
      return { ...next, measurements: added(next.measurements, event.name, event) };
    case 'broker.checked':
      return { ...next, brokerCheck: event };
    case 'recovery.finished':
      return { ...next, recoveries: newest(next.recoveries, event) };
    default:
      return next;
  }
}

/** The evidence of a whole record. */
export function evidenceOf(events: Iterable<RunEvent>): Evidence {
  let evidence = INITIAL_EVIDENCE;
  for (const event of events) evidence = reduceEvidence(evidence, event);
  return evidence;
}

function placeName({ place }: Exchanged): string {
  return place.phase === 'step' ? `step ${place.step ?? 0}` : place.phase;
}

type Groups<Name extends string, Item> = Readonly<Partial<Record<Name, readonly Item[]>>>;

function added<Name extends string, Item>(
  groups: Groups<Name, Item>,
  name: Name,
  item: Item,
): Groups<Name, Item> {
  return { ...groups, [name]: firstAndNewest(groups[name] ?? [], item) };
}
