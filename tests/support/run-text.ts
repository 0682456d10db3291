import type { RecordStore } from '../../electron/records/index.ts';
import { readRunPage } from '../../electron/service/run-feed.ts';
import { NO_HEAD, reduceHead, textHeader, TextLines } from '../../shared/log/export.ts';
import type { LogPage } from '../../shared/log/log-entry.ts';

/** The text log of a run, from its pages. */
export async function runText(store: Pick<RecordStore, 'readPage'>, runId: string): Promise<string> {
  const pages: LogPage[] = [];
  for (let [afterSeq, afterOrdinal, more] = [0, 0, true]; more; ) {
    const read = await readRunPage(store, { runId, afterSeq, afterOrdinal, limit: 500 });
    if (!read.ok) throw new Error(read.fault.kind);
    pages.push(read.page);
    ({ seq: afterSeq, ordinal: afterOrdinal, more } = read.page);
  }
  const head = pages.reduce(reduceHead, NO_HEAD);
  const lines = new TextLines(head.state.startedAtMs);
  return [...textHeader(head), ...pages.flatMap((page) => [...lines.of(page)]), ...lines.rest()].join('');
}
