import { z } from 'zod';
import type { RunEvent } from '../../shared/events.ts';
import { eventSchema } from '../../shared/wire-schema.ts';
import type { TraceGap, TracePiece } from '../../shared/log/log-entry.ts';
import { binaryOf } from '../../shared/log/binary.ts';
import { fromHex } from '../../shared/utf8.ts';
import type { LineSpan } from './log-facts.ts';
import type { TextLine } from './text-lines.ts';

const bytesSchema = z.object({
  type: z.literal('bytes'),
  elapsedMs: z.number(),
  direction: z.enum(['sent', 'received']),
  hex: z.string(),
});

/** Facts kept of a record that was exported: the first and the newest ones; and pieces of its trace. */
const KEPT = { first: 18_000, newest: 2000, pieces: 60_000 };

interface Head {
  readonly runId: string;
  readonly fileName: string;
}

/** The record of a run as this program exports it (JSON Lines): the facts are simply taken. */
export class OwnRecord {
  readonly #head: Head;
  readonly #events: RunEvent[] = [];
  #newest: RunEvent[] = [];
  readonly #lines = new Map<number, LineSpan>();
  readonly #trace: (TracePiece | TraceGap)[] = [];

  private constructor(head: Head) {
    this.#head = head;
  }

  /** A record, if the first line of a file is the first one of such. */
  static begin(line: string, head: Head): OwnRecord | null {
    if (!line.startsWith('{')) return null;
    const first = read(line);
    return first === null ? null : new OwnRecord(head);
  }

  take(lines: readonly TextLine[]): void {
    for (const { no, text } of lines) {
      const item = read(text);
      if (item === null) continue;
      if ('seq' in item) this.#state(item, no);
      else if (this.#trace.length < KEPT.pieces) this.#trace.push(item);
    }
  }

  kept() {
    const events = [...this.#events, ...this.#newest.slice(-KEPT.newest)];
    return { events, lines: this.#lines, trace: this.#trace };
  }

  #state(event: RunEvent, no: number): void {
    const { runId, fileName: port } = this.#head;
    const own = { ...event, runId, port };
    if (this.#events.length < KEPT.first) this.#events.push(own);
    else this.#newest.push(own);
    this.#lines.set(event.seq, { first: no, last: no });
    if (this.#newest.length < 2 * KEPT.newest) return;
    const gone = this.#newest.slice(0, -KEPT.newest);
    this.#newest = this.#newest.slice(-KEPT.newest);
    for (const { seq } of gone) this.#lines.delete(seq);
  }
}

/** One line of an export; null for one that is none, or cannot be read. */
function read(line: string): RunEvent | TracePiece | null {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return null;
  }
  const event = eventSchema.safeParse(value);
  if (event.success) return event.data;
  const piece = bytesSchema.safeParse(value);
  if (!piece.success) return null;
  const { direction, hex, elapsedMs } = piece.data;
  return { direction, elapsedMs, bytes: binaryOf(fromHex(hex) ?? new Uint8Array()) };
}
