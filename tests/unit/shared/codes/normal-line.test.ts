import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { normalLine } from '../../../../shared/codes/normal-line.ts';

describe('a line as it is matched', () => {
  test.each([
    ['OK', 'OK'],
    ['  OK  ', 'OK'],
    ['\0\0OK\0', 'OK'],
    ['\ufffd\ufffdOK', 'OK'],
    ['\u007fOK\u0007', 'OK'],
    ['+CPIN：READY', '+CPIN:READY'],
    ['“UNINET”', '"UNINET"'],
    ['„a″＂', '"a""'],
    ['\t', ''],
    ['', ''],
  ])('%j becomes %j', (text, normal) => {
    expect(normalLine(text)).toBe(normal);
  });

  test.each([
    ['blanks inside', 'CONNECT  OK'],
    ['noise inside', 'O\0K'],
    ['a replacement character inside', '+C\ufffdREG: 0,1'],
    ['letters in front', 'xOK'],
    ['case', 'error'],
    ['other scripts', '温度'],
    ['full-width letters', 'ＯＫ'],
    ['a non-breaking blank', '\u00a0OK'],
  ])('keeps %s', (_name, text) => {
    expect(normalLine(text)).toBe(text);
  });

  test('is not changed by a second look', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(normalLine(normalLine(text))).toBe(normalLine(text));
      }),
    );
  });

  test('is made in a time that grows with its length, not its square', () => {
    const text = `a${'\ufffd'.repeat(1_000_000)}b`;
    const started = performance.now();
    expect(normalLine(text)).toBe(text);
    expect(performance.now() - started).toBeLessThan(2000);
  });
});
