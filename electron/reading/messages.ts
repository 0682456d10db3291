import { z } from 'zod';

/** What main thread and reading thread tell each other beside questions and answers. */

export const growthSchema = z.object({
  runId: z.string(),
  /** The last fact and the last piece of the byte trace. */
  seq: z.number(),
  ordinal: z.number(),
  /** More will come. */
  live: z.boolean(),
});
/** How far the record of a run reaches. */
export type Growth = z.output<typeof growthSchema>;

/** What the thread is begun with. */
export const beginningSchema = z.object({
  /** The record that runs are recorded in first. */
  paths: z.array(z.string()).readonly(),
  /** Runs that are being recorded. */
  live: z.array(z.string()).readonly(),
  /** Version numbers up to this one were given out already. */
  versionsAfter: z.number(),
});
export type Beginning = z.output<typeof beginningSchema>;

export const orderSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('grown'), growth: growthSchema }),
  /** Runs were taken out of the record. */
  z.object({ kind: z.literal('shrunk') }),
  z.object({ kind: z.literal('add'), path: z.string() }),
  z.object({ kind: z.literal('remove'), path: z.string() }),
  z.object({ kind: z.literal('close') }),
]);
export type Order = z.output<typeof orderSchema>;

/** Told when an order is carried out. */
export const reportSchema = z.object({ kind: z.literal('removed'), path: z.string() });
export type Report = z.output<typeof reportSchema>;
