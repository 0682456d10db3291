import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { exportRequestSchema } from '../export-request.ts';
import { saveReplySchema } from './parts.ts';

/** How far an export has come. The last item tells where the file went. */
export const exportProgressSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('progress'),
    /** Entries of the log, or runs, that are in the file. */
    done: z.number(),
    /** Null while it is not known. */
    total: z.number().nullable(),
  }),
  z.object({ kind: z.literal('done'), reply: saveReplySchema }),
]);
export type ExportProgress = z.output<typeof exportProgressSchema>;

export const exportsContract = {
  /** Writes a file of one or many runs. Whoever stops listening calls it off; then nothing of it stays. */
  write: oc.input(exportRequestSchema).output(eventIterator(exportProgressSchema)),
};
