import { MASK } from '../command-line.ts';
import { binaryOf } from '../log/binary.ts';
import { decodeUtf8 } from '../log/utf8-sequences.ts';
import { typedCommand } from '../typed-command.ts';
import { controlBytes, hasControls, hexBytes } from './typed-bytes.ts';
import { listedLines, type ListedLine } from './command-list.ts';
import { isCommand } from './typed-text.ts';

/**
 * Secrets in lists of commands. A list is stored for everybody who sits down at the station and is handed on as a file,
 * so a PIN or a password is never kept in it: what stands in its place is asked for whenever the list is run.
 */

/** Stands for what is asked for. */
export const ASKED = '{ask}';

/** Lines of a list, counted from 1, that hold a secret. */
export function linesWithSecrets(text: string): readonly number[] {
  return listedLines(text)
    .filter((each) => withheld(each) !== null)
    .map(({ line }) => line);
}

/** The list with `{ask}` in place of every secret; everything else as it stands. */
export function withoutListSecrets(text: string): string {
  const held = listedLines(text).map(withheld);
  if (held.every((line) => line === null)) return text;
  return text
    .split(/(\r\n|\r|\n)/)
    .map((part, index) => (index % 2 === 0 ? (held[index / 2] ?? part) : part))
    .join('');
}

/** A line with its secrets left out; null where it has none. */
function withheld({ command, options }: ListedLine): string | null {
  if (command === '') return null;
  const written = sentLines(command).map((line) => {
    const typed = typedCommand(line);
    const hides = typed?.secrets.some((secret) => !secret.includes(ASKED)) === true;
    return { line: hides ? typed.command.shown.replaceAll(MASK, ASKED) : line, hides };
  });
  if (!written.some(({ hides }) => hides)) return null;
  const tail = options === '' ? '' : `  # ${options}`;
  return `${written.map(({ line }) => line).join('\n')}${tail}`;
}

/** The command lines that a line of a list sends, also where it gives them byte by byte. */
function sentLines(command: string): readonly string[] {
  const isHex = /^hex:/i.test(command);
  if (!isHex && (isCommand(command) || !hasControls(command))) return [command];
  const read = isHex ? hexBytes(command.slice(4)) : controlBytes(command);
  if (!read.ok) return [command];
  const text = decodeUtf8(binaryOf(read.bytes));
  // oxlint-disable-next-line no-control-regex -- whatever is no text parts two lines
  return text.split(/[\u0000-\u001f\u007f]+/).filter((line) => line !== '');
}

/** How often something is asked for in a text. */
export const asksIn = (text: string): number => text.split(ASKED).length - 1;

/** A text with what was asked for, in order. */
export function answered(text: string, answers: readonly string[]): string {
  let next = 0;
  return text.replaceAll(ASKED, () => answers[next++] ?? ASKED);
}
