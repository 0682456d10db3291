import { describe, expect, it } from 'vitest';
import { patternOf, withoutLineEnds } from '../../../../shared/log/pattern.ts';

const found = (search: string, text: string): boolean => {
  const read = patternOf(search);
  return read.ok && read.pattern.test(text);
};

describe('a pattern', () => {
  it('finds either case, and a character beyond the first 65,536 as one', () => {
    expect(found('^ok$', 'OK')).toBe(true);
    expect(found('^.$', '𠮷')).toBe(true);
    expect(found('\\p{Script=Han}', '温')).toBe(true);
  });

  it('may be written as it always was', () => {
    expect(found('AT\\-x', 'at-x')).toBe(true);
    expect(found('a{,2}', 'a{,2}')).toBe(true);
  });

  it.each(['(', '[', '*', '\\', '(?<n>a)(?<n>b)'])('is none: %s', (search) => {
    const read = patternOf(search);
    expect(read).toMatchObject({ ok: false });
    expect(!read.ok && read.detail).not.toBe('');
  });
});

it('bytes without the line ends around them keep those within', () => {
  expect(withoutLineEnds('\r\n+CREG: 1\r\n')).toBe('+CREG: 1');
  expect(withoutLineEnds('\r\na\rb\n\n')).toBe('a\rb');
  expect(withoutLineEnds('\r\n')).toBe('');
});
