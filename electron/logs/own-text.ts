import type { Direction } from './mark-forms.ts';

/** The log file of this program (shared/log/export.ts), read back. */

const HEAD = /^# WIS800C Commissioner /;
const LINE = /^(?:\d{4}-\d{2}-\d{2}T[\d:.]+Z|unknown)\s+\+(\d+\.\d{3}) ([→←!·])\s{1,2}\d{0,2} (.*)$/s;
/** What explains a line of the module. */
const WORDS = / {2}— .*$/;

export function isOwnText(lines: readonly string[]): boolean {
  return lines.some((line) => HEAD.test(line));
}

/** A line of the dialogue; null for what is none of it: notes, the head. */
export function ownLine(
  line: string,
): { readonly ms: number; readonly direction: Direction; readonly text: string } | null {
  const [, seconds = '0', mark, text = ''] = LINE.exec(line) ?? [];
  if (mark === undefined || mark === '·') return null;
  const direction = mark === '→' ? 'sent' : 'received';
  return { ms: Math.round(Number(seconds) * 1000), direction, text: text.replace(WORDS, '') };
}
