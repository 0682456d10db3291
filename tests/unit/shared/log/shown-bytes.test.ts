import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../../../electron/at/frame.ts';
import { binaryOf, bytesOf } from '../../../../shared/log/binary.ts';
import { hexColumns, plainText, segments } from '../../../../shared/log/shown-bytes.ts';
import { decodeUtf8, isUtf8 } from '../../../../shared/log/utf8-sequences.ts';
import { visible } from '../../../../shared/log-text.ts';
import { binary } from './dialogue.ts';

/** Bytes among which characters of every length are likely, whole and broken. */
const anyBytes = fc
  .array(
    fc.oneof(
      fc.uint8Array({ maxLength: 6 }).map(binaryOf),
      fc.string({ unit: 'binary', maxLength: 4 }).map(binary),
      fc.constantFrom(
        '\u00e6\u00b8',
        '\u00f0\u009f\u0098',
        '\u00ed\u00a0\u0080',
        '\u00c0\u0080',
        '\u00f4\u0090\u0080\u0080',
        '\r\n',
      ),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

describe('a binary string', () => {
  it('is its bytes, however many', () => {
    const every = Uint8Array.from({ length: 100_000 }, (_, index) => index);
    expect(bytesOf(binaryOf(every))).toEqual(every);
    expect(binaryOf(new Uint8Array())).toBe('');
    expect(binaryOf(Uint8Array.of(0, 0x80, 0xff))).toBe('\u0000\u0080\u00ff');
  });
});

describe('UTF-8 in a binary string', () => {
  it('is what the platform makes of any bytes', () => {
    const platform = new TextDecoder('utf-8', { ignoreBOM: true });
    const strict = new TextDecoder('utf-8', { ignoreBOM: true, fatal: true });
    const isValid = (bytes: Uint8Array) => {
      try {
        strict.decode(bytes);
        return true;
      } catch {
        return false;
      }
    };
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(decodeUtf8(bytes)).toBe(platform.decode(bytesOf(bytes)));
        expect(isUtf8(bytes)).toBe(isValid(bytesOf(bytes)));
      }),
      { numRuns: 3000 },
    );
  });
});

/** Text and boxes, boxes by what stands in them. */
const boxed = (bytes: string) =>
  segments(bytes).map((each) => ('text' in each ? { text: each.text } : { control: each.control }));

describe('bytes for people', () => {
  it('are text with control characters in boxes', () => {
    expect(boxed('\r\nOK\r\n')).toEqual([
      { control: 'CR' },
      { control: 'LF' },
      { text: 'OK' },
      { control: 'CR' },
      { control: 'LF' },
    ]);
    expect(segments('')).toEqual([]);
    const named = '\u0000\u0007\u0008\t\u001a\u001b\u001f\u007f';
    expect(boxed(named)).toEqual(
      ['NUL', 'BEL', 'BS', 'TAB', 'SUB', 'ESC', 'US', 'DEL'].map((control) => ({ control })),
    );
  });

  it('are characters where they are UTF-8, digits where they are not', () => {
    expect(segments(binary('温度 é😀'))).toEqual([{ text: '温度 é😀' }]);
    expect(boxed('a\u00ce\u00c2b')).toEqual([
      { text: 'a' },
      { control: 'CE' },
      { control: 'C2' },
      { text: 'b' },
    ]);
    expect(boxed(`${binary('温')}\u00e6\u00b8`)).toEqual([
      { text: '温' },
      { control: 'E6' },
      { control: 'B8' },
    ]);
    expect(boxed('\u00ff\0')).toEqual([{ control: 'FF' }, { control: 'NUL' }]);
  });

  it('are digits where a character would not be seen, or would turn what follows', () => {
    for (const unseen of ['\u0085', '\u200b', '\u202e', '\u2028', '\u2066', '\ufeff', '\u00ad'])
      for (const segment of segments(binary(unseen))) expect(segment).toHaveProperty('control');
    expect(plainText(binary('a\u202eb'))).toBe('a<E2><80><AE>b');
  });

  it('are digits where marks pile up on one character, which would run over the lines around it', () => {
    const mark = '\u0301';
    expect(boxed(binary(`e${mark}f`))).toEqual([{ text: `e${mark}f` }]);
    const [text, ...boxes] = boxed(binary(`e${mark.repeat(6)}f`));
    expect(text).toEqual({ text: `e${mark.repeat(4)}` });
    expect(boxes).toEqual([
      { control: 'CC' },
      { control: '81' },
      { control: 'CC' },
      { control: '81' },
      { text: 'f' },
    ]);
  });

  it('are in boxes what they are in one string', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const plain = segments(bytes).map((each) => ('text' in each ? each.text : each.plain));
        expect(plain.join('')).toBe(plainText(bytes));
      }),
    );
  });

  it('make one string, in the notation of the log', () => {
    expect(plainText('\r\nOK\t\u001b\r\n')).toBe('␍␊OK␉<U+001B>␍␊');
    expect(plainText(binary('温度\r\n'))).toBe('温度␍␊');
    expect(plainText('\u00ce\u00c2\r')).toBe('<CE><C2>␍');
  });

  it('hide no byte: text and boxes together are all of them', () => {
    const codes = new Map(
      segments(binaryOf(Uint8Array.from({ length: 0x20 }, (_, code) => code))).map((each, code) => [
        JSON.stringify(each),
        code,
      ]),
    );
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        const back = segments(bytes).map((segment) => {
          if ('text' in segment) return binary(segment.text);
          const code = segment.control === 'DEL' ? 0x7f : codes.get(JSON.stringify(segment));
          return String.fromCharCode(code ?? Number.parseInt(segment.control, 16));
        });
        expect(back.join('')).toBe(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  it('have nothing in one string that is not to be seen, and are what `visible` makes of text', () => {
    fc.assert(
      fc.property(anyBytes, fc.string(), (bytes, text) => {
        expect(plainText(bytes)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
        expect(plainText(binary(text))).toBe(visible(text));
      }),
    );
  });

  it('are columns of digits, too', () => {
    expect(hexColumns('AT\r\n\u00ff')).toBe('41 54 0D 0A FF');
    expect(hexColumns('')).toBe('');
  });

  it('read as the engine reads them', () => {
    fc.assert(
      fc.property(anyBytes, (bytes) => {
        expect(decodeUtf8(bytes).replace(/^\ufeff/, '')).toBe(decodeText(bytesOf(bytes)));
      }),
    );
  });
});
