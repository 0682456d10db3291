import { z } from 'zod';
import type { RunEvent } from '../../shared/events.ts';
import { eventSchema } from '../../shared/wire-schema.ts';
import type { TraceItem } from '../records/index.ts';

/** One line of a record as this program writes it (shared/log/export.ts). */
export type RecordLine =
  | { readonly kind: 'fact'; readonly runId: string; readonly event: RunEvent }
  /** `runId` is null ahead of the first fact of a run. */
  | { readonly kind: 'trace'; readonly runId: string | null; readonly item: TraceItem }
  /** A fact that the record itself had lost, or that cannot be read. */
  | { readonly kind: 'damaged'; readonly runId: string | null; readonly seq: number }
  /** What the command line prints behind the facts of a run; it says nothing that they do not. */
  | { readonly kind: 'summary'; readonly runId: null };

const runId = z.string().nullable();
const count = z.int().min(0);
/** The log keeps the numbers of facts in 32 bits; no run comes near it. */
const seq = z
  .int()
  .min(1)
  .max(2 ** 32 - 1);

const bytesLine = z.object({
  type: z.literal('bytes'),
  runId,
  elapsedMs: z.number(),
  direction: z.enum(['sent', 'received']),
  hex: z.string().regex(/^(?:[0-9A-Fa-f]{2})*$/),
});
const gapLine = z.object({
  type: z.literal('bytes.dropped'),
  runId,
  elapsedMs: z.number(),
  chunks: count,
  bytes: count,
});
const damagedLine = z.object({ type: z.literal('fact.damaged'), runId, seq });
const factPlace = z.object({ runId: z.string(), seq });
const typed = z.looseObject({ type: z.string() });

/** Reads a line; null for one that is none. */
export function readRecordLine(text: string): RecordLine | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const line = typed.safeParse(value);
  if (!line.success) return null;
  switch (line.data.type) {
    case 'bytes':
      return bytes(value);
    case 'bytes.dropped':
      return gap(value);
    case 'fact.damaged': {
      const read = damagedLine.safeParse(value);
      return read.success ? { kind: 'damaged', runId: read.data.runId, seq: read.data.seq } : null;
    }
    case 'summary':
      return { kind: 'summary', runId: null };
    default:
      return fact(value);
  }
}

/** A fact of a kind that this release does not know, or whose values are none, is lost as it is in a record. */
function fact(value: unknown): RecordLine | null {
  const place = factPlace.safeParse(value);
  if (!place.success) return null;
  const read = eventSchema.safeParse(value);
  const { runId: ofRun, seq: number } = place.data;
  return read.success
    ? { kind: 'fact', runId: ofRun, event: read.data }
    : { kind: 'damaged', runId: ofRun, seq: number };
}

function bytes(value: unknown): RecordLine | null {
  const read = bytesLine.safeParse(value);
  if (!read.success) return null;
  const { direction, elapsedMs, hex } = read.data;
  const item = { direction, elapsedMs, bytes: new Uint8Array(Buffer.from(hex, 'hex')) };
  return { kind: 'trace', runId: read.data.runId, item };
}

function gap(value: unknown): RecordLine | null {
  const read = gapLine.safeParse(value);
  if (!read.success) return null;
  const { elapsedMs, chunks, bytes: lost } = read.data;
  const item = { direction: 'dropped', elapsedMs, droppedChunks: chunks, droppedBytes: lost } as const;
  return { kind: 'trace', runId: read.data.runId, item };
}
