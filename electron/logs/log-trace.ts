import { binaryOf } from '../../shared/log/binary.ts';
import type { TraceGap, TracePiece } from '../../shared/log/log-entry.ts';
import { utf8Bytes } from '../../shared/utf8.ts';
import type { SaidLine } from './log-lines.ts';

/** What a piece costs beside its bytes. */
const PIECE_COST = 64;

// oxlint-disable-next-line no-control-regex -- a character is a byte
const ASCII = /^[\u0000-\u007f]*$/;

interface Numbered {
  readonly ordinal: number;
  readonly piece: TracePiece;
}

/** A queue of pieces that forgets its oldest ones. */
class Newest {
  readonly #most: number;
  #pieces: Numbered[] = [];
  #from = 0;
  #cost = 0;

  constructor(most: number) {
    this.#most = most;
  }

  push(piece: Numbered): void {
    this.#pieces.push(piece);
    this.#cost += costOf(piece);
    while (this.#cost > this.#most && this.#from < this.#pieces.length - 1) {
      const oldest = this.#pieces[this.#from];
      if (oldest !== undefined) this.#cost -= costOf(oldest);
      this.#from += 1;
    }
    if (this.#from < 4096 || this.#from * 2 < this.#pieces.length) return;
    this.#pieces = this.#pieces.slice(this.#from);
    this.#from = 0;
  }

  /** The newest ones, as far as they cost no more than `most`. */
  last(most: number): readonly Numbered[] {
    let from = this.#pieces.length;
    for (let cost = 0; from > this.#from; from -= 1) {
      const piece = this.#pieces[from - 1];
      cost += piece === undefined ? 0 : costOf(piece);
      if (cost > most) break;
    }
    return this.#pieces.slice(from);
  }
}

function costOf({ piece }: Numbered): number {
  return piece.bytes.length + PIECE_COST;
}

export interface TraceLimits {
  readonly first: number;
  readonly newest: number;
  /** Around what was pinned. */
  readonly pinned: number;
}

/**
 * What of a log's lines is kept to be looked at: the first ones, the newest ones, and those around what was pinned;
 * what lies between is counted.
 */
export class LogTrace<Pin> {
  readonly #limits: TraceLimits;
  readonly #first: Numbered[] = [];
  #firstCost = 0;
  readonly #newest: Newest;
  readonly #pinned = new Map<Pin, readonly Numbered[]>();
  #count = 0;
  #bytes = 0;

  constructor(limits: TraceLimits) {
    this.#limits = limits;
    this.#newest = new Newest(limits.newest);
  }

  add({ direction, text, ms }: SaidLine): void {
    this.#count += 1;
    const bytes = `${ASCII.test(text) ? text : binaryOf(utf8Bytes(text))}\r\n`;
    this.#bytes += bytes.length;
    const numbered = { ordinal: this.#count, piece: { direction, bytes, elapsedMs: ms } };
    if (this.#firstCost < this.#limits.first) {
      this.#first.push(numbered);
      this.#firstCost += costOf(numbered);
    } else this.#newest.push(numbered);
  }

  /** Keeps what was said last; what was kept under this name before is let go. */
  pin(name: Pin): void {
    if (this.#firstCost >= this.#limits.first) this.#pinned.set(name, this.#newest.last(this.#limits.pinned));
  }

  /** What is kept, in order. */
  pieces(): readonly (TracePiece | TraceGap)[] {
    const kept = new Map<number, TracePiece>();
    const all = [this.#first, ...this.#pinned.values(), this.#newest.last(Number.POSITIVE_INFINITY)];
    for (const { ordinal, piece } of all.flat()) kept.set(ordinal, piece);
    const ordinals = [...kept.keys()].sort((a, b) => a - b);
    const missingBytes = this.#bytes - [...kept.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
    const missing = this.#count - ordinals.length;
    return withGaps(ordinals, kept, missing === 0 ? 0 : missingBytes / missing);
  }
}

/** `average`: bytes of a line that was not kept, as far as it is known of one alone. */
function withGaps(
  ordinals: readonly number[],
  kept: ReadonlyMap<number, TracePiece>,
  average: number,
): readonly (TracePiece | TraceGap)[] {
  const pieces: (TracePiece | TraceGap)[] = [];
  let before = 0;
  for (const ordinal of ordinals) {
    const piece = kept.get(ordinal);
    if (piece === undefined) continue;
    const droppedChunks = ordinal - before - 1;
    if (droppedChunks > 0)
      pieces.push({
        direction: 'dropped',
        droppedChunks,
        droppedBytes: Math.round(droppedChunks * average),
        elapsedMs: piece.elapsedMs,
      });
    pieces.push(piece);
    before = ordinal;
  }
  return pieces;
}
