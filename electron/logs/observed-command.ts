import { normalLine } from '../../shared/codes/normal-line.ts';

/** One command of a line that somebody else's firmware sent. */
export interface ObservedCommand {
  /** Without `AT`, upper case: `+CPIN`, `E0`, empty for the bare `AT`. */
  readonly name: string;
  /** `AT+X?`, `AT+X=?`, `AT+X=…`, `AT+X`. V.250 section 5.4. */
  readonly form: 'read' | 'test' | 'set' | 'do';
  /** Without their quotation marks. */
  readonly args: readonly string[];
}

/** In capitals or in small letters (V.250 section 5.2.1); `At` alone begins a sentence. */
const COMMAND = /^(?:AT|at|[Aa][Tt](?=[+&]))(?![A-DF-Za-df-z])/;

/** Whether a line can be a command: `AT` and what may follow it, never `ATTENTION` or `attached`. */
export function isCommandLine(line: string): boolean {
  return COMMAND.test(line) && BODY.test(line);
}

/** Nothing, an extended command, or a basic one: a letter with a number at most (V.250 section 5.3). */
const BODY = /^AT(?:\s*$|\s*[+&*^%$#\\]\s*[A-Z]|\s*[A-Z]\d{0,3}(?:\s*$|[+&;]|[A-Z]\d)|\s*[DS][\d"*#])/i;

/** The same where other text may stand: names of basic commands are too short to be told from words. */
export function isPlainCommand(line: string): boolean {
  return COMMAND.test(line) && PLAIN.test(line);
}

const PLAIN = /^AT(?:\s*$|[+&][A-Z]|(?:E[01]|I|Z|H|A)\s*$|E0[+&;])/i;

/** The commands of a line, in order; several follow each other behind `;` (V.250 section 5.2.1). */
export function observedCommands(line: string): readonly ObservedCommand[] {
  const body = normalLine(line).replace(/^AT\s*/i, '');
  return split(body, ';')
    .map((part) => part.trim())
    .filter((part, index) => part !== '' || index === 0)
    .map(commandOf);
}

function commandOf(part: string): ObservedCommand {
  const found = /^([^=?"]*)(\?|=\s*\?|=)?(.*)$/s.exec(part);
  const name = (found?.[1] ?? '').replace(/\s+/g, '').toUpperCase();
  const mark = found?.[2]?.replace(/\s+/g, '');
  if (mark === '?') return { name, form: 'read', args: [] };
  if (mark === '=?') return { name, form: 'test', args: [] };
  if (mark === undefined) return { name, form: 'do', args: [] };
  return { name, form: 'set', args: split(found?.[3] ?? '', ',').map(unquoted) };
}

/** Cuts at a separator that stands in no string. */
function split(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let isQuoted = false;
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (!isQuoted && text[at] === separator) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  return [...parts, text.slice(from)];
}

function unquoted(argument: string): string {
  const bare = argument.trim();
  return /^".*"$/s.test(bare) ? bare.slice(1, -1) : bare;
}
