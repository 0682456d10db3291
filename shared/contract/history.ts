import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { runFacetsSchema, runQuerySchema } from '../history.ts';
import { runDifferenceSchema } from '../run-difference.ts';
import { runSummarySchema } from '../run-summary.ts';
import { recordFaultSchema } from '../wire-schema.ts';
import { idSchema, refused } from './parts.ts';

/** How far the record has been searched: the runs that were found so far, and how much of it was looked at. */
export const runCountSchema = z.object({
  /** Another number whenever rows may differ. */
  version: z.number(),
  count: z.number(),
  /** Null when all of it was looked at. */
  percent: z.number().nullable(),
  fault: recordFaultSchema.nullable(),
});
export type RunCount = z.output<typeof runCountSchema>;

/** The runs of the record. A window holds as many rows as it shows, of however many there are. */
export const historyContract = {
  /** How many runs a query finds: at once what is known, and again whenever that changes, runs that end later too. */
  follow: oc.input(z.object({ query: runQuerySchema })).output(eventIterator(runCountSchema)),
  /** Rows of what a query finds, newest first, by their places; fewer where there are no more. */
  rows: oc
    .input(z.object({ query: runQuerySchema, from: z.int().min(0), count: z.int().min(1).max(500) }))
    .output(
      z.union([
        z.object({
          ok: z.literal(true),
          version: z.number(),
          /** Null where a row cannot be read. */
          runs: z.array(runSummarySchema.nullable()).readonly(),
        }),
        refused(recordFaultSchema),
      ]),
    ),
  facets: oc.output(
    z.union([z.object({ ok: z.literal(true), facets: runFacetsSchema }), refused(recordFaultSchema)]),
  ),
  /** What the second run did otherwise than the first. */
  compare: oc
    .input(z.object({ one: idSchema, other: idSchema }))
    .output(
      z.union([
        z.object({ ok: z.literal(true), difference: runDifferenceSchema }),
        refused(recordFaultSchema),
      ]),
    ),
};
