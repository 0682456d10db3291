import { z } from 'zod';
import type { RunEvent } from './events.ts';
import { factSchema, portFault } from './fact-schema.ts';
import type { TraceGap } from './log/log-entry.ts';
import type { PortInfo } from './port.ts';
import { PROFILE_RULES, type ProfileFault } from './profile-rules.ts';
import type { ProfileChange } from './profile-file.ts';
import type { RecordFault } from './record-fault.ts';
import { recordHolderSchema } from './record-holder.ts';

/** Schemas of what crosses from service to window, each held against its type. */

export const eventSchema = z.intersection(
  z.object({
    seq: z.number(),
    runId: z.string(),
    port: z.string(),
    atMs: z.number(),
    elapsedMs: z.number(),
  }),
  factSchema,
) satisfies z.ZodType<RunEvent>;

/** A chunk of the byte trace. `bytes`: one character a byte, U+0000 to U+00FF. */
export const tracePieceSchema = z.object({
  direction: z.enum(['sent', 'received']),
  bytes: z.string(),
  elapsedMs: z.number(),
});

export const traceGapSchema = z.object({
  direction: z.literal('dropped'),
  droppedChunks: z.number(),
  droppedBytes: z.number(),
  elapsedMs: z.number(),
}) satisfies z.ZodType<TraceGap>;

export const portInfoSchema = z.object({
  path: z.string(),
  kind: z.enum(['serial', 'simulated']),
  vendorId: z.string().exactOptional(),
  productId: z.string().exactOptional(),
  manufacturer: z.string().exactOptional(),
  product: z.string().exactOptional(),
  serialNumber: z.string().exactOptional(),
  fault: portFault.exactOptional(),
}) satisfies z.ZodType<PortInfo>;

export const profileFaultSchema = z.object({
  path: z.string(),
  rule: z.enum(PROFILE_RULES),
  expected: z.string().exactOptional(),
}) satisfies z.ZodType<ProfileFault>;

export const profileChangeSchema = z.object({
  path: z.string(),
  kind: z.enum(['quotes_removed', 'blanks_removed']),
}) satisfies z.ZodType<ProfileChange>;

export const recordFaultSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['disk_full', 'foreign_file', 'locked', 'removed', 'not_found', 'closed']) }),
  z.object({ kind: z.enum(['not_writable', 'io']), code: z.string() }),
  z.object({ kind: z.literal('newer_version'), found: z.number(), known: z.number() }),
  z.object({ kind: z.literal('corrupt'), detail: z.string() }),
  z.object({ kind: z.literal('in_use'), holder: recordHolderSchema.nullable() }),
  z.object({
    kind: z.literal('conflict'),
    runId: z.string(),
    table: z.enum(['facts', 'trace']),
    position: z.number(),
  }),
]) satisfies z.ZodType<RecordFault>;
