import { readRunPage } from '../../../electron/service/run-feed.ts';
import { entryWords } from '../../../shared/log/entry-words.ts';
import { entryTest, NO_FILTER } from '../../../shared/log/filter.ts';
import { LogBook } from '../../../shared/log/log-book.ts';
import { translator } from '../../../shared/messages/index.ts';
import type { Samples } from '../child.ts';
import { FILTERS, opened } from './log-view.ts';
import { throwFault } from './station.ts';

const ROUNDS = 3;
const PAGE_LIMIT = 500;

/** The same log as the window once had it: every entry an object, looked at one by one. */
export async function measureLogInMemory(path: string): Promise<Samples> {
  const store = await opened(path);
  globalThis.gc?.();
  const residentMb = process.memoryUsage().rss / 1e6;
  const beganMs = performance.now();
  const book = new LogBook();
  for (let at = { afterSeq: 0, afterOrdinal: 0 }; ; ) {
    const read = await readRunPage(store, { runId: 'long', ...at, limit: PAGE_LIMIT });
    if (!read.ok) return throwFault(read.fault);
    book.append(read.page);
    if (!read.page.more) break;
    at = { afterSeq: read.page.seq, afterOrdinal: read.page.ordinal };
  }
  const indexMs = [performance.now() - beganMs];
  const grownMb = [process.memoryUsage().rss / 1e6 - residentMb];
  const filters = measureFilters(book);
  await store.close();
  return { indexMs, grownMb, ...filters };
}

function measureFilters(book: LogBook): Samples {
  const say = translator('en');
  const samples: Record<string, number[]> = {};
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [name, filter] of Object.entries(FILTERS)) {
      const beganMs = performance.now();
      const isShown = entryTest({ ...NO_FILTER, ...filter(round) }, book, (entry) => entryWords(say, entry));
      const rows: number[] = [];
      for (const [index, entry] of book.entries.entries()) if (isShown(entry)) rows.push(index);
      (samples[`${name}Ms`] ??= []).push(performance.now() - beganMs);
    }
  return samples;
}
