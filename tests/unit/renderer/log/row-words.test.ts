import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { piecesOf } from '../../../../renderer/views/bench/log/line-pieces.ts';
import { rowTime } from '../../../../renderer/views/bench/log/row-time.ts';
import { binaryOf } from '../../../../shared/log/binary.ts';
import { binary } from '../../shared/log/dialogue.ts';

describe('the time of a row', () => {
  const row = (elapsedMs: number, beforeMs: number | null) => ({ elapsedMs, beforeMs });

  it('is that on the wall, since the run began, or since the row before', () => {
    expect(rowTime(row(1234, 1203), 'clock', new Date(2026, 0, 1, 7, 31, 2).getTime())).toBe('07:31:03.234');
    expect(rowTime(row(1234, 1203), 'start', 0)).toBe('+1.234');
    expect(rowTime(row(1234, 1203), 'before', 0)).toBe('+0.031');
    expect(rowTime(row(86_400_000, null), 'start', 0)).toBe('+86400.000');
  });

  it('is none since a row before the first, and says so where a row came earlier than the one before', () => {
    expect(rowTime(row(5, null), 'before', 0)).toBe('');
    expect(rowTime(row(5, 12), 'before', 0)).toBe('−0.007');
  });
});

describe('a line of any length', () => {
  it('is shown in pieces that are all of it', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 10_000 }), (bytes) => {
        const all = binaryOf(bytes);
        const pieces = piecesOf(all);
        expect(pieces.map((piece) => piece.bytes).join('')).toBe(all);
        expect(pieces.every((piece) => piece.bytes.length <= 2048)).toBe(true);
        let from = 0;
        for (const piece of pieces) {
          expect(piece.from).toBe(from);
          from += piece.bytes.length;
        }
      }),
    );
  });

  it('is never cut within a character', () => {
    for (const ahead of ['', 'a', 'ab', 'abc']) {
      const text = ahead + '温'.repeat(3000);
      for (const { bytes } of piecesOf(binary(text))) {
        const read = new TextDecoder('utf-8', { fatal: true });
        expect(() => read.decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)))).not.toThrow();
      }
    }
  });

  it('is one piece where it is short, and where it is nothing', () => {
    expect(piecesOf('AT\r\n')).toEqual([{ from: 0, plainFrom: 0, bytes: 'AT\r\n' }]);
    expect(piecesOf('')).toEqual([{ from: 0, plainFrom: 0, bytes: '' }]);
  });
});
