import { isAnswer, withoutBrackets } from './line-texts.ts';
import type { Marking, Marks } from './mark-forms.ts';
import { isPlainCommand } from './observed-command.ts';

/** What a log writes before its lines, found by what stands behind it. */
export interface LearnedMarks {
  readonly marks: Marks;
  /** Lines of the sample that it was found before. */
  readonly useful: number;
  readonly marking: Exclude<Marking, 'none'>;
}

/** A prefix is no longer than this, and a log has no more of them. */
const LONGEST_PREFIX = 96;
const SHAPES_KEPT = 48;
/** Of the lines behind a mark of one side, this part at most may be of the other one: commands that are quoted. */
const STRAY = 0.1;

interface Count {
  commands: number;
  answers: number;
}

const NEVER = /(?!)/;

/** The prefixes of lines whose text is known for a command or an answer; null where lines have none. */
export function learnedMarks(lines: readonly string[]): LearnedMarks | null {
  const counts = new Map<string, Count>();
  const bare = { commands: 0, answers: 0 };
  for (const line of lines) {
    const found = knownPart(line);
    if (found?.at === 0) add(bare, found.isCommand);
    else if (found !== null) count(counts, shapeOf(line.slice(0, found.at)), found.isCommand);
  }
  const shapes = [...counts].filter(([, { commands, answers }]) => commands + answers > 1);
  const { commands, answers } = shapes.reduce(
    (sum, [, each]) => ({ commands: sum.commands + each.commands, answers: sum.answers + each.answers }),
    { commands: 0, answers: 0 },
  );
  // What stands before a few lines alone is no mark, but a part of them.
  if (commands > 0 ? bare.commands > commands : bare.commands === 0 || bare.answers > answers) return null;
  // Where nothing is answered, nobody knows what would stand before an answer.
  const marking = answers + bare.answers === 0 ? 'separator' : markingOf(shapes.map(([, each]) => each));
  const isTelling = marking !== 'separator';
  const sent = shapes.filter(([, each]) => !isTelling || isSent(each));
  const received = shapes.filter(([, each]) => isTelling && isReceived(each));
  return { marks: { sent: oneOf(sent), received: oneOf(received) }, useful: commands + answers, marking };
}

const isSent = ({ commands, answers }: Count): boolean => answers <= commands * STRAY;
const isReceived = ({ commands, answers }: Count): boolean => commands <= answers * STRAY;

function markingOf(counts: readonly Count[]): LearnedMarks['marking'] {
  if (!counts.every((each) => isSent(each) || isReceived(each))) return 'separator';
  if (!counts.some(isReceived)) return 'sent';
  return counts.some(isSent) ? 'both' : 'received';
}

function add(to: Count, isCommand: boolean): void {
  if (isCommand) to.commands += 1;
  else to.answers += 1;
}

function count(counts: Map<string, Count>, shape: string, isCommand: boolean): void {
  const known = counts.get(shape);
  if (known === undefined && counts.size >= SHAPES_KEPT) return;
  const each = known ?? { commands: 0, answers: 0 };
  add(each, isCommand);
  counts.set(shape, each);
}

/** Where a known text may begin: at the beginning, behind a blank or a sign. */
const BOUNDARY = /[\s:>\])}|,;"'<=~–—→←：】）-]/;

const BRACKET = /[[({【]/;
/** What a firmware waits for is not said yet. */
const EXPECTED = /\b(?:wait|expect|until|want)|等待|期待|期望/i;

/** The first part of a line that is a command or an answer, whole to the end of the line. */
function knownPart(line: string): { readonly at: number; readonly isCommand: boolean } | null {
  const end = Math.min(line.length, LONGEST_PREFIX);
  const start = line.length - line.trimStart().length;
  for (let at = start; at < end; at += 1) {
    if (at > start && !BOUNDARY.test(line[at - 1] ?? '') && !BRACKET.test(line[at] ?? '')) continue;
    const rest = withoutBrackets(line.slice(at).trimEnd());
    if (!/^[A-Z+*^]/i.test(rest)) continue;
    const isCommand = isPlainCommand(rest);
    if (!isCommand && EXPECTED.test(line.slice(0, at))) return null;
    if (isCommand || isAnswer(rest)) return { at: at === start ? 0 : at, isCommand };
  }
  return null;
}

/** A prefix as a pattern: numbers and blanks may be others the next time. */
function shapeOf(prefix: string): string {
  return prefix
    .trimEnd()
    .replace(/0x[0-9A-F]+|\d+|\s+|[^\w\s]/gi, (part) =>
      /^0x/i.test(part) ? '0x[0-9A-F]+' : /^\d/.test(part) ? '\\d+' : /^\s/.test(part) ? '\\s+' : `\\${part}`,
    );
}

function oneOf(shapes: readonly (readonly [string, Count])[]): RegExp {
  if (shapes.length === 0) return NEVER;
  const longestFirst = shapes.map(([shape]) => shape).sort((a, b) => b.length - a.length);
  return new RegExp(`^(?:${longestFirst.join('|')})\\s*`, 'i');
}
