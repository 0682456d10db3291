import { z } from 'zod';
import { stepNumber } from './fact-schema.ts';
import { type LogFilter, LOG_SHOWS } from './log/filter.ts';
import { eventSchema, recordFaultSchema } from './wire-schema.ts';

/**
 * The log of a run as a window sees it: rows of it, of however many there are. The log itself stays with the service.
 */

export const logFilterSchema = z.object({
  show: z.enum(LOG_SHOWS),
  search: z.string().max(400),
  pattern: z.boolean(),
  hex: z.boolean(),
  step: stepNumber.nullable(),
  folded: z.boolean(),
}) satisfies z.ZodType<LogFilter>;

/** What of which log, and in whose words notes are searched. */
export const logViewSchema = z.object({
  runId: z.string().max(64),
  filter: logFilterSchema,
  language: z.enum(['en', 'zh-CN']),
});
export type LogView = z.output<typeof logViewSchema>;

export const logViewFaultSchema = z.discriminatedUnion('kind', [
  /** The search is no regular expression; the engine's words say why. */
  z.object({ kind: z.literal('bad_pattern'), detail: z.string() }),
  /** It takes longer than anybody waits, so it was called off. */
  z.object({ kind: z.literal('slow_pattern') }),
  z.object({ kind: z.literal('record'), fault: recordFaultSchema }),
]);
export type LogViewFault = z.output<typeof logViewFaultSchema>;

/** What can be said of a log as a whole, whatever of it is shown. Times are milliseconds since the run began. */
export const logSummarySchema = z.object({
  lines: z.number(),
  /** Any byte ever came in. */
  heard: z.boolean(),
  /** When the newest line was sent; null before the first. */
  sentMs: z.number().nullable(),
  /** Any byte came in since then. */
  answered: z.boolean(),
  /** What the newest command was to answer and did not; null once another one was sent. */
  unmet: z.string().nullable(),
  /** Places where bytes are missing, and how many pieces. */
  gaps: z.number(),
  droppedChunks: z.number(),
  /** Facts that are in the record, or should be, and cannot be read. */
  damaged: z.number(),
  /** When the newest entry came. */
  endMs: z.number(),
});
export type LogSummary = z.output<typeof logSummarySchema>;

export const EMPTY_LOG: LogSummary = {
  lines: 0,
  heard: false,
  sentMs: null,
  answered: false,
  unmet: null,
  gaps: 0,
  droppedChunks: 0,
  damaged: 0,
  endMs: 0,
};

/** How far a view of a log reaches. */
export const logHeadSchema = z.object({
  /** Another number whenever rows may differ. */
  version: z.number(),
  /** Rows that the filter lets through. */
  rows: z.number(),
  /** So many of the first rows are as they were at the head before. */
  unchanged: z.number(),
  /** Entries of the log, whatever the filter. */
  entries: z.number(),
  /** How much of the record has been read; null when all there is. */
  percent: z.number().nullable(),
  live: z.boolean(),
  fault: logViewFaultSchema.nullable(),
  summary: logSummarySchema,
});
export type LogHead = z.output<typeof logHeadSchema>;

const placed = {
  elapsedMs: z.number(),
  /** The step it belongs to; null outside the 19. */
  step: stepNumber.nullable(),
  /** When the row before it in the view came; null for the first one. */
  beforeMs: z.number().nullable(),
};

/** A line that crossed the wire. */
export const lineRowSchema = z.object({
  kind: z.literal('line'),
  /** Counts the lines of both directions from 1. */
  no: z.number(),
  direction: z.enum(['sent', 'received']),
  /** One character a byte; the first `ROW_BYTES` of a longer line. */
  bytes: z.string(),
  /** Bytes of the whole line. */
  length: z.number(),
  open: z.boolean(),
  unsolicited: z.boolean(),
  /**
   * The exchange that it begins came again, word for word, right behind, or within its step in turn with another one:
   * how often in all, and when last.
   */
  repeats: z.object({ times: z.number(), lastMs: z.number() }).nullable(),
  ...placed,
});
export type LineRow = z.output<typeof lineRowSchema>;

/** A fact that no line tells. */
export const noteRowSchema = z.object({ kind: z.literal('note'), event: eventSchema, ...placed });
export type NoteRow = z.output<typeof noteRowSchema>;

export const logRowSchema = z.discriminatedUnion('kind', [lineRowSchema, noteRowSchema]);
export type LogRow = z.output<typeof logRowSchema>;

/** More of a line than a row of any window shows. */
export const ROW_BYTES = 4096;
