/** How a command that is asked now is held against one that was recorded. */

/** A secret of the recording: any text may stand in its place. */
const MASK = '***';

/** Without blanks outside quotes, the name in capitals; arguments as they are. V.250 5.2.1 ignores blanks and case. */
export function normalised(line: string): string {
  const isQuoted = (at: number) => line.slice(0, at).split('"').length % 2 === 0;
  const close = line.includes(' ')
    ? [...line].filter((character, at) => character !== ' ' || isQuoted(at)).join('')
    : line;
  const name = nameOf(close);
  return name + close.slice(name.length);
}

/** What stands before the arguments, in capitals. */
export function nameOf(line: string): string {
  const at = line.indexOf('=');
  return (at < 0 ? line : line.slice(0, at)).trim().toUpperCase();
}

/** Whether it asks and changes nothing: `AT+X?`, `AT+X=?`, `AT+X`. */
export function isQuestion(line: string): boolean {
  return line.endsWith('?') || !line.includes('=');
}

export const isEscape = (command: string): boolean => command === '\u001b';

/** A recorded command as a test of normalised ones. */
export function matcher(recorded: string): (asked: string) => boolean {
  const wanted = normalised(recorded);
  if (!wanted.includes(MASK)) return (asked) => asked === wanted;
  const parts = wanted
    .split(/("\*\*\*"|\*\*\*)/)
    .map((part) =>
      part === `"${MASK}"`
        ? '"[^"]*"'
        : part === MASK
          ? '[^",]*'
          : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'),
    );
  const pattern = new RegExp(`^${parts.join('')}$`, 's');
  return (asked) => pattern.test(asked);
}
