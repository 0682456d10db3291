import type { Direction } from './mark-forms.ts';
import { TIME_FORMS, type WrittenTime, writtenTime } from './time-forms.ts';

/** The log files of this program (shared/log/export.ts, `logLines` of shared/log-text.ts), read back. */

const HEAD = /^# WIS800C Commissioner /;
const LINE = /^(?:\d{4}-\d{2}-\d{2}T[\d:.]+Z|unknown)(?:\s+\+(\d+\.\d{3}))? ([→←!·]) [ \d]{2} (.*)$/s;
/** What explains a line of the module, or says that it came late. */
const WORDS = / {2}— .*$| \(late(?:: .*)?\)$/;
const [ISO] = TIME_FORMS;

/** Whether lines are those of such a file. */
export function isOwnText(lines: readonly string[]): boolean {
  return (
    lines.some((line) => HEAD.test(line)) || (lines.length > 0 && lines.every((line) => LINE.test(line)))
  );
}

/** A line of the dialogue; null for what is none of it: notes, the head. */
export function ownLine(
  line: string,
): { readonly time: WrittenTime | null; readonly direction: Direction; readonly text: string } | null {
  const [, seconds, mark, text = ''] = LINE.exec(line) ?? [];
  if (mark === undefined || mark === '·') return null;
  const direction = mark === '→' ? 'sent' : 'received';
  const time =
    seconds === undefined
      ? writtenTime(ISO, line)
      : { ms: Math.round(Number(seconds) * 1000), isOfDay: false, day: null, length: 0 };
  return { time, direction, text: text.replace(WORDS, '') };
}
