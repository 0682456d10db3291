import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LinePieces } from '../../../../electron/records/search/line-pieces.ts';
import { textsIn } from '../../../../electron/records/search/texts-in.ts';

function cut(chunks: readonly (string | Uint8Array)[]): readonly string[] {
  const pieces = new LinePieces();
  const bytes = chunks.map((chunk) => (typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
  return [...bytes.flatMap((each) => pieces.push(each)), ...pieces.end()];
}

describe('bytes cut into lines', () => {
  it('are the same lines however they were chunked, also within a character', () => {
    const bytes = Buffer.from('\r\n+COPS: 0,0,"中国移动"\r\nOK\r\nопен');
    for (let size = 1; size < bytes.length; size += 1) {
      const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, at) =>
        bytes.subarray(at * size, (at + 1) * size),
      );
      expect(cut(chunks)).toEqual(['+COPS: 0,0,"中国移动"', 'OK', 'опен']);
    }
  });

  it('keep what is no UTF-8 as a mark, and what stands around it', () => {
    expect(cut([Uint8Array.of(0x41, 0xff, 0xfe, 0x42, 0x0d)])).toEqual(['A\ufffd\ufffdB']);
  });

  it('are whole lines up to thousands of characters, and beyond that overlap by the longest search', () => {
    const word = 'needle'.repeat(66);
    for (const before of [0, 3900, 4000, 4095, 4096, 8000, 12_345]) {
      const noise = Buffer.from(`${'x'.repeat(before)}${word}${'y'.repeat(9000)}`);
      const chunks = Array.from({ length: 300 }, (_, at) => noise.subarray(at * 100, (at + 1) * 100));
      const lines = cut(chunks);
      expect(lines.some((line) => line.includes(word))).toBe(true);
      expect(Math.max(...lines.map(({ length }) => length))).toBeLessThan(5000);
    }
  });

  it('end where bytes are missing', () => {
    const pieces = new LinePieces();
    expect(pieces.push(Buffer.from('half'))).toEqual([]);
    expect(pieces.end()).toEqual(['half']);
    expect(pieces.push(Buffer.from('other\n'))).toEqual(['other']);
  });
});

describe('the texts in a JSON', () => {
  it('are its strings, line by line, without the names of fields and without numbers', () => {
    const json = JSON.stringify({
      command: 'AT+CREG?',
      lines: ['+CREG: 0,1', 'a\r\nb'],
      at: { step: 5, ok: true },
    });
    expect([...textsIn(json)].toSorted()).toEqual(['+CREG: 0,1', 'AT+CREG?', 'a', 'b']);
  });

  it.each(['{"half', 'no json', ''])('of %j, which is none, are itself', (text) => {
    expect(textsIn(text)).toEqual(text === '' ? [] : [text]);
  });

  it('are found at any depth and any length', () => {
    const deep = `${'['.repeat(50_000)}"needle"${']'.repeat(50_000)}`;
    expect(textsIn(deep)).toContain('needle');
    expect(textsIn(JSON.stringify(Array.from({ length: 200_000 }, () => 'x')))).toHaveLength(200_000);
  });

  it('are none that the JSON does not have', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const json = JSON.stringify(value);
        for (const text of textsIn(json)) expect(json).toContain(JSON.stringify(text).slice(1, -1));
      }),
    );
  });
});
