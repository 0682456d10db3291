import { z } from 'zod';
import { runSummarySchema } from './run-summary.ts';

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
  /** What read it has died of it. */
  'broken_off',
  /** A record of this program in which not one fact can be read. */
  'no_facts',
  /** A zip that is cut short, changed or not sound in itself. */
  'pack_damaged',
  'pack_encrypted',
  /** A zip whose entries are called by names that would lead elsewhere, or twice by the same. */
  'pack_names',
  /** A zip that would grow beyond all measure. */
  'pack_too_large',
  /** A zip, but no pack of this program. */
  'pack_foreign',
  /** Made by a newer release, in a format that this one does not know. */
  'pack_newer',
] as const;

export const logFaultSchema = z.object({ kind: z.enum(LOG_FAULTS) });
export type LogFault = z.output<typeof logFaultSchema>;

/** For each fact, by its `seq`, the first and the last line of the file that it tells of. */
export const factLinesSchema = z.array(z.tuple([z.number(), z.number(), z.number()])).readonly();
export type FactLines = z.output<typeof factLinesSchema>;

/** Why a file cannot be believed as it is. None is a proof of forgery, and the absence of all is no proof of anything. */
export const doubtSchema = z.discriminatedUnion('kind', [
  /** An entry of a pack is not what its manifest says; is missing; or is not named there. */
  z.object({ kind: z.enum(['hash', 'missing', 'unlisted']), name: z.string() }),
  /** Facts whose numbers are missing, come twice or in another order; lines that are none; facts out of place. */
  z.object({ kind: z.enum(['facts', 'lines', 'misfits']), count: z.number() }),
  /** It says that the unit passed, and the evidence does not. */
  z.object({ kind: z.literal('verdict') }),
  /** A step passed by a fact that the bytes do not show. */
  z.object({ kind: z.literal('bytes'), seq: z.number() }),
  /** The list of the pack says something else of a run than its record. */
  z.object({ kind: z.literal('summary') }),
  /** It has no bytes that its facts could be held against. */
  z.object({ kind: z.literal('no_bytes') }),
]);
export type Doubt = z.output<typeof doubtSchema>;

/** Whether a doubt speaks against a file; the others only say what was not looked at. */
export function speaksAgainst({ kind }: Doubt): boolean {
  return kind !== 'unlisted' && kind !== 'no_bytes';
}

/** What a file was that is shown. */
export const openedOriginSchema = z.discriminatedUnion('kind', [
  /** The log of another program, or of this one in words. */
  z.object({ kind: z.literal('log') }),
  /** Records of this program as JSON Lines. */
  z.object({ kind: z.literal('record') }),
  z.object({
    kind: z.literal('pack'),
    /** As it says of itself: the computer, when, and the release that made it. */
    station: z.string(),
    madeAtMs: z.number(),
    productVersion: z.string(),
  }),
]);
export type OpenedOrigin = z.output<typeof openedOriginSchema>;

/** One of the runs in a file. `runId` is a name of its own: the one it was recorded under may be taken here. */
export const openedRunRowSchema = z.object({
  runId: z.string(),
  recordedId: z.string(),
  summary: runSummarySchema,
  doubts: z.array(doubtSchema).readonly(),
});
export type OpenedRunRow = z.output<typeof openedRunRowSchema>;

/** Bytes of a file that are sent at once: as text they are a third more, far below what a line takes. */
export const LOG_CHUNK_BYTES = 384 * 1024;
