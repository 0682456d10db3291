import { z } from 'zod';
import { eventSchema } from '../../../shared/wire-schema.ts';
import type { RecordedPiece } from '../../simulator/index.ts';
import { piecesOfFact } from './fact-pieces.ts';
import type { ReadResult, RecordingSink } from './recording.ts';

const bytesLine = z.object({
  type: z.literal('bytes'),
  runId: z.string().nullable(),
  elapsedMs: z.number(),
  direction: z.enum(['sent', 'received']),
  hex: z.string().regex(/^(?:[0-9A-Fa-f]{2})*$/),
});
const line = z.union([bytesLine, eventSchema]);

/** Whether a line is one of this program's JSON Lines. */
export function isJsonLine(text: string): boolean {
  return parsed(text) !== null;
}

/**
 * Reads JSON Lines as this program exports them: the first run in them. Lines that are none, damaged ones among them,
 * are passed over. Where there are facts and no bytes, as `--events jsonl` has them, the facts stand for the bytes.
 */
export async function readJsonLines(lines: AsyncIterable<string>, sink: RecordingSink): Promise<ReadResult> {
  let runId: string | null = null;
  let hasBytes = false;
  const derived: RecordedPiece[] = [];
  for await (const text of lines) {
    const read = parsed(text);
    if (read === null || (runId ??= read.runId) !== read.runId) continue;
    if (read.type === 'bytes') {
      hasBytes = true;
      const bytes = Uint8Array.from(Buffer.from(read.hex, 'hex'));
      sink.piece({ direction: read.direction, bytes, atMs: read.elapsedMs });
    } else {
      sink.event(read);
      if (!hasBytes) derived.push(...piecesOfFact(read));
    }
  }
  if (!hasBytes) for (const piece of derived) sink.piece(piece);
  return { ok: true, isTimed: true };
}

function parsed(text: string): z.output<typeof line> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const read = line.safeParse(value);
  return read.success ? read.data : null;
}
