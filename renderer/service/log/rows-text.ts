import type { Wish } from './row-requests.ts';
import type { LogSource } from './log-source.ts';

/** The most rows whose text may be asked for at once. */
export const ROWS_PER_TEXT = 5000;

/** Text of some rows, and how many of them. */
export interface TextPiece {
  readonly text: string;
  readonly rows: number;
}

/**
 * The text of rows as the record has it, piece by piece. Null stands for a piece that nobody gave; nothing follows it.
 * Ends when `signal` aborts.
 */
export async function* rowsText(
  source: LogSource,
  parts: readonly Wish[],
  signal: AbortSignal,
  most = ROWS_PER_TEXT,
): AsyncGenerator<TextPiece | null> {
  for (const { rows, places } of parts) {
    for (let { from } = places; from < places.to && !signal.aborted; from += most) {
      const count = Math.min(most, places.to - from);
      const reply = await source.text({ view: rows.view, from, count }, { signal }).catch(() => null);
      if (signal.aborted) return;
      if (reply?.ok !== true) {
        yield null;
        return;
      }
      yield { text: reply.text, rows: count };
    }
  }
}
