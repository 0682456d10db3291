import { oc } from '@orpc/contract';
import { z } from 'zod';
import type { Evidence } from '../diagnosis/evidence.ts';
import { recordFaultSchema } from '../wire-schema.ts';
import { idSchema, refused } from './parts.ts';

/** A fold that the service made; the window is of the same release, and trusts it. */
const evidenceSchema = z.custom<Evidence>(
  (value) => typeof value === 'object' && value !== null && 'state' in value && 'exchanges' in value,
);

export const openedRunSchema = z.object({
  /** Folded from the facts up to the moment that was asked for. */
  evidence: evidenceSchema,
  /** The last fact that is in it; what follows can be read in pages. */
  seq: z.number(),
  /** When the newest fact of the whole record was stated, milliseconds since the run began. */
  endMs: z.number(),
});
export type OpenedRun = z.output<typeof openedRunSchema>;

/** A run as it stood at a moment, milliseconds since it began; null for the newest. */
export const openRun = oc
  .input(z.object({ runId: idSchema, untilMs: z.number().nullable() }))
  .output(z.union([z.object({ ok: z.literal(true), run: openedRunSchema }), refused(recordFaultSchema)]));
