import type { Selectable } from 'kysely';
import type { TraceItem } from './batch.ts';
import { MOST_NAMED, missingNumbers } from './missing-numbers.ts';
import type { TraceTable } from './schema.ts';

export interface TraceList {
  /** In order of time. */
  readonly items: readonly TraceItem[];
  /** Ordinals at which nothing, or nothing of a known kind, stands; of missing ones only so many. */
  readonly damaged: readonly number[];
}

/** The byte trace in a run's rows, which are given in order of `ordinal` from `first` on. */
export function traceOf(rows: readonly Selectable<TraceTable>[], first = 1): TraceList {
  const items: TraceItem[] = [];
  const damaged: number[] = [];
  let expected = first;
  for (const row of rows) {
    damaged.push(...missingNumbers(expected, row.ordinal, MOST_NAMED - damaged.length));
    expected = row.ordinal + 1;
    const item = itemOf(row);
    if (item === null) damaged.push(row.ordinal);
    else items.push(item);
  }
  return { items, damaged };
}

function itemOf(row: Selectable<TraceTable>): TraceItem | null {
  const { direction, bytes, elapsed_ms: elapsedMs } = row;
  if (direction === 'sent' || direction === 'received') return { direction, bytes, elapsedMs };
  if (direction !== 'dropped' || row.dropped_chunks === null || row.dropped_bytes === null) return null;
  return { direction, elapsedMs, droppedChunks: row.dropped_chunks, droppedBytes: row.dropped_bytes };
}
