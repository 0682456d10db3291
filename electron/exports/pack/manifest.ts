import { z } from 'zod';
import { runSummarySchema } from '../../../shared/run-summary.ts';

/**
 * The format of a hand-over pack: a zip with this manifest, a readme, and one folder a run. Whoever changes what is
 * where, or what it means, counts the version up; more entries or fields are no change.
 */

export const PACK_FORMAT = 'wis800c-pack';
export const PACK_VERSION = 1;

/** Names of entries: those at the top, and those in the folder of each run. */
export const MANIFEST_NAME = 'manifest.json';
export const README_NAME = 'README.txt';
export const RECORD_NAME = 'record.jsonl';

const text = z.string().max(1000);
const count = z.int().min(0);

/** What every version of the format begins with. */
export const manifestHeadSchema = z.object({ format: z.literal(PACK_FORMAT), formatVersion: z.int() });

export const manifestSchema = z.object({
  format: z.literal(PACK_FORMAT),
  formatVersion: z.literal(PACK_VERSION),
  product: text,
  productVersion: text,
  /** Milliseconds since 1970, and the same in words. */
  madeAtMs: z.number(),
  madeAt: text,
  /** The computer that made it. */
  station: text,
  runs: z
    .array(
      z.object({
        id: text,
        folder: text,
        summary: runSummarySchema,
        facts: count,
        /** Of the byte trace. */
        pieces: count,
      }),
    )
    .readonly(),
  /** Every other entry. */
  entries: z
    .array(z.object({ name: text, bytes: count, sha256: z.string().regex(/^[0-9a-f]{64}$/) }))
    .readonly(),
});
export type Manifest = z.output<typeof manifestSchema>;
