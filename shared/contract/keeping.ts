import { oc } from '@orpc/contract';
import { z } from 'zod';
import { keptSchema, removalPreviewSchema } from '../keeping.ts';
import { retentionSchema } from '../station.ts';
import { recordFaultSchema } from '../wire-schema.ts';
import { refused } from './parts.ts';

/** Where the record and the session log are, and what is kept of them. */
export const keepingContract = {
  state: oc.output(
    z.union([z.object({ ok: z.literal(true), kept: keptSchema }), refused(recordFaultSchema)]),
  ),
  /** What limits would take away if they held now; nothing goes by asking. */
  preview: oc
    .input(retentionSchema)
    .output(
      z.union([z.object({ ok: z.literal(true), preview: removalPreviewSchema }), refused(recordFaultSchema)]),
    ),
  /** Opens the folder of the session log in the file manager of the service's computer, where that has one. */
  openLogs: oc.output(z.object({ opened: z.boolean() })),
};
