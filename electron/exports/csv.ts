import type { Pause } from './source.ts';

/**
 * Tables as RFC 4180 has them: CRLF, a row of names, quotes doubled. Texts always stand in quotes and numbers never do,
 * so that whoever reads them can tell the digits of an IMEI from a number. An IMEI or ICCID stands there as its digits
 * and nothing else: any mark that keeps a spreadsheet from rounding the 20 digits of an ICCID to 15 would be read by
 * every other program as a part of it. A spreadsheet is told at import that these columns are text.
 */

export type Cell = string | number | boolean | null;

const BYTE_ORDER_MARK = '\ufeff';

/** The lines of a table. */
export function* csvLines(
  names: readonly string[],
  rows: Iterable<readonly Cell[] | Pause>,
  bom: boolean,
): Generator<string | Pause> {
  if (bom) yield BYTE_ORDER_MARK;
  yield `${names.join(',')}\r\n`;
  for (const row of rows) yield row === null ? row : `${row.map(cellText).join(',')}\r\n`;
}

function cellText(cell: Cell): string {
  switch (typeof cell) {
    case 'string':
      return `"${defused(cell).replaceAll('"', '""')}"`;
    case 'number':
      return Number.isFinite(cell) ? String(cell) : '';
    case 'boolean':
      return String(cell);
    default:
      return '';
  }
}

/** What makes a spreadsheet calculate, or run a command (OWASP, CSV injection), also in the widths of East Asian type. */
const FORMULA = /^(?:'*[\t\r\n]|[\s\p{C}\p{Z}'"]*[=+\-@＝＋－＠﹦﹢﹣﹫−])/u;

/** A number with a sign calculates nothing. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/**
 * A text that a spreadsheet takes for a text: behind an apostrophe where it could be anything else. Whoever reads it
 * back takes one apostrophe off where a text that has one still begins so without it.
 */
export function defused(text: string): string {
  return FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
}
