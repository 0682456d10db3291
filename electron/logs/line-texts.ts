import { normalLine } from '../../shared/codes/normal-line.ts';
import { resultCode } from '../at/result-code.ts';
import { unsolicitedLine } from '../at/unsolicited.ts';

/** Line ends that a program wrote out instead of making them. */
const VISIBLE_END = /(?:<CR>|<LF>|<\\r>|<\\n>|\[CR\]|\[LF\]|\{0D\}|\{0A\}|<0D>|<0A>|\\r|\\n|␍|␊|↵)+/i;
const ENDS_VISIBLY = new RegExp(`${VISIBLE_END.source}\\s*['"]?\\s*$`, 'i');

export function endsVisibly(text: string): boolean {
  return ENDS_VISIBLY.test(text);
}

/** What stands in a string of a program: `b'AT\r\n'`, `"OK"`. */
const QUOTED = /^b?(['"])(.*)\1[,;]?$/s;

/** Signs that stand for line ends and unprintable bytes in SSCOM, and blanks. */
const GLYPHS = /^[\s□◇◆]+|[\s□◇◆]+$/g;

/** The lines that a piece of text stands for. */
export function textsOf(text: string, hasVisibleEnds: boolean): readonly string[] {
  const quoted = QUOTED.exec(text.trim());
  const whole = quoted?.[2] ?? text;
  const parts = hasVisibleEnds || quoted !== null ? whole.split(VISIBLE_END) : [whole];
  return parts.map((part) => part.replace(GLYPHS, '')).filter((part) => part !== '');
}

/** Whether a line is one that a module says: a result code, an information response, a line that comes by itself. */
export function isAnswer(text: string): boolean {
  const normal = normalLine(text);
  if (normal === '') return false;
  return (
    resultCode(normal) !== null || /^[+*^]\w+\s*:/.test(normal) || unsolicitedLine(normal, text).id !== null
  );
}

/** An answer glued to its command, as an echo without a line end leaves it: `AT+CPIN?+CPIN: READY`, `ATOK`. */
const GLUED = [
  /^(AT\+\w+\?)\s*(\+\w+\s*[:：].*)$/i,
  /^(AT(?:\+\w+(?:=.*["\d]|\?)?|E\d)?)\s*(OK|ERROR|\+CM[ES] ERROR\s*:.*)$/i,
  /^(AT\+CIFSR)\s*(\d{1,3}(?:\.\d{1,3}){3}.*)$/i,
] as const;

/** An answer and its result code in one line. A message ends where its count says. */
const WITH_RESULT = /^(\+(?!MSUB\b)\w+\s*[:：].*?|\d{1,3}(?:\.\d{1,3}){3}|\d{14,20})\s+(OK|ERROR)$/i;

/** Cuts a line that holds several things into them. */
export function unglued(text: string): readonly string[] {
  for (const pattern of GLUED) {
    const found = pattern.exec(text);
    if (found !== null) return [found[1] ?? '', ...unglued(found[2] ?? '')];
  }
  const found = WITH_RESULT.exec(text);
  return found === null ? [text] : [found[1] ?? '', found[2] ?? ''];
}
