import { COMMAND_HELP, type CommandHelpRow } from './command-help.ts';

/** What can be said of a command while it is typed: how it may go on, and what it does. */

/** What a question for the possible values does, whatever the command (V.250 5.4.4.1). */
const RANGE: CommandHelpRow = { form: 'AT+…=?', help: 'command.range', source: 'V.250 5.4.4.1' };

/** The part of a form that is the same for everybody: what completing it types. */
export function typedPart(form: string): string {
  const at = form.indexOf('<');
  return at < 0 ? form : form.slice(0, at);
}

/**
 * Commands that a typed text may become, best first: those that begin with it, those whose name does when `AT+` is left
 * out, those whose name has it somewhere. One that is typed to its end is not among them.
 */
export function completions(typed: string): readonly CommandHelpRow[] {
  const wanted = typed.trim().toUpperCase();
  if (wanted === '') return [];
  const ranked: CommandHelpRow[][] = [[], [], []];
  for (const row of COMMAND_HELP) {
    const rank = rankOf(row.form.toUpperCase(), wanted);
    if (rank !== null) ranked[rank]?.push(row);
  }
  return ranked.flat();
}

/** From here on a name is worth looking into; every name has most single letters in it. */
const SHORTEST_WITHIN = 2;

function rankOf(form: string, wanted: string): 0 | 1 | 2 | null {
  const part = typedPart(form);
  if (part === wanted) return null;
  if (part.startsWith(wanted)) return 0;
  const name = part.replace(/^AT[+&]?/, '');
  if (name === '') return null;
  if (name.startsWith(wanted)) return 1;
  const nameAlone = name.replace(/[?=].*$/, '');
  return wanted.length >= SHORTEST_WITHIN && nameAlone.includes(wanted) ? 2 : null;
}

/** What the command that is being typed does: the last one of the line. Null when it is in no table. */
export function helpFor(line: string): CommandHelpRow | null {
  const typed = lastCommand(line);
  const { name, head } = headOf(typed);
  const named = COMMAND_HELP.filter((row) => headOf(row.form).name === name);
  const fitting = named.filter((row) => headOf(row.form).head === head);
  if (fitting.length > 0) return bestOf(fitting, typed);
  return head.endsWith('=?') && named.length > 0 ? RANGE : (named[0] ?? null);
}

/** Commands follow each other behind `;`, and those behind the first one without `AT` (V.250 5.2.1). */
function lastCommand(line: string): string {
  const commands = line.trim().match(/(?:"[^"]*"?|[^";])+/g) ?? [];
  const last = (commands.at(-1) ?? '').trim();
  return (commands.length > 1 ? `AT${last}` : last).toUpperCase();
}

/** `AT+CSTT="x"` → `AT+CSTT`, `AT+CSTT=`: which command, and whether it asks, sets or does. */
function headOf(command: string): { readonly name: string; readonly head: string } {
  const [head = command, name = command] = /^([^?="]+)(?:=\?|\?|=)?/.exec(command) ?? [];
  return { name: name.trim(), head: head.trim() };
}

/** The row that has most of what was typed; among equals the shortest that has room for all arguments. */
function bestOf(rows: readonly CommandHelpRow[], typed: string): CommandHelpRow | null {
  const known = (row: CommandHelpRow) => {
    const part = typedPart(row.form).toUpperCase();
    return typed.startsWith(part) ? part.length : 0;
  };
  const most = Math.max(...rows.map(known));
  const closest = rows.filter((row) => known(row) === most);
  const given = argumentCount(typed);
  return closest.find((row) => argumentCount(row.form) >= given) ?? closest.at(-1) ?? null;
}

function argumentCount(command: string): number {
  return command.replace(/"[^"]*"?/g, '').split(',').length;
}
