import { z } from 'zod';
import { runQuerySchema } from './history.ts';

/**
 * The kinds of files that runs are exported to: readable text, the facts and bytes as JSON Lines, tables of runs and of
 * their steps, a page to be printed, and a pack that shows the same screen elsewhere.
 */
export const EXPORT_FORMATS = ['text', 'jsonl', 'csv-runs', 'csv-steps', 'report', 'pdf', 'pack'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const exportRequestSchema = z.object({
  what: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('runs'), ids: z.array(z.string().max(64)).min(1).max(10_000).readonly() }),
    /** A day is a query by time. */
    z.object({ kind: z.literal('query'), query: runQuerySchema }),
  ]),
  format: z.enum(EXPORT_FORMATS),
  /** Of reports; logs and tables are no language's. */
  language: z.enum(['en', 'zh-CN']),
  /** Tables begin with a byte order mark, which some spreadsheets need to see UTF-8. */
  bom: z.boolean(),
});
export type ExportRequest = z.output<typeof exportRequestSchema>;
