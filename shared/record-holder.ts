import { z } from 'zod';

/** The copy of the program that has the data folder, as it says of itself in a file beside the record. */
export interface RecordHolder {
  readonly shell: 'desktop' | 'browser';
  /** Its process, on `host`. */
  readonly pid: number;
  /** The computer's name: the folder may be on a drive that several computers see. */
  readonly host: string;
  readonly sinceMs: number;
  /** Where a browser finds it, without the token that lets one in; null for the desktop. */
  readonly address: string | null;
}

export const recordHolderSchema = z.object({
  shell: z.enum(['desktop', 'browser']),
  pid: z.number(),
  host: z.string(),
  sinceMs: z.number(),
  address: z.string().nullable(),
}) satisfies z.ZodType<RecordHolder>;
