import { describe, expect, test } from 'vitest';
import { numberArgument, parseArguments, textArgument } from '../../../electron/simulator/arguments.ts';
import { parseCommandLine } from '../../../electron/simulator/command-line.ts';

describe('a command line', () => {
  test.each([
    ['', [['AT', 'execute', '']]],
    ['E0', [['ATE', 'execute', '0']]],
    ['i', [['ATI', 'execute', '']]],
    ['&W', [['AT&W', 'execute', '']]],
    [
      'E0V1',
      [
        ['ATE', 'execute', '0'],
        ['ATV', 'execute', '1'],
      ],
    ],
    ['+csq', [['CSQ', 'execute', '']]],
    ['+CREG?', [['CREG', 'read', '']]],
    ['+CREG=?', [['CREG', 'test', '']]],
    ['+CREG=1', [['CREG', 'write', '1']]],
    ['+IPR=115200&W', [['IPR', 'write', '115200&W']]],
    [
      '+IPR=115200;&W',
      [
        ['IPR', 'write', '115200'],
        ['AT&W', 'execute', ''],
      ],
    ],
    [
      '+A="x;y";+B',
      [
        ['A', 'write', '"x;y"'],
        ['B', 'execute', ''],
      ],
    ],
    ['+A="never closed;+B', [['A', 'write', '"never closed;+B']]],
  ])('%s is split into its commands', (body, expected) => {
    expect(parseCommandLine(body)?.map((each) => [each.name, each.form, each.text])).toEqual(expected);
  });

  test.each(['?', '=', '+', '++', '+1', '+CREG!', '+CREG:1', ' +CSQ', '+ CSQ', '\xff', '&', '"'])(
    '%j is no command',
    (body) => {
      expect(parseCommandLine(body)).toBeNull();
    },
  );
});

describe('the arguments of a command', () => {
  const text = (value: string) => ({ kind: 'text', value });
  const number = (value: number) => ({ kind: 'number', value });

  test.each([
    ['1', [number(1)]],
    ['"a"', [text('a')]],
    ['""', [text('')]],
    ['"a,b",0', [text('a,b'), number(0)]],
    ['"test",0,0," 574953"', [text('test'), number(0), number(0), text(' 574953')]],
    ['1,,2', [number(1), { kind: 'absent' }, number(2)]],
    ['', [{ kind: 'absent' }]],
    ['1,', [number(1), { kind: 'absent' }]],
  ])('%s are read', (input, expected) => {
    expect(parseArguments(input)).toEqual(expected);
  });

  test.each([
    ['a string without quotes', 'CMNET'],
    ['a quote that is not closed', '"CMNET'],
    ['a quote inside', '"a"b"'],
    ['typographic quotes', '\xe2\x80\x9dclientid\xe2\x80\x9d'],
    ['blanks between arguments', '1, 2'],
    ['a number with a sign', '-1'],
    ['a number that is too long', '1234567890'],
    ['more than sixteen', '1,'.repeat(17)],
  ])('%s is refused', (_name, input) => {
    expect(parseArguments(input)).toBeNull();
  });

  test('are taken only as what they are and within their limits', () => {
    const [word, digit] = parseArguments('"abc",7') ?? [];
    expect(textArgument(word, 3)).toBe('abc');
    expect(textArgument(word, 2)).toBeNull();
    expect(textArgument(digit, 3)).toBeNull();
    expect(textArgument(undefined, 3)).toBeNull();
    expect(numberArgument(digit, 0, 7)).toBe(7);
    expect(numberArgument(digit, 0, 6)).toBeNull();
    expect(numberArgument(digit, 8, 9)).toBeNull();
    expect(numberArgument(word, 0, 9)).toBeNull();
  });
});
