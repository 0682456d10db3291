import { z } from 'zod';

/** Why a file is not shown as a dialogue. */
export const LOG_FAULTS = [
  'empty',
  /** A picture, an archive, a program: no text. */
  'binary',
  /** A text in which nobody sends an AT command. */
  'no_dialogue',
  /** It was not sent to its end in time, or is no longer kept. */
  'gone',
  /** There is no place to keep it while it is looked at. */
  'no_room',
] as const;

export const logFaultSchema = z.object({ kind: z.enum(LOG_FAULTS) });
export type LogFault = z.output<typeof logFaultSchema>;

/** For each fact, by its `seq`, the first and the last line of the file that it tells of. */
export const factLinesSchema = z.array(z.tuple([z.number(), z.number(), z.number()])).readonly();
export type FactLines = z.output<typeof factLinesSchema>;

/** Bytes of a file that are sent at once: as text they are a third more, far below what a line takes. */
export const LOG_CHUNK_BYTES = 384 * 1024;
