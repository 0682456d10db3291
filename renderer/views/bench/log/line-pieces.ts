import { plainText } from '../../../../shared/log/shown-bytes.ts';

/** Bytes of a piece: few enough to be drawn between two frames, whatever they are. */
const PIECE = 2048;
/** A character has up to so many bytes behind its first. */
const MOST_BEHIND = 3;

export interface LinePiece {
  readonly from: number;
  /** Where it begins in the plain text of the line. */
  readonly plainFrom: number;
  readonly bytes: string;
}

/** A binary string cut into pieces, never within a character. */
export function piecesOf(bytes: string): readonly LinePiece[] {
  const pieces: LinePiece[] = [];
  let plainFrom = 0;
  for (let from = 0; from < bytes.length || from === 0; ) {
    const to = endOf(bytes, from + PIECE);
    const piece = { from, plainFrom, bytes: bytes.slice(from, to) };
    pieces.push(piece);
    plainFrom += plainText(piece.bytes).length;
    from = to;
    if (from >= bytes.length) break;
  }
  return pieces;
}

function endOf(bytes: string, at: number): number {
  if (at >= bytes.length) return bytes.length;
  for (let end = at; end > at - MOST_BEHIND; end -= 1) if (!isContinuation(bytes.charCodeAt(end))) return end;
  // Not UTF-8: there is no character to be cut.
  return at;
}

const isContinuation = (code: number): boolean => code >= 0x80 && code < 0xc0;
