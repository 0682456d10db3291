import type { Selectable } from 'kysely';
import { z } from 'zod';
import type { FailureCode, RunOutcome } from '../../shared/outcome.ts';
import type { StepNumber } from '../../shared/plan.ts';
import { failureCode, runOutcome, stepNumber } from '../../shared/fact-schema.ts';
import type { RunsTable } from './schema.ts';

/** What is known of a run without reading its facts; null is unknown. */
interface RunHead {
  readonly id: string;
  readonly port: string | null;
  readonly unit: string | null;
  readonly operator: string | null;
  readonly profileName: string | null;
  /** The release that recorded it. */
  readonly version: string | null;
  readonly fromStep: StepNumber | null;
  readonly startedAtMs: number | null;
  readonly imei: string | null;
  readonly iccid: string | null;
}

/** What `run.finished` said. */
interface RunEnding {
  readonly finishedAtMs: number;
  readonly durationMs: number;
  readonly outcome: RunOutcome;
  readonly failedStep: StepNumber | null;
  readonly code: FailureCode | null;
  readonly complete: boolean;
}

/**
 * One row of the list of runs. `interrupted`: the record has no `run.finished`; `live`: it has none yet, and
 * this very process is recording the run.
 */
export type RunSummary = RunHead &
  ({ readonly state: 'live' | 'interrupted' } | ({ readonly state: 'finished' } & RunEnding));

const headSchema = z.object({
  id: z.string(),
  port: z.string().nullable(),
  unit: z.string().nullable(),
  operator: z.string().nullable(),
  profileName: z.string().nullable(),
  version: z.string().nullable(),
  fromStep: stepNumber.nullable(),
  startedAtMs: z.number().nullable(),
  imei: z.string().nullable(),
  iccid: z.string().nullable(),
}) satisfies z.ZodType<RunHead>;

const endingSchema = z.object({
  finishedAtMs: z.number(),
  durationMs: z.number(),
  outcome: runOutcome,
  failedStep: stepNumber.nullable(),
  code: failureCode.nullable(),
  complete: z.boolean(),
}) satisfies z.ZodType<RunEnding>;

/** The summary in a row of `runs`, or null when the row holds what no release writes. */
export function summaryOf(row: Selectable<RunsTable>, isLive: (runId: string) => boolean): RunSummary | null {
  const head = headSchema.safeParse({
    ...row,
    profileName: row.profile_name,
    fromStep: row.from_step,
    startedAtMs: row.started_at_ms,
  });
  if (!head.success) return null;
  if (row.outcome === null) return { ...head.data, state: isLive(row.id) ? 'live' : 'interrupted' };
  const ending = endingSchema.safeParse({
    ...row,
    finishedAtMs: row.finished_at_ms,
    durationMs: row.duration_ms,
    failedStep: row.failed_step,
    complete: row.complete === 1,
  });
  return ending.success ? { ...head.data, state: 'finished', ...ending.data } : null;
}
