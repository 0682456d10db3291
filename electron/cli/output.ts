import type { Translate } from '../../shared/messages/index.ts';

/** Where a command writes; the tests give their own. */
export interface Output {
  /** One line on standard output. */
  line(text: string): void;
  /** Text without a line end, for a terminal's current line. */
  raw(text: string): void;
  /** One line on standard error. */
  error(text: string): void;
  /** Whether standard output is a terminal that can redraw its line. */
  readonly isTerminal: boolean;
  readonly say: Translate;
}

/** The process's own streams. A reader that went away (`| head`) is no fault of ours. */
export function processOutput(say: Translate): Output {
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return {
    line: (text) => process.stdout.write(`${text}\n`),
    raw: (text) => process.stdout.write(text),
    error: (text) => process.stderr.write(`${text}\n`),
    isTerminal: process.stdout.isTTY,
    say,
  };
}
