import { expect } from 'vitest';
import type { RecordStore, TraceItem } from '../../../electron/records/index.ts';
import type { RunEvent } from '../../../shared/events.ts';

/** What was read of a run. */
interface Read {
  readonly events: readonly RunEvent[];
  readonly trace: readonly TraceItem[];
}

/** What follows a position. */
export async function pageOf(
  store: RecordStore,
  runId: string,
  afterSeq: number,
  afterOrdinal: number,
  limit: number,
) {
  const result = await store.readPage({ runId, afterSeq, afterOrdinal, limit });
  if (!result.ok) throw new Error(`no page: ${JSON.stringify(result.fault)}`);
  return result.page;
}

/** Takes pages until there are no more. `seen` is called with each and all that was read before it. */
export async function pages(
  store: RecordStore,
  runId: string,
  limit: number,
  seen: (page: Read, before: Read) => void = () => {},
): Promise<Read & { readonly count: number }> {
  const events: RunEvent[] = [];
  const trace: TraceItem[] = [];
  for (let [seq, ordinal, count] = [0, 0, 1]; ; count += 1) {
    const page = await pageOf(store, runId, seq, ordinal, limit);
    expect(page.events.length).toBeLessThanOrEqual(limit);
    expect(page.trace.length).toBeLessThanOrEqual(limit);
    seen(page, { events, trace });
    events.push(...page.events);
    trace.push(...page.trace);
    if (!page.more) return { events, trace, count };
    expect(page.seq + page.ordinal, 'a page with more behind it').toBeGreaterThan(seq + ordinal);
    [seq, ordinal] = [page.seq, page.ordinal];
  }
}
