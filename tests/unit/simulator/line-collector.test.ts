import { describe, expect, test } from 'vitest';
import { LineCollector, MAX_BODY_BYTES } from '../../../electron/simulator/line-collector.ts';

function collect(text: string): string[] {
  const collector = new LineCollector();
  const found: string[] = [];
  for (const byte of Buffer.from(text, 'latin1')) {
    const line = collector.push(byte);
    if (line) found.push(line.kind === 'line' ? line.body : '<overlong>');
  }
  return found;
}

describe('the search for command lines', () => {
  test.each([
    ['the empty command', 'AT\r', ['']],
    ['a lower-case prefix', 'at+csq\r', ['+csq']],
    ['a mixed-case prefix', 'aT\r', ['']],
    ['a line feed after the CR', 'AT\r\nAT+CSQ\r\n', ['', '+CSQ']],
    ['a line feed in the middle', 'AT+C\nSQ\r', ['+CSQ']],
    ['noise before the prefix', '\xff\xfe\x00xyAT\r', ['']],
    ['a stray A before the prefix', 'AAT\r', ['']],
    ['quotes and commas', 'AT+A="x;y",1\r', ['+A="x;y",1']],
    ['bytes above 127', 'AT+A="\xe6\xb5\x8b"\r', ['+A="\xe6\xb5\x8b"']],
    ['a correction by backspace', 'AT+CSX\x08Q\r', ['+CSQ']],
    ['a line given up with ESC', 'AT+CS\x1bAT\r', ['']],
  ])('takes %s', (_name, input, expected) => {
    expect(collect(input)).toEqual(expected);
  });

  test.each([
    ['a line without the prefix', 'HELLO\r'],
    ['an A alone', 'A\r'],
    ['letters that do not follow each other', 'A T\r'],
    ['a line feed in the place of the CR', 'AT\n'],
    ['an empty line', '\r\r\r'],
  ])('ignores %s', (_name, input) => {
    expect(collect(input)).toEqual([]);
  });

  test('keeps a line of just the limit and gives up one byte later, then starts afresh', () => {
    expect(collect(`AT${'x'.repeat(MAX_BODY_BYTES)}\r`)).toEqual(['x'.repeat(MAX_BODY_BYTES)]);
    expect(collect(`AT${'x'.repeat(MAX_BODY_BYTES + 1)}\rAT\r`)).toEqual(['<overlong>', '']);
    expect(collect(`AT${'x'.repeat(500_000)}\r`)).toEqual(['<overlong>']);
  });
});
