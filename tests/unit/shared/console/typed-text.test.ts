import { describe, expect, it } from 'vitest';
import { controlBytes, hasControls, hexBytes } from '../../../../shared/console/typed-bytes.ts';
import { entryOf } from '../../../../shared/console/typed-text.ts';

const hexOf = (read: ReturnType<typeof hexBytes>) =>
  read.ok ? Buffer.from(read.bytes).toString('hex') : read.fault;

describe('bytes in HEX', () => {
  it.each([
    ['1A', '1a'],
    ['41 54 0d', '41540d'],
    ['41540D', '41540d'],
    ['0x41,0x54', '4154'],
    ['0X1a', '1a'],
    ['00 ff', '00ff'],
  ])('%s', (text, bytes) => {
    expect(hexOf(hexBytes(text))).toBe(bytes);
  });

  it.each([
    ['', 'empty', 0],
    ['  ', 'empty', 0],
    ['0x', 'half_byte', 0],
    ['1', 'half_byte', 0],
    ['41 5', 'half_byte', 3],
    ['415', 'half_byte', 2],
    ['AT', 'half_byte', 0],
    ['zz', 'no_hex_digit', 0],
    ['41 ×', 'no_hex_digit', 3],
    ['4😀', 'half_byte', 0],
  ])('cannot be read from %j: %s at %d', (text, kind, at) => {
    expect(hexOf(hexBytes(text))).toEqual({ kind, at });
  });
});

describe('text with control characters', () => {
  it.each([
    ['^Z', '1a'],
    ['^z', '1a'],
    ['^[', '1b'],
    ['^@', '00'],
    ['^?', '7f'],
    ['^_', '1f'],
    ['hello^Z', '68656c6c6f1a'],
    [String.raw`\x1A\x1b`, '1a1b'],
    [String.raw`a\r\n\t\e\0`, '610d0a091b00'],
    [String.raw`\\r\^Z`, '5c725e5a'],
    ['2^8', '325e38'],
    ['中^M', 'e4b8ad0d'],
  ])('%s', (text, bytes) => {
    expect(hexOf(controlBytes(text))).toBe(bytes);
  });

  it.each([
    ['', 'empty', 0],
    [String.raw`a\q`, 'unknown_escape', 1],
    [String.raw`^Z\x1`, 'short_escape', 2],
    [String.raw`\xZZ`, 'short_escape', 0],
    ['ab\\', 'short_escape', 2],
  ])('cannot be read from %j: %s at %d', (text, kind, at) => {
    expect(hexOf(controlBytes(text))).toEqual({ kind, at });
  });

  it.each(['hello', '2^8', String.raw`C:\dir`, '^', '\\', String.raw`\x1`, ''])('has none in %j', (text) => {
    expect(hasControls(text)).toBe(false);
  });
});

describe('what a typed text sends', () => {
  it.each([
    ['AT+CSQ', { line: 'AT+CSQ' }],
    ['  at+csq ', { line: 'at+csq' }],
    [String.raw`AT+MPUB="t",0,0,"a\r^Z"`, { line: String.raw`AT+MPUB="t",0,0,"a\r^Z"` }],
    ['hello', { line: 'hello' }],
    ['hello^Z', { bytes: '68656C6C6F1A' }],
    ['+++', { bytes: '2B2B2B' }],
    ['^[', { bytes: '1B' }],
  ])('is, for %s', (typed, entry) => {
    expect(entryOf(typed, false)).toEqual({ ok: true, entry });
  });

  it('is read as HEX where that is chosen, and only there', () => {
    expect(entryOf('41 54', true)).toEqual({ ok: true, entry: { bytes: '4154' } });
    expect(entryOf('41 54', false)).toEqual({ ok: true, entry: { line: '41 54' } });
    expect(entryOf('AT', true).ok).toBe(false);
  });

  it.each([
    ['', false, 'empty', 0],
    [' ', true, 'empty', 0],
    ['AT\u0000I', false, 'control_character', 2],
    [`AT${'x'.repeat(1000)}`, false, 'too_long', 1000],
    ['41'.repeat(2049), true, 'too_long', 2048],
  ])('cannot be read from %j (HEX %s): %s', (typed, hex, kind, at) => {
    expect(entryOf(typed, hex)).toEqual({ ok: false, fault: { kind, at } });
  });
});
