import type { Evidence } from '../../../shared/diagnosis/evidence.ts';
import { MEASUREMENTS, type MeasurementName } from '../../../shared/events.ts';
import { STEPS, type StepNumber } from '../../../shared/plan.ts';
import type { RunDifference } from '../../../shared/run-difference.ts';
import type { StepState } from '../../../shared/run-state.ts';

/** Two runs beside each other, the one that began first on the left. */
export interface Compared {
  readonly one: Evidence;
  readonly other: Evidence;
  readonly difference: RunDifference;
}

/** Something of both runs; null where a run does not tell. */
export interface Pairing<Name extends string> {
  readonly name: Name;
  readonly one: string | number | null;
  readonly other: string | number | null;
  readonly differs: boolean;
}

function pairing<Name extends string>(
  name: Name,
  one: string | number | null,
  other: string | number | null,
): Pairing<Name> {
  return { name, one, other, differs: one !== other };
}

export type IdentityName =
  | 'unit'
  | 'imei'
  | 'iccid'
  | 'network'
  | 'firmware'
  | 'profile'
  | 'version'
  | 'port'
  | 'person'
  | 'station';

/** Who was brought up, with what, by whom. */
export function identityOf({ one, other }: Compared): readonly Pairing<IdentityName>[] {
  const of = (name: IdentityName, read: (evidence: Evidence) => string | number | null) =>
    pairing(name, read(one), read(other));
  return [
    of('unit', ({ state }) => state.unit),
    of('imei', (each) => measured(each, 'imei')),
    of('iccid', (each) => measured(each, 'iccid')),
    of('network', (each) => measured(each, 'operator')),
    of('firmware', (each) => measured(each, 'firmware')),
    of('profile', ({ state }) => state.profileName),
    of('version', ({ started }) => started?.version ?? null),
    of('port', ({ state }) => state.port),
    of('person', ({ state }) => state.operator),
    of('station', ({ started }) => started?.station ?? null),
  ];
}

const measured = ({ state }: Evidence, name: MeasurementName) => state.measurements[name]?.value ?? null;

const NAMED: readonly MeasurementName[] = ['imei', 'iccid', 'operator', 'firmware'];

/** What was measured in at least one of them, what names the unit aside. */
export function measurementsOf({ one, other }: Compared): readonly Pairing<MeasurementName>[] {
  return MEASUREMENTS.filter((name) => !NAMED.includes(name))
    .map((name) => pairing(name, measured(one, name), measured(other, name)))
    .filter((each) => each.one !== null || each.other !== null);
}

export interface SteppedPair {
  readonly step: StepNumber;
  readonly one: StepState;
  readonly other: StepState;
  /** They ended otherwise, or only one run came there. */
  readonly differs: boolean;
  /** How many times as long the second took, where that is worth a word; null where it is not. */
  readonly timesAsLong: number | null;
}

const NOTABLE_FACTOR = 1.5;

/** The 19 steps of both. */
export function stepsOf({ one, other, difference }: Compared): readonly SteppedPair[] {
  return STEPS.flatMap(({ number }) => {
    const [left, right] = [one.state.steps[number - 1], other.state.steps[number - 1]];
    if (left === undefined || right === undefined) return [];
    const found = difference.steps.find(({ step }) => step === number);
    const times = found?.timesAsLong ?? null;
    // How long it took to fail is no pace.
    const isNotable =
      times !== null &&
      isDone(left) &&
      isDone(right) &&
      (times >= NOTABLE_FACTOR || times <= 1 / NOTABLE_FACTOR);
    return [
      {
        step: number,
        one: left,
        other: right,
        differs: hasOtherEnd(found) || (left.status === 'pending') !== (right.status === 'pending'),
        timesAsLong: isNotable ? times : null,
      },
    ];
  });
}

const isDone = ({ status }: StepState): boolean => status === 'passed' || status === 'warned';

function hasOtherEnd(found: RunDifference['steps'][number] | undefined): boolean {
  if (found === undefined) return false;
  const { before, after } = found;
  return before.status !== after.status || before.code !== after.code || before.attempts !== after.attempts;
}

/** The settings of both, by their places; secrets are masked in every record. */
export function settingsOf({ one, other }: Compared): readonly Pairing<string>[] {
  const [left, right] = [flat(one.state.profile), flat(other.state.profile)];
  return [...new Set([...left.keys(), ...right.keys()])]
    .map((name) => pairing(name, left.get(name) ?? null, right.get(name) ?? null))
    .filter(({ differs, name }) => differs && name !== 'name');
}

/** Every value of a profile by its place, as `broker.host`. */
function flat(value: unknown, place = ''): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null)
    return new Map(place === '' || value === undefined ? [] : [[place, plain(value)]]);
  return new Map(
    Object.entries(value).flatMap(([key, each]) => [...flat(each, place === '' ? key : `${place}.${key}`)]),
  );
}

const plain = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));
