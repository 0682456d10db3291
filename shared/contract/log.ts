import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { stepNumber } from '../fact-schema.ts';
import {
  lineRowSchema,
  logHeadSchema,
  logRowSchema,
  logViewFaultSchema,
  logViewSchema,
} from '../log-view.ts';
import { recordFaultSchema } from '../wire-schema.ts';
import { idSchema, refused } from './parts.ts';

const view = logViewSchema;

/** The log of a run, row by row. A window holds as many rows as it shows. */
export const logContract = {
  /** How far a view reaches: at once, and whenever that has changed, at most once a frame; ends with the run. */
  follow: oc.input(z.object({ view })).output(eventIterator(logHeadSchema)),
  /** Rows of a view by their places; fewer where there are no more. */
  rows: oc
    .input(z.object({ view, from: z.int().min(0), count: z.int().min(1).max(500) }))
    .output(
      z.union([
        z.object({ ok: z.literal(true), version: z.number(), rows: z.array(logRowSchema).readonly() }),
        refused(logViewFaultSchema),
      ]),
    ),
  /**
   * Rows of a view ahead of a line, or up to a moment: the place of that line, or of the row that follows where the
   * filter keeps it back.
   */
  locate: oc
    .input(
      z.object({
        view,
        at: z.union([
          z.object({ line: z.int().min(1) }),
          /** Milliseconds since the run began. */
          z.object({ untilMs: z.number() }),
        ]),
      }),
    )
    .output(z.union([z.object({ ok: z.literal(true), row: z.number() }), refused(logViewFaultSchema)])),
  /** Rows as text to be copied, each as the text log has it. */
  text: oc
    .input(z.object({ view, from: z.int().min(0), count: z.int().min(1).max(5000) }))
    .output(z.union([z.object({ ok: z.literal(true), text: z.string() }), refused(logViewFaultSchema)])),
  /** A line with all its bytes; null where there is no line of that number. */
  line: oc
    .input(z.object({ runId: idSchema, no: z.int().min(1) }))
    .output(
      z.union([
        z.object({ ok: z.literal(true), line: lineRowSchema.nullable() }),
        refused(recordFaultSchema),
      ]),
    ),
  /** The beginning and the end of a step, at most so many entries of each, and how many lie between. */
  step: oc
    .input(
      z.object({
        runId: idSchema,
        step: stepNumber,
        most: z.int().min(1).max(500),
        /** Only what was there at this moment, milliseconds since the run began; null for all. */
        untilMs: z.number().nullable(),
      }),
    )
    .output(
      z.union([
        z.object({
          ok: z.literal(true),
          head: z.array(logRowSchema).readonly(),
          hidden: z.number(),
          tail: z.array(logRowSchema).readonly(),
        }),
        refused(recordFaultSchema),
      ]),
    ),
  /** The lines that facts tell of, by their `seq`; facts that no line tells are not among them. */
  cite: oc.input(z.object({ runId: idSchema, seqs: z.array(z.int().min(1)).max(500).readonly() })).output(
    z.union([
      z.object({
        ok: z.literal(true),
        lines: z.array(z.object({ seq: z.number(), first: z.number(), last: z.number() })).readonly(),
      }),
      refused(recordFaultSchema),
    ]),
  ),
};
