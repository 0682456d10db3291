import type { Translate } from '../../shared/messages/index.ts';

/** Where a command writes; the tests give their own. */
export interface Output {
  /** One line on standard output. */
  line(text: string): void;
  /** The current line of a terminal, to be replaced by whatever is written next; at most `width` columns. */
  live(text: string): void;
  /** One line on standard error. */
  error(text: string): void;
  /** Columns of the terminal that can redraw its line; null where standard output is none. */
  readonly width: number | null;
  /** Aborted when whoever read standard output went away (`| head`). */
  readonly readerGone: AbortSignal;
  readonly say: Translate;
}

const CLEAR_LINE = '\r\u001b[K';

/** The process's own streams. A reader that went away is no fault; anything else that loses output is told once. */
export function processOutput(say: Translate): Output {
  const { stdout, stderr } = process;
  const readerGone = new AbortController();
  let isLive = false;
  const cleared = () => {
    const clear = isLive ? CLEAR_LINE : '';
    isLive = false;
    return clear;
  };
  const error = (text: string) => {
    stdout.write(cleared());
    stderr.write(`${text}\n`);
  };
  stderr.on('error', () => {});
  stdout.once('error', (fault: NodeJS.ErrnoException) => {
    if (fault.code === 'EPIPE') readerGone.abort();
    else error(say('cli.outputFailed', { code: fault.code ?? 'EIO' }));
  });
  // Every further write fails in the same way.
  stdout.on('error', () => {});
  return {
    line: (text) => stdout.write(`${cleared()}${text}\n`),
    live: (text) => {
      stdout.write(`${cleared()}${text}`);
      isLive = true;
    },
    error,
    get width() {
      return stdout.isTTY ? stdout.columns : null;
    },
    readerGone: readerGone.signal,
    say,
  };
}
