import { describe, expect, it } from 'vitest';
import { columns, cropped, padded } from '../../../electron/cli/columns.ts';

describe('columns', () => {
  it.each([
    ['', 0],
    ['SIM', 3],
    ['握手', 4],
    ['（默认）', 8],
    ['– “quoted” ▮▯ ≈', 15],
  ])('of %j are %i', (text, width) => {
    expect(columns(text)).toBe(width);
  });

  it('pads in columns and leaves longer text alone', () => {
    expect(padded('握手', 6)).toBe('握手  ');
    expect(padded('握手测试', 6)).toBe('握手测试');
  });

  it('crops without cutting a wide character in half', () => {
    expect(cropped('a握手', 4)).toBe('a握');
    expect(cropped('a握手', 5)).toBe('a握手');
    expect(cropped('a握手', 0)).toBe('');
  });
});
