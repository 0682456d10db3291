import { z } from 'zod';

/**
 * What a window sends over its line, in the short keys of the protocol: a call by its path with its input, or the end
 * of one. Headers, other methods, uploads and streams towards the service are parts of the protocol that no window of
 * ours uses.
 */
const id = z.string().min(1).max(64);
const frame = z.union([
  z.strictObject({
    i: id,
    t: z.literal(1).optional(),
    p: z.strictObject({
      u: z.string().max(256).startsWith('/'),
      b: z.unknown().optional(),
    }),
  }),
  z.strictObject({ i: id, t: z.literal(4) }),
]);

/** Whether a message is one that a window of ours sends. */
export function isRpcFrame(message: unknown): boolean {
  if (typeof message !== 'string') return false;
  try {
    return frame.safeParse(JSON.parse(message)).success;
  } catch {
    return false;
  }
}
