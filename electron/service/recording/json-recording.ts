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
  const recording = new JsonRecording(sink);
  for await (const text of lines) recording.take([text]);
  return recording.end();
}

/** The same for one who gets the lines little by little. */
export class JsonRecording {
  readonly #sink: RecordingSink;
  #runId: string | null = null;
  #hasBytes = false;
  #derived: RecordedPiece[] = [];

  constructor(sink: RecordingSink) {
    this.#sink = sink;
  }

  take(lines: readonly string[]): void {
    for (const text of lines) {
      const read = parsed(text);
      if (read !== null && (this.#runId ??= read.runId) === read.runId) this.#give(read);
    }
  }

  /** Nothing more comes. */
  end(): ReadResult {
    if (!this.#hasBytes) for (const piece of this.#derived) this.#sink.piece(piece);
    return { ok: true, isTimed: true };
  }

  #give(read: z.output<typeof line>): void {
    if (read.type !== 'bytes') {
      this.#sink.event(read);
      if (!this.#hasBytes) this.#derived.push(...piecesOfFact(read));
      return;
    }
    this.#hasBytes = true;
    this.#derived = [];
    const bytes = Uint8Array.from(Buffer.from(read.hex, 'hex'));
    this.#sink.piece({ direction: read.direction, bytes, atMs: read.elapsedMs });
  }
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
