import { z } from 'zod';
import { RUN_PURPOSES, type RunPurpose } from './events.ts';
import { failureCode, runOutcome, stepNumber } from './fact-schema.ts';
import type { FailureCode, RunOutcome } from './outcome.ts';
import type { StepNumber } from './plan.ts';

/** What is known of a run without reading its facts; null is unknown. */
interface RunHead {
  readonly id: string;
  readonly port: string | null;
  readonly purpose: RunPurpose;
  readonly unit: string | null;
  readonly operator: string | null;
  readonly profileName: string | null;
  /** The release that recorded it. */
  readonly version: string | null;
  readonly fromStep: StepNumber | null;
  readonly startedAtMs: number | null;
  readonly imei: string | null;
  readonly iccid: string | null;
  readonly imsi: string | null;
  /** The operator of the network, as the module named it; `operator` is the person at the station. */
  readonly network: string | null;
  /** The computer that recorded it. */
  readonly station: string | null;
  /** When its newest fact was stated. */
  readonly lastAtMs: number | null;
}

/** What `run.finished` said. */
interface RunEnding {
  readonly finishedAtMs: number;
  readonly durationMs: number;
  readonly outcome: RunOutcome;
  readonly failedStep: StepNumber | null;
  readonly code: FailureCode | null;
  readonly complete: boolean;
  /** How many warnings its steps passed with. */
  readonly warnings: number;
}

/**
 * One row of the list of runs. `interrupted`: the record has no `run.finished`; `live`: it has none yet, and
 * this very process is recording the run.
 */
export type RunSummary = RunHead &
  ({ readonly state: 'live' | 'interrupted' } | ({ readonly state: 'finished' } & RunEnding));

export const runHeadSchema = z.object({
  id: z.string(),
  port: z.string().nullable(),
  purpose: z.enum(RUN_PURPOSES),
  unit: z.string().nullable(),
  operator: z.string().nullable(),
  profileName: z.string().nullable(),
  version: z.string().nullable(),
  fromStep: stepNumber.nullable(),
  startedAtMs: z.number().nullable(),
  imei: z.string().nullable(),
  iccid: z.string().nullable(),
  imsi: z.string().nullable(),
  network: z.string().nullable(),
  station: z.string().nullable(),
  lastAtMs: z.number().nullable(),
}) satisfies z.ZodType<RunHead>;

export const runEndingSchema = z.object({
  finishedAtMs: z.number(),
  durationMs: z.number(),
  outcome: runOutcome,
  failedStep: stepNumber.nullable(),
  code: failureCode.nullable(),
  complete: z.boolean(),
  warnings: z.number(),
}) satisfies z.ZodType<RunEnding>;

/** One row of the list of runs as it crosses a boundary. */
export const runSummarySchema = z.union([
  runHeadSchema.extend({ state: z.literal('finished'), ...runEndingSchema.shape }),
  runHeadSchema.extend({ state: z.enum(['live', 'interrupted']) }),
]) satisfies z.ZodType<RunSummary>;
