import type { Clock } from '../../shared/clock.ts';
import type { RunHead, RunPage } from '../../shared/contract.ts';
import { binaryOf } from '../../shared/log/binary.ts';
import type { PageQuery, RecordFault, RecordStore } from '../records/index.ts';
import type { Commissioner } from './commissioner.ts';
import { News } from './news.ts';

/** The record of runs as a window follows it: it is told how far the record reaches, and takes pages when it can. */

/**
 * How far a run's record reaches, at once and whenever it has grown; ends when the run is over and recorded to its end.
 * Of one that is over, facts may still come: those that waited for a record that could not be written.
 */
export async function* followHead(
  commissioner: Commissioner,
  runId: string,
  clock: Clock,
  signal: AbortSignal,
): AsyncGenerator<RunHead> {
  const bay = commissioner.bayOfRun(runId);
  if (bay === null) {
    yield { seq: 0, ordinal: 0, live: false };
    return;
  }
  const news = new News<'grown'>();
  const unfollow = commissioner.followHeads((grown) => {
    if (grown === bay) news.add('grown');
  });
  try {
    news.add('grown');
    for await (const _ of news.follow(clock, signal)) {
      const { isWhole } = bay;
      yield { ...bay.head, live: !bay.over };
      if (isWhole) return;
    }
  } finally {
    unfollow();
  }
}

/** No record comes to a piece of this number: behind it there are none to be read. */
const BEHIND_THE_TRACE = Number.MAX_SAFE_INTEGER;

interface WirePageQuery extends PageQuery {
  /** With the bytes; without them the position in the trace stays where it is. */
  readonly trace?: boolean;
}

/** A page of a run's record in the form that crosses to a window. */
export async function readRunPage(
  store: Pick<RecordStore, 'readPage'>,
  { trace: isWithBytes = true, ...query }: WirePageQuery,
): Promise<
  { readonly ok: true; readonly page: RunPage } | { readonly ok: false; readonly fault: RecordFault }
> {
  const afterOrdinal = isWithBytes ? query.afterOrdinal : BEHIND_THE_TRACE;
  const result = await store.readPage({ ...query, afterOrdinal });
  if (!result.ok) return result;
  const { events, damaged, trace, seq, more } = result.page;
  const ordinal = isWithBytes ? result.page.ordinal : query.afterOrdinal;
  const pieces = trace.map((item) =>
    item.direction === 'dropped' ? item : { ...item, bytes: binaryOf(item.bytes) },
  );
  const lost = damaged.length === 0 ? {} : { damaged: damaged.map((fact) => fact.seq) };
  return { ok: true, page: { events: [...events], trace: pieces, ...lost, seq, ordinal, more } };
}
