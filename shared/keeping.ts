import { z } from 'zod';

/** What is kept, for how long, and what was taken away for that. */

/** Something that was taken away because the settings said so, or because it was asked for. */
export const removalSchema = z.object({
  id: z.number(),
  what: z.enum(['runs', 'logs']),
  atMs: z.number(),
  /** Older than was to be kept; more than was to be kept; by hand. */
  reason: z.enum(['age', 'size', 'asked']),
  count: z.number(),
  /** When the oldest and the newest of them began. */
  oldestMs: z.number().nullable(),
  newestMs: z.number().nullable(),
  bytes: z.number(),
});
export type Removal = z.output<typeof removalSchema>;

/** Megabytes in settings and on screens, as file managers count them. */
export const MEGABYTE = 1024 * 1024;

export const keptSchema = z.object({
  record: z.object({
    path: z.string(),
    /** Of the file; pages that are free to be used again are in it. */
    bytes: z.number(),
    usedBytes: z.number(),
    runs: z.number(),
  }),
  logs: z.object({
    folder: z.string(),
    files: z.number(),
    bytes: z.number(),
    /** Beyond this the oldest files go. */
    limitBytes: z.number(),
  }),
  /** Newest first. */
  removals: z.array(removalSchema).readonly(),
});
export type Kept = z.output<typeof keptSchema>;

/** What a window must know of without asking. */
export const keepingNewsSchema = z.object({
  /** Why the session log cannot be written, by the system's error code; null: it can. */
  logFault: z.string().nullable(),
  /** What was taken away lately, newest first. */
  removals: z.array(removalSchema).readonly(),
});
export type KeepingNews = z.output<typeof keepingNewsSchema>;

const partSchema = z.object({
  count: z.number(),
  oldestMs: z.number().nullable(),
  newestMs: z.number().nullable(),
  /** Of runs about so many: the record does not know it exactly before they are gone. */
  bytes: z.number(),
});
export type RemovalPart = z.output<typeof partSchema>;

/** What limits would take away now. */
export const removalPreviewSchema = z.object({ runs: partSchema, logs: partSchema });
export type RemovalPreview = z.output<typeof removalPreviewSchema>;
