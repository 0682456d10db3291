/** One command of a command line. `name` is upper case: `CREG`, `ATE`, `AT&W`, and `AT` for the empty line. */
export interface Command {
  readonly name: string;
  readonly form: 'execute' | 'read' | 'test' | 'write';
  /** What followed `=`, or the digits of a basic command, one character per byte. */
  readonly text: string;
}

const EXTENDED = /^\+([A-Za-z][A-Za-z0-9]{0,23})/;
const BASIC = /^(&?[A-Za-z])(\d{0,3})/;

/**
 * Splits the text after `AT` into its commands (V.250 5.2.2: basic commands follow each other directly,
 * extended ones are separated by `;`).
 * @returns null when a part is no command at all; the whole line is then an error.
 */
export function parseCommandLine(body: string): readonly Command[] | null {
  if (body === '') return [{ name: 'AT', form: 'execute', text: '' }];
  const commands: Command[] = [];
  let rest = body;
  while (rest !== '') {
    const taken = rest.startsWith('+') ? takeExtended(rest) : takeBasic(rest);
    if (!taken) return null;
    commands.push(taken.command);
    rest = taken.rest;
  }
  return commands;
}

interface Taken {
  readonly command: Command;
  readonly rest: string;
}

function takeBasic(input: string): Taken | null {
  const match = BASIC.exec(input);
  if (!match) return null;
  const name = `AT${(match[1] ?? '').toUpperCase()}`;
  const rest = input.slice(match[0].length);
  return {
    command: { name, form: 'execute', text: match[2] ?? '' },
    rest: rest.startsWith(';') ? rest.slice(1) : rest,
  };
}

function takeExtended(input: string): Taken | null {
  const match = EXTENDED.exec(input);
  if (!match) return null;
  const name = (match[1] ?? '').toUpperCase();
  const end = endOfCommand(input);
  const tail = input.slice(match[0].length, end);
  const rest = input.slice(end + 1);
  if (tail === '') return { command: { name, form: 'execute', text: '' }, rest };
  if (tail === '?') return { command: { name, form: 'read', text: '' }, rest };
  if (tail === '=?') return { command: { name, form: 'test', text: '' }, rest };
  if (!tail.startsWith('=')) return null;
  return { command: { name, form: 'write', text: tail.slice(1) }, rest };
}

/** Index of the `;` that ends the command, or the end of the text; a `;` between quotes is data. */
function endOfCommand(input: string): number {
  let quoted = false;
  for (let at = 0; at < input.length; at += 1) {
    if (input[at] === '"') quoted = !quoted;
    else if (input[at] === ';' && !quoted) return at;
  }
  return input.length;
}
