import type { ReportSay } from './texts.ts';

/** Characters of one line that a page shows: more than any command line of a profile has. */
const LINE_CHARACTERS = 240;

/** A text that may be of any length, as a page shows it: cut, and said to be. */
export function excerpt(say: ReportSay, text: string, most = LINE_CHARACTERS): string {
  if (text.length <= most) return text;
  // Not in the middle of a character.
  const end = isHigh(text.charCodeAt(most - 1)) ? most - 1 : most;
  return `${text.slice(0, end)} ${say('report.more.characters', { count: text.length - end })}`;
}

function isHigh(code: number): boolean {
  return code >= 0xd800 && code <= 0xdbff;
}
