import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Cell, csvLines, defused } from '../../../electron/exports/csv.ts';
import { readCsv } from './csv-reader.ts';

const table = (rows: readonly (readonly Cell[])[], bom = false): string =>
  [...csvLines(['a', 'b'], rows, bom)].join('');

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('=', '+', '-', '@', '＝', "'", '"', ' ', '\t', '\r', '\n', '\u00a0', '1', 'a', ','),
      {
        maxLength: 6,
      },
    )
    .map((parts) => parts.join('')),
);

/** What a reader that knows of the apostrophe takes off. */
const fused = (cell: string): string => {
  const without = cell.slice(1);
  return cell.startsWith("'") && defused(without) === cell ? without : cell;
};

describe('a table', () => {
  it('has names, texts in quotes, and numbers, truths and nothing without', () => {
    const rows = [
      ['x, "y"\r\nz', 1.5],
      ['', -3],
      ['温', true],
      [null, 1e21],
    ];
    expect(table(rows)).toBe('a,b\r\n"x, ""y""\r\nz",1.5\r\n"",-3\r\n"温",true\r\n,1e+21\r\n');
  });

  it('begins with a byte order mark where one is wanted, and only there', () => {
    expect(table([], true)).toBe('\ufeffa,b\r\n');
    expect(table([])).toBe('a,b\r\n');
  });

  it('has nothing where a number is none', () => {
    expect(table([[Number.NaN, Number.POSITIVE_INFINITY]])).toBe('a,b\r\n,\r\n');
  });

  it('gives every text back to a reader that takes the apostrophe off', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { maxLength: 5 }), (rows) => {
        const [, ...read] = readCsv(table(rows));
        expect(read.map((row) => row.map(fused))).toEqual(rows);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('a text that a spreadsheet would calculate', () => {
  it.each([
    '=1+1',
    '+1+1',
    "-2+3+cmd|' /C calc'!A0",
    '@SUM(A1)',
    '\tx',
    '\rx',
    '\nx',
    ' =1',
    '\u00a0\u3000=1',
    '"=1',
    "'=1",
    '" =1',
    '\u0000=1',
    '\ufeff=1',
    '\u200b=1',
    '＝1',
    '＋1+1',
    '－1-1',
    '＠x',
    '﹦1',
    '−1−1',
    '=',
    '+CREG: 0,3',
    '-',
    '+86 138',
  ])('stands behind an apostrophe: %j', (dangerous) => {
    expect(defused(dangerous)).toBe(`'${dangerous}`);
  });

  it.each([
    '-51',
    '+8613800138000',
    '-0.5',
    '866104020123454',
    'a=1',
    '1-1',
    '温=',
    'x@y',
    '(=1)',
    '',
    ' ',
    '\\=1',
  ])('is not %j: it stays as it is', (harmless) => {
    expect(defused(harmless)).toBe(harmless);
  });

  it('never begins a cell, whatever the text', () => {
    fc.assert(
      fc.property(text, (any) => {
        const cell = defused(any);
        const isNumber = /^[+-]?[\d.]+$/.test(cell);
        expect(isNumber || !/^[=+\-@\t\r\n＝＋－＠]/.test(cell.trimStart())).toBe(true);
        expect(isNumber || !/^[\t\r\n]/.test(cell)).toBe(true);
      }),
      { numRuns: 2000 },
    );
  });

  it('keeps the digits of identities, however many', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^\d{15,20}F?$/), (digits) => {
        expect(readCsv(table([[digits, null]]))[1]?.[0]).toBe(digits);
      }),
    );
  });
});
