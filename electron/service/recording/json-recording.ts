import { type RecordLine, readRecordLine } from '../../opening/record-line.ts';
import type { RecordedPiece } from '../../simulator/index.ts';
import { piecesOfFact } from './fact-pieces.ts';
import type { ReadResult, RecordingSink } from './recording.ts';

/** Whether a line is one of this program's JSON Lines. */
export function isJsonLine(text: string): boolean {
  return readRecordLine(text) !== null;
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
      const read = readRecordLine(text);
      if (read !== null && (this.#runId ??= read.runId) === read.runId) this.#give(read);
    }
  }

  /** Nothing more comes. */
  end(): ReadResult {
    if (!this.#hasBytes) for (const piece of this.#derived) this.#sink.piece(piece);
    return { ok: true, isTimed: true };
  }

  #give(read: RecordLine): void {
    if (read.kind === 'fact') {
      this.#sink.event(read.event);
      if (!this.#hasBytes) this.#derived.push(...piecesOfFact(read.event));
    }
    if (read.kind !== 'trace' || read.item.direction === 'dropped') return;
    this.#hasBytes = true;
    this.#derived = [];
    const { direction, bytes, elapsedMs } = read.item;
    this.#sink.piece({ direction, bytes, atMs: elapsedMs });
  }
}
