import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Frame } from '../../../electron/at/frame.ts';
import { Framer, LINE_LIMIT } from '../../../electron/at/framer.ts';
import { bytes } from './framing.ts';

/** What a module says, and what it says when it is out of its mind. */
const FRAGMENTS = [
  '\r\nOK\r\n',
  '\r\nERROR\r\n',
  '\r',
  '\n',
  '> ',
  '>',
  ' ',
  'AT+CREG?\r',
  '\r\n+CREG: 0,1\r\n',
  '+CPIN：READY\r\n',
  '\r\n+MSUB: "t",5 byte,hello\r\n',
  '+MSUB: "t",12 byte,a\r\nb\r\nOK\r\n\r\n',
  '+MSUB: "温度",6 byte,四度\r\n',
  '+MSUB: “t”,3 byte,\r\n',
  '+MSUB:t,4 bytes,',
  '+MSUB: "t",0 byte,\r\n',
  '+MSUB: "t",9999 byte,x',
  '+MSUB: 3\r\n',
  '+MS',
  'CONNECT OK\r\n',
  '\0\0',
] as const;

const stream = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: fc.constantFrom(...FRAGMENTS).map(bytes) },
      { weight: 1, arbitrary: fc.uint8Array({ maxLength: 12 }) },
      { weight: 1, arbitrary: fc.constant(Uint8Array.of(0xe2, 0x80)) },
    ),
    { maxLength: 25 },
  )
  .map((parts) => Uint8Array.from(parts.flatMap((part) => [...part])));

function cut(whole: Uint8Array, sizes: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = [];
  for (let at = 0, turn = 0; at < whole.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1;
    chunks.push(whole.subarray(at, at + size));
    at += size;
  }
  return chunks;
}

function frames(chunks: readonly Uint8Array[]): Frame[] {
  const framer = new Framer();
  return [...chunks.flatMap((chunk) => framer.push(chunk)), ...framer.flush()];
}

describe('the frames of any bytes', () => {
  test('are the same however the bytes are cut into chunks', () => {
    fc.assert(
      fc.property(stream, fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1 }), (whole, sizes) => {
        expect(frames(cut(whole, sizes))).toEqual(frames([whole]));
      }),
      { numRuns: 2000 },
    );
  });

  test('are the same when the bytes come one at a time', () => {
    fc.assert(
      fc.property(stream, (whole) => {
        expect(frames(cut(whole, [1]))).toEqual(frames([whole]));
      }),
      { numRuns: 1000 },
    );
  });

  test('are the same around the length limit', () => {
    const length = fc.integer({ min: LINE_LIMIT - 3, max: LINE_LIMIT + 3 });
    fc.assert(
      fc.property(length, fc.integer({ min: 1, max: 20_000 }), (size, chunk) => {
        const whole = bytes(`${'x'.repeat(size)}\r\nOK\r\n`);
        expect(frames(cut(whole, [chunk]))).toEqual(frames([whole]));
      }),
      { numRuns: 200 },
    );
  });

  test('hold no line end in a line, and nothing empty', () => {
    fc.assert(
      fc.property(stream, (whole) => {
        for (const frame of frames([whole]))
          if (frame.kind === 'line') expect(frame.text).toMatch(/^[^\r\n]+$/);
      }),
    );
  });

  test('hold every byte that is no line end, unless a prompt or a byte order mark took it', () => {
    const text = fc.array(fc.constantFrom(...FRAGMENTS.filter((each) => !each.startsWith('>'))));
    fc.assert(
      fc.property(text, (parts) => {
        const visible = (each: string) => each.replace(/[\r\n]/g, '');
        const shown = frames([bytes(parts.join(''))]).map((frame) => ('text' in frame ? frame.text : '> '));
        expect(visible(shown.join(''))).toBe(visible(parts.join('')));
      }),
    );
  });

  test('let lines come out right again after a flush', () => {
    fc.assert(
      fc.property(stream, (whole) => {
        const framer = new Framer();
        framer.push(whole);
        framer.flush();
        expect(framer.incomplete).toBe(false);
        expect(framer.push(bytes('\r\nOK\r\n'))).toEqual([{ kind: 'line', text: 'OK' }]);
      }),
    );
  });
});
