import type { Output } from '../../../electron/cli/output.ts';
import { recordsWords } from '../../../electron/cli/records-words.ts';
import { translator } from '../../../shared/messages/index.ts';

/** What a command said, on either of its streams. */
export async function said(
  command: (output: Output, words: Awaited<ReturnType<typeof recordsWords>>) => Promise<number>,
  readerGone = new AbortController().signal,
) {
  const [out, err]: [string[], string[]] = [[], []];
  const output: Output = {
    line: (text) => out.push(text),
    live: () => {},
    error: (text) => err.push(text),
    width: null,
    readerGone,
    say: translator('en'),
  };
  return { status: await command(output, await recordsWords('en')), out, err };
}
