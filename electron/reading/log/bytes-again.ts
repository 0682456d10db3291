import type { Direction } from '../../../shared/log/log-entry.ts';
import type { NumberedPiece } from '../run-pieces.ts';
import type { Offsets } from './block.ts';

/** Every so many pieces their place is noted. */
const SPARSE = 256;

/** A place in the trace: the piece ahead of it, and how many bytes of each direction stand ahead. */
interface Mark extends Offsets {
  readonly ordinal: number;
}

/** Remembers where in a trace which bytes stand, so that those between two places can be read again. */
export class BytesAgain {
  readonly #marks: Mark[] = [];
  readonly #ahead = { sent: 0, received: 0 };
  #count = 0;

  /** Takes note of the pieces that follow. */
  note(pieces: readonly NumberedPiece[]): void {
    for (const { ordinal, item } of pieces) {
      if (this.#count % SPARSE === 0) this.#marks.push({ ordinal: ordinal - 1, ...this.#ahead });
      this.#count += 1;
      if (item !== null && item.direction !== 'dropped') this.#ahead[item.direction] += item.bytes.length;
    }
  }

  /** The bytes of each direction from one place to another; `after` gives the pieces behind one. */
  read(
    from: Offsets,
    to: Offsets,
    after: (ordinal: number) => readonly NumberedPiece[],
  ): Record<Direction, string> {
    const isWanted = ({ sent, received }: Mark) => sent > from.sent || received > from.received;
    const next = this.#marks.findIndex(isWanted);
    const mark = this.#marks.at(next < 0 ? -1 : Math.max(0, next - 1));
    let ordinal = mark?.ordinal ?? 0;
    const at = { sent: mark?.sent ?? 0, received: mark?.received ?? 0 };
    const parts: Record<Direction, string[]> = { sent: [], received: [] };
    while (at.sent < to.sent || at.received < to.received) {
      const pieces = after(ordinal);
      if (pieces.length === 0) break;
      for (const { item } of pieces) {
        if (item === null || item.direction === 'dropped') continue;
        const { direction, bytes } = item;
        const [first, last] = [from[direction] - at[direction], to[direction] - at[direction]];
        if (last > 0 && first < bytes.length) parts[direction].push(bytes.slice(Math.max(0, first), last));
        at[direction] += bytes.length;
      }
      ordinal = pieces.at(-1)?.ordinal ?? ordinal;
    }
    return { sent: parts.sent.join(''), received: parts.received.join('') };
  }
}
