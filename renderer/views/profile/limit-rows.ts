import type { Profile } from '../../../shared/profile.ts';
import { STEPS } from '../../../shared/plan.ts';
import { isTimingId, type Timing, TIMINGS, timingIdOf } from '../../../shared/timing.ts';
import { typedNumber } from './typed-number.ts';

/** The profile's own time limits as rows of a table, with every number as it is typed. */

export const LIMIT_PARTS = [
  'reply',
  'completion',
  'total',
  'poll',
  'attempts',
  'pause',
] as const satisfies readonly (keyof Timing)[];
export type LimitPart = (typeof LIMIT_PARTS)[number];

export interface LimitRow {
  /** A step's number or name, or the name of something around the steps, as it stands in the profile. */
  readonly key: string;
  /** One number that also caps the shorter waits, as `timing.ts` reads a bare number. */
  readonly bare: boolean;
  /** As typed; an empty part is the table's. */
  readonly parts: Readonly<Record<LimitPart, string>>;
}

const NO_PARTS: LimitRow['parts'] = {
  reply: '',
  completion: '',
  total: '',
  poll: '',
  attempts: '',
  pause: '',
};

/** Everything that can have limits of its own and has none in these rows, in the order of the run. */
export function freeLimits(rows: readonly LimitRow[]): readonly string[] {
  const taken = new Set(rows.map(({ key }) => timingIdOf(key)));
  const steps = STEPS.filter(({ id }) => !taken.has(id)).map(({ number }) => String(number));
  const around = Object.keys(TIMINGS).filter(
    (key) => isTimingId(key) && !taken.has(key) && !STEPS.some(({ id }) => id === key),
  );
  return [...steps, ...around];
}

/** A row with the limit of the table, ready to be changed. */
export function newLimitRow(key: string): LimitRow {
  const id = timingIdOf(key);
  if (id === null) return { key, bare: true, parts: NO_PARTS };
  const { limit } = TIMINGS[id];
  return { key, bare: true, parts: { ...NO_PARTS, [limit]: String(TIMINGS[id][limit] ?? '') } };
}

/** The rows for a profile's limits. */
export function limitRowsOf(timeouts: Profile['timeouts']): readonly LimitRow[] {
  return Object.entries(timeouts).map(([key, override]) => {
    const id = timingIdOf(key);
    if (typeof override === 'number') {
      const limit = id === null ? 'reply' : TIMINGS[id].limit;
      return { key, bare: true, parts: { ...NO_PARTS, [limit]: String(override) } };
    }
    const given = LIMIT_PARTS.map((part): [LimitPart, string] => [part, String(override[part] ?? '')]);
    return { key, bare: false, parts: { ...NO_PARTS, ...Object.fromEntries(given) } };
  });
}

/** The profile's limits for these rows; what is no number stays as it was typed, to be refused. */
export function limitsOf(rows: readonly LimitRow[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(rows.map((row) => [row.key, overrideOf(row)]));
}

function overrideOf({ key, bare, parts }: LimitRow): unknown {
  const id = timingIdOf(key);
  const given = LIMIT_PARTS.filter((part) => parts[part].trim() !== '');
  const numbers = Object.fromEntries(given.map((part) => [part, typedNumber(parts[part])]));
  if (id === null || !bare) return numbers;
  const { limit, reply } = TIMINGS[id];
  const value = numbers[limit];
  if (given.length === 1 && value !== undefined) return value;
  // What the bare number also capped is written out, now that it stands among others.
  const capped = typeof value === 'number' && value < reply && numbers['reply'] === undefined;
  return capped ? { ...numbers, reply: value } : numbers;
}
