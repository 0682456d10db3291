import { type CommandLine, MASK } from './command-line.ts';

/** Commands typed by hand: which of their arguments are secrets. */

/** Names of commands with the positions of their secret arguments, counted from 0; they lie side by side. */
const SECRET_ARGUMENTS: Readonly<
  Record<string, { readonly at: readonly number[]; readonly source: string }>
> = {
  '+CPIN': { at: [0, 1], source: '27.007 8.3: PIN or PUK, and the new PIN' },
  '+CLCK': { at: [2], source: '27.007 7.4' },
  '+CPWD': { at: [1, 2], source: '27.007 7.5' },
  '+CGAUTH': { at: [3], source: '27.007 10.1.31' },
  '+CSTT': { at: [2], source: 'protocol.md 3 Q29' },
  '+MCONFIG': { at: [2], source: 'document row 12' },
};

interface TypedCommand {
  readonly command: CommandLine;
  /**
   * What must be masked wherever it appears: each secret, and where one is not quoted, so that short digits would not
   * be known for it, also the piece of the line that it stands in.
   */
  readonly secrets: readonly string[];
}

/** A typed line ready to be sent, and the secrets in it; null when it cannot be sent: empty, or with a control character. */
export function typedCommand(typed: string): TypedCommand | null {
  const line = typed.trim();
  // oxlint-disable-next-line no-control-regex -- CR and LF would make two commands of it, the others edit the line
  if (line === '' || /[\u0000-\u001f\u007f]/.test(line)) return null;
  const secrets: string[] = [];
  let shown = '';
  let end = 0;
  for (const given of knownCommands(narrowed(line))) {
    const spans = secretsAmong(given).filter(({ from }) => from >= end);
    for (const { from, to } of spans) {
      shown += `${line.slice(end, from)}"${MASK}"`;
      end = to;
      secrets.push(unquoted(line.slice(from, to)));
    }
    secrets.push(...surroundings(line, spans));
  }
  return { command: { line, shown: shown + line.slice(end) }, secrets };
}

/** Positions in a line, the second one exclusive. */
interface Span {
  readonly from: number;
  readonly to: number;
}

/** A command that may be given secrets, in the line it stands in. */
interface Given {
  readonly line: string;
  readonly secretAt: readonly number[];
  readonly args: { from: number; to: number }[];
}

/**
 * A string, a separator, or the name of an extended command that is given arguments. Extended commands follow each
 * other behind `;`, and basic ones, as in `ATE0+CPIN=…`, behind nothing. V.250 sections 5.2.1, 5.4.2.2, 5.4.4.
 */
const TOKEN = /"[^"]*"?|[;,]|\+[^"=+;,]*=/g;

/** Every command of the table in a line, with its arguments as they stand. */
function knownCommands(line: string): readonly Given[] {
  const known: Given[] = [];
  let open: Given | null = null;
  for (const { 0: token, index } of line.matchAll(TOKEN)) {
    const row = token.startsWith('+') ? SECRET_ARGUMENTS[nameOf(token)] : undefined;
    if (row === undefined && token !== ',' && token !== ';') continue;
    const last: { to: number } | undefined = open?.args.at(-1);
    if (last !== undefined) last.to = index;
    if (token === ';') open = null;
    if (row !== undefined) {
      open = { line, secretAt: row.at, args: [] };
      known.push(open);
    }
    open?.args.push({ from: index + token.length, to: line.length });
  }
  return known;
}

/** A whole string, be its end missing, or no quotation mark at all. */
const CLEAR = /^(?:"[^"]*"?|[^"]*)$/;
/** What is given where there is nothing to hide: nothing, the question for what may be given, an empty string. */
const NO_SECRET = /^(?:\??|"")$/;

/** The arguments to be masked, without the blanks around them. */
function secretsAmong({ line, secretAt, args }: Given): readonly Span[] {
  const spans: Span[] = [];
  for (const [index, arg] of args.entries()) {
    const { from, to } = withoutBlanks(line, arg);
    const text = line.slice(from, to);
    if (index > Math.max(...secretAt)) break;
    // Where a string with a quotation mark in it ends is anybody's guess: all the rest may belong to a secret.
    if (!CLEAR.test(text)) return [...spans, { from, to: line.length }];
    if (secretAt.includes(index) && !NO_SECRET.test(text)) spans.push({ from, to });
  }
  return spans;
}

/** `+cpin =` → `+CPIN`; blanks are for the eye only. V.250 section 5.2.1. */
function nameOf(token: string): string {
  return token.slice(0, -1).replace(/\s/g, '').toUpperCase();
}

function withoutBlanks(line: string, { from, to }: Span): Span {
  const text = line.slice(from, to);
  const start = to - text.trimStart().length;
  return { from: start, to: start + text.trim().length };
}

/** The line as a command that was typed with a Chinese keyboard was meant, character by character. */
function narrowed(line: string): string {
  const narrow = line.replace(/[\uff01-\uff5e]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0));
  return narrow.replace(/[\u201c\u201d\u201e\u2033]/g, '"');
}

const QUOTES = /^["\u201c\u201d\u201e\u2033\uff02]|["\u201c\u201d\u201e\u2033\uff02]$/g;

function unquoted(argument: string): string {
  return argument.replace(QUOTES, '') || argument;
}

/** From here on a text is recognised wherever it stands, quoted or not, unless it is digits alone. */
const DISTINCT = 4;

/** The piece of the line that holds all secrets of a command; nothing where each of them is quoted. */
function surroundings(line: string, spans: readonly Span[]): readonly string[] {
  const first = spans[0]?.from ?? 0;
  const last = spans.at(-1)?.to ?? 0;
  const areQuoted = spans.every(({ from, to }) => /^"[^"]+"$/.test(line.slice(from, to)));
  if (areQuoted) return [];
  const length = Array.from(line.slice(first - 1, last)).length;
  return [Array.from(line.slice(0, last)).slice(-Math.max(length, DISTINCT)).join('')];
}
