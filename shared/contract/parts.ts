import { z } from 'zod';

/** What several parts of the contract are made of. */

export const ok = z.object({ ok: z.literal(true) });
export const refused = <Fault extends z.ZodType>(fault: Fault) => z.object({ ok: z.literal(false), fault });
export const textSchema = z.string().max(4096);
export const idSchema = z.string().max(64);

/** Where an exported file went. `download`: the browser fetches it from this path. */
export const saveReplySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('saved'), path: z.string() }),
  z.object({ kind: z.literal('download'), path: z.string() }),
  z.object({ kind: z.literal('cancelled') }),
  z.object({ kind: z.literal('failed'), code: z.string() }),
]);
export type SaveReply = z.output<typeof saveReplySchema>;
