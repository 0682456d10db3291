import type { LogHead, LogRow, LogView } from '../../shared/log-view.ts';

/** Places of rows; `to` is the one behind the last. */
export interface Places {
  readonly from: number;
  readonly to: number;
}

/** Rows that are kept of one view: many screens, and little of a long log. */
const MOST_KEPT = 6000;
/** Heads that a late answer is held against; one that is older than all of them is worth nothing. */
const HEADS_KEPT = 64;

interface Piece {
  readonly from: number;
  readonly rows: readonly LogRow[];
  readonly version: number;
  /** From here on rows may have changed since. */
  freshTo: number;
  usedAt: number;
}

/**
 * Rows of one view of a run's log, as far as they were fetched; the rest stays with the service. What may have changed is
 * still given until something newer is there, so that nothing flickers.
 */
export class LogRows {
  readonly view: LogView;
  #head: LogHead | null = null;
  /** Newest last. */
  #pieces: Piece[] = [];
  #heads: Pick<LogHead, 'version' | 'unchanged'>[] = [];
  /** There were no rows from here on when they were asked for. */
  #end = Number.POSITIVE_INFINITY;
  #uses = 0;

  constructor(view: LogView) {
    this.view = view;
  }

  get head(): LogHead | null {
    return this.#head;
  }

  /** How far the view reaches, as the service says. */
  take(head: LogHead): void {
    if (head.version < (this.#head?.version ?? 0)) this.startOver();
    for (const piece of this.#pieces)
      if (piece.version < head.version) piece.freshTo = Math.min(piece.freshTo, head.unchanged);
    this.#heads.push(head);
    if (this.#heads.length > HEADS_KEPT) this.#heads.shift();
    this.#end = Number.POSITIVE_INFINITY;
    this.#head = head;
  }

  /** Another reader of the record counts versions of its own: everything may have changed. */
  startOver(): void {
    this.#heads = [];
    for (const piece of this.#pieces) piece.freshTo = 0;
  }

  /** Rows that came when `asked` were asked for. */
  put({ from, to }: Places, version: number, rows: readonly LogRow[]): void {
    const isLate = version < (this.#head?.version ?? 0);
    if (rows.length < to - from && !isLate) this.#end = from + rows.length;
    if (rows.length === 0) return;
    const end = from + rows.length;
    this.#pieces = this.#pieces.filter((piece) => piece.from < from || endOf(piece) > end);
    this.#pieces.push({ from, rows, version, freshTo: this.#freshTo(version), usedAt: ++this.#uses });
    let kept = this.#pieces.reduce((sum, piece) => sum + piece.rows.length, 0);
    while (kept > MOST_KEPT && this.#pieces.length > 1) {
      const oldest = this.#pieces.reduce((one, other) => (other.usedAt < one.usedAt ? other : one));
      this.#pieces.splice(this.#pieces.indexOf(oldest), 1);
      kept -= oldest.rows.length;
    }
  }

  /** The row at a place; null while it is not there. */
  at(place: number): LogRow | null {
    const piece = this.#pieceAt(place);
    if (piece === undefined) return null;
    piece.usedAt = ++this.#uses;
    return piece.rows[place - piece.from] ?? null;
  }

  /** Whether all rows of a stretch are there, be they as they are now or as they were. */
  has({ from, to }: Places): boolean {
    for (let place = from; place < to; place += 1) if (this.#pieceAt(place) === undefined) return false;
    return true;
  }

  /** What of a stretch must be fetched to be shown as it is now; null for nothing. */
  missing({ from, to }: Places): Places | null {
    const end = Math.min(to, this.#head?.rows ?? 0, this.#end);
    const isMissing = (place: number) => !this.#isFresh(place);
    let first = Math.max(0, from);
    while (first < end && !isMissing(first)) first += 1;
    if (first >= end) return null;
    let last = end;
    while (!isMissing(last - 1)) last -= 1;
    return { from: first, to: last };
  }

  /** The end of the stretch that was fetched last; 0 before any. */
  get fetchedTo(): number {
    const newest = this.#pieces.at(-1);
    return newest === undefined ? 0 : endOf(newest);
  }

  #pieceAt(place: number): Piece | undefined {
    const holds = (piece: Piece) => place >= piece.from && place < endOf(piece);
    return (
      this.#pieces.findLast((piece) => holds(piece) && place < piece.freshTo) ?? this.#pieces.findLast(holds)
    );
  }

  #isFresh(place: number): boolean {
    return this.#pieces.some((piece) => place >= piece.from && place < Math.min(endOf(piece), piece.freshTo));
  }

  /** How far rows of a version are still as they were. */
  #freshTo(version: number): number {
    const [oldest] = this.#heads;
    if (oldest === undefined || version < oldest.version) return 0;
    return this.#heads.reduce(
      (least, head) => (head.version > version ? Math.min(least, head.unchanged) : least),
      Number.POSITIVE_INFINITY,
    );
  }
}

const endOf = ({ from, rows }: Piece): number => from + rows.length;
