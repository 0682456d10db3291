/** One argument of an extended command: a string in quotes, digits, or nothing between two commas. */
export type Argument =
  | { readonly kind: 'text'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'absent' };

const ARGUMENT = /^(?:"([^"]*)"|(\d{1,9}))?/;
const MAX_ARGUMENTS = 16;

/**
 * Reads the arguments after `=`. Strict: no blanks between them, no strings without quotes, no typographic
 * quotes, so that a host that sends such things finds out here and not in the field.
 * @returns null when the text is anything else.
 */
export function parseArguments(text: string): readonly Argument[] | null {
  const parsed: Argument[] = [];
  for (let rest = text; parsed.length < MAX_ARGUMENTS; ) {
    const match = ARGUMENT.exec(rest);
    if (!match) return null;
    parsed.push(argumentOf(match[1], match[2]));
    rest = rest.slice(match[0].length);
    if (rest === '') return parsed;
    if (!rest.startsWith(',')) return null;
    rest = rest.slice(1);
  }
  return null;
}

function argumentOf(quoted: string | undefined, digits: string | undefined): Argument {
  if (quoted !== undefined) return { kind: 'text', value: quoted };
  if (digits !== undefined) return { kind: 'number', value: Number(digits) };
  return { kind: 'absent' };
}

/** The string argument, or null when it is something else or longer than `maxBytes`. */
export function textArgument(argument: Argument | undefined, maxBytes: number): string | null {
  return argument?.kind === 'text' && argument.value.length <= maxBytes ? argument.value : null;
}

/** The numeric argument, or null when it is something else or outside `min`..`max`. */
export function numberArgument(argument: Argument | undefined, min: number, max: number): number | null {
  return argument?.kind === 'number' && argument.value >= min && argument.value <= max
    ? argument.value
    : null;
}
