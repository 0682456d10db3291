import { ExportEnded } from '../exports/fault.ts';
import type { ExportTarget } from '../exports/index.ts';
import type { PagePrinter } from './shell.ts';

/**
 * Takes a report and hands it on as PDF. Null printer: there is no browser engine but the user's own.
 * @throws ExportEnded where nothing can be put onto paper
 */
export function onPaper(
  printer: PagePrinter | null,
  target: ExportTarget,
  signal: AbortSignal,
): ExportTarget {
  return async (blocks) => {
    if (printer === null) throw new ExportEnded({ kind: 'unprintable' });
    const printed = await printer.print(textsOf(blocks), signal);
    if (!printed.ok)
      throw new ExportEnded({ kind: printed.reason === 'called_off' ? 'cancelled' : 'unprintable' });
    return await target(once(printed.pdf));
  };
}

/** Decoded at once: a block may be reused when the next one is asked for. */
async function* textsOf(blocks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  for await (const block of blocks) yield decoder.decode(block, { stream: true });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
