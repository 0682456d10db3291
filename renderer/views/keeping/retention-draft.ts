import { type Retention, retentionSchema } from '../../../shared/station.ts';

/** Limits as they stand in the form: a number that is kept also while its limit is off. */
export interface RetentionDraft {
  readonly days: Limit;
  readonly megabytes: Limit;
}

interface Limit {
  readonly isOn: boolean;
  /** As typed. */
  readonly text: string;
}

/** What is offered to somebody who switches a limit on: a year, and two gigabytes. */
const OFFERED = { days: 365, megabytes: 2048 } as const satisfies Record<keyof Retention, number>;

export function draftOf({ days, megabytes }: Retention): RetentionDraft {
  return {
    days: { isOn: days !== null, text: String(days ?? OFFERED.days) },
    megabytes: { isOn: megabytes !== null, text: String(megabytes ?? OFFERED.megabytes) },
  };
}

/** The limits that are meant; null in the place of each that is no number that can be one. */
export function limitsOf(draft: RetentionDraft): {
  readonly retention: Retention | null;
  readonly faults: Readonly<Record<keyof Retention, boolean>>;
} {
  const [days, megabytes] = [numberOf('days', draft.days), numberOf('megabytes', draft.megabytes)];
  const faults = { days: days === undefined, megabytes: megabytes === undefined };
  return {
    retention: days === undefined || megabytes === undefined ? null : { days, megabytes },
    faults,
  };
}

/** Undefined where a limit is on and no number. */
function numberOf(limit: keyof Retention, { isOn, text }: Limit): number | null | undefined {
  if (!isOn) return null;
  const typed = /^\d{1,10}$/.test(text.trim()) ? Number(text) : Number.NaN;
  const read = retentionSchema.shape[limit].safeParse(typed);
  return read.success ? read.data : undefined;
}
