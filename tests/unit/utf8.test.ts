import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fromHex, hexOf, toHex, utf8Bytes, utf8Length } from '../../shared/utf8.ts';

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }));
/** Code units as they come, lone surrogates among them. */
const anyUnits = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.integer({ min: 0xd7f0, max: 0xe010 })))
  .map((units) => String.fromCharCode(...units));

describe('UTF-8', () => {
  test('is what the platform makes of any text, lone surrogates included', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, anyUnits), (text) => {
        expect(utf8Bytes(text)).toEqual(new TextEncoder().encode(text));
      }),
      { numRuns: 2000 },
    );
  });

  test('has the length of its bytes', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, anyUnits, fc.string()), (text) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text, 'utf8'));
      }),
    );
  });

  test.each([
    ['', 0],
    ['a', 1],
    ['\u007f', 1],
    ['\u0080', 2],
    ['\u07ff', 2],
    ['\u0800', 3],
    ['\uffff', 3],
    ['\u{10000}', 4],
    ['\u{10ffff}', 4],
    ['\ud800', 3],
    ['a\udc00', 4],
  ])('of %j has %i bytes', (text, length) => {
    expect(utf8Length(text)).toBe(length);
    expect(utf8Bytes(text)).toHaveLength(length);
  });
});

describe('HEX digits', () => {
  test('are what the platform writes, in upper case', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        expect(hexOf(bytes)).toBe(Buffer.from(bytes).toString('hex').toUpperCase());
      }),
    );
  });

  test('come back as the bytes they were made from', () => {
    fc.assert(
      fc.property(fc.uint8Array(), fc.boolean(), (bytes, lower) => {
        const digits = hexOf(bytes);
        expect(fromHex(lower ? digits.toLowerCase() : digits)).toEqual(bytes);
      }),
    );
  });

  test('of a text are those of its UTF-8', () => {
    expect(toHex('WIS800C')).toBe('57495338303043');
    expect(toHex('温')).toBe('E6B8A9');
    expect(toHex('')).toBe('');
  });

  test.each(['57 49 53', ' 574953', '57495 3', '57\t49\r\n53'])(
    'may have blanks between them: %j',
    (digits) => {
      expect(fromHex(digits)).toEqual(Uint8Array.of(0x57, 0x49, 0x53));
    },
  );

  test.each(['5', '574', '5G', 'xx', '0x57', '57,49', '-1', '５７', '57 4'])('are not %j', (digits) => {
    expect(fromHex(digits)).toBeNull();
  });
});
