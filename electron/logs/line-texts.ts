import { isPlainCommand } from './observed-command.ts';
import { normalLine } from '../../shared/codes/normal-line.ts';
import { decodeText } from '../at/frame.ts';
import { resultCode } from '../at/result-code.ts';
import { unsolicitedLine } from '../at/unsolicited.ts';

/** Line ends that a program wrote out instead of making them. */
const VISIBLE_END = /(?:<CR>|<LF>|<\\r>|<\\n>|\[CR\]|\[LF\]|\{0D\}|\{0A\}|<0D>|<0A>|\\r|\\n|␍|␊|↵)+/i;
const ENDS_VISIBLY = new RegExp(`${VISIBLE_END.source}\\s*['"]?\\s*$`, 'i');

export function endsVisibly(text: string): boolean {
  return ENDS_VISIBLY.test(text);
}

export function withoutVisibleEnd(text: string): string {
  return text.replace(ENDS_VISIBLY, '');
}

/** Colours and movements of the cursor (ECMA-48 5.4), and characters that were taken back by a backspace. */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /\u001b\[[0-9;?]*[ -/]*[@-~]|\u001b[()][0-9A-B]/g;
// oxlint-disable-next-line no-control-regex
const TAKEN_BACK = /[^\u0008]\u0008(?: \u0008)?/;

/** A line as a terminal shows it. */
export function withoutControls(text: string): string {
  let plain = text.includes('\u001b') ? text.replace(CONTROLS, '') : text;
  if (!plain.includes('\u0008')) return plain;
  while (TAKEN_BACK.test(plain)) plain = plain.replace(TAKEN_BACK, '');
  return plain;
}

/** What stands in a string of a program: `b'AT\r\n'`, `"OK"`. */
const QUOTED = /^b?(['"])(.*)\1$/s;
/** A command in brackets: `SendCmd[AT+CPIN?]`. */
const IN_BRACKETS = /^[[({【](AT.*)[\])}】]$/i;

/** Signs that stand for line ends and unprintable bytes in SSCOM, and blanks. */
const GLYPHS = /^[\s□◇◆]+|[\s□◇◆]+$/g;

/** The lines that a piece of text stands for. */
export function textsOf(text: string, hasVisibleEnds: boolean): readonly string[] {
  const quoted = QUOTED.exec(text.trim());
  const whole = quoted?.[2] ?? withoutBrackets(text.trim());
  const parts = fromPairs(whole) ?? (hasVisibleEnds || quoted !== null ? whole.split(VISIBLE_END) : [whole]);
  return parts.map((part) => withoutNote(part.replace(GLYPHS, ''))).filter((part) => part !== '');
}

/** The command that stands in brackets; the text itself where none does. */
export function withoutBrackets(text: string): string {
  const inside = IN_BRACKETS.exec(text)?.[1];
  return inside !== undefined && isPlainCommand(inside) ? inside : text;
}

const HEX = /^\s*[0-9A-F]{2}(?: +[0-9A-F]{2})+[\s□]*$/i;
// oxlint-disable-next-line no-control-regex
const PRINTABLE = /^(?:[\t\n\r]|[^\u0000-\u001f\u007f-\u009f\ufffd])*$/;

/** The lines of a text that a program wrote as HEX pairs; null where it did not. */
function fromPairs(text: string): readonly string[] | null {
  if (!HEX.test(text)) return null;
  const bytes = text.match(/[0-9A-F]{2}/gi) ?? [];
  const written = decodeText(Uint8Array.from(bytes, (byte) => Number.parseInt(byte, 16)));
  return PRINTABLE.test(written) ? written.split(/[\r\n]+/) : null;
}

/** A remark that somebody put behind a line afterwards: an arrow, a comment of a program, or Chinese words. */
const NOTE = /\s+(?:\/\/|<-{1,2}(?=[\s\w])|<=+(?=\s)|←|\/\*|(?:[（(]\s*)?[\u3400-\u9fff]).*$/;

function withoutNote(text: string): string {
  const found = NOTE.exec(text);
  if (found === null) return text;
  const said = text.slice(0, found.index);
  return isPlainCommand(said) || (isAnswer(said) && !/^\+MSUB/i.test(said)) ? said : text;
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
  /^(AT\+\w+\?)\s*(?:[-=]+>|→|[:|])?\s*(\+\w+\s*[:：].*)$/i,
  /^(AT(?:\+\w+(?:=.*["\d]|\?)?|E\d)?)\s*(?:[-=]+>|→|[:|])?\s*(OK|ERROR|\+CM[ES] ERROR\s*:.*)$/i,
  /^(AT\+CIFSR)\s*(?:[-=]+>|→|[:|])?\s*(\d{1,3}(?:\.\d{1,3}){3}.*)$/i,
] as const;

/** An answer and its result code in one line. A message ends where its count says. */
const WITH_RESULT =
  /^(\+(?!MSUB\b)\w+\s*[:：].*?|\d{1,3}(?:\.\d{1,3}){3}|\d{14,20})\s*(?:\s|[|;/,]\s*)(OK|ERROR)$/i;

/** Cuts a line that holds several things into them. */
export function unglued(text: string): readonly string[] {
  for (const pattern of GLUED) {
    const found = pattern.exec(text);
    if (found !== null) return [found[1] ?? '', ...unglued(found[2] ?? '')];
  }
  const found = WITH_RESULT.exec(text);
  return found === null ? [text] : [found[1] ?? '', found[2] ?? ''];
}

/** A comment, or a line that only parts or frames others, as in a forum post or between two tries. */
const RULE = /^\s*(?:(?:\/\/|\/\*|# |;).*|[`~]{3,}\w*|[-=_*#.+~]{3,})\s*$/;
/** Two words of a language. */
const WORDS = /[a-z]{2,}[\s,:;.'-]+[a-z]{2,}|[\u3400-\u9fff]{2}/i;
// oxlint-disable-next-line no-control-regex
const UNREADABLE = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufffd]/;

/** Whether a line is what people or their programs say beside the dialogue, and no noise on the line. */
export function isRemark(text: string): boolean {
  return RULE.test(text) || (WORDS.test(text) && !UNREADABLE.test(text));
}

/** A command behind the noise of a start or a change of rate, without a line end between them. */
// oxlint-disable-next-line no-control-regex
const BEHIND_NOISE = /^.*[\u0000-\u001f\u007f-\u00ff\ufffd][^\sa-z]{0,2}(AT.*)$/is;

/** The command that stands behind noise; the line itself where there is none. */
export function withoutNoiseBefore(text: string): string {
  const command = BEHIND_NOISE.exec(text)?.[1];
  return command !== undefined && isPlainCommand(command) ? command : text;
}

/** How lines of a program look in C, in Python and their relatives. */
const CODE =
  /^\s*#\s*(?:include|define|if|ifdef|ifndef|endif)\b|[;{}]\s*(?:\/\/.*)?$|\*\/\s*$|^\s*\/\*|^\s*(?:def|class|import|from|elif|else|while|for|return|if)\b.*[:)\w]$|^\s*\w[\w.]*\(.*\)$/;
/** Of the lines of a file, the part that makes it a program. */
const MOSTLY = 0.4;

/** Whether lines are those of a program: the commands in its strings were not said by anybody. */
export function isProgram(lines: readonly string[]): boolean {
  const written = lines.filter((line) => line.trim() !== '');
  return written.length > 0 && written.filter((line) => CODE.test(line)).length >= written.length * MOSTLY;
}
