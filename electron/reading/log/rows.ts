import { type LineRow, type LogRow, ROW_BYTES } from '../../../shared/log-view.ts';
import type { Repeats } from './folds.ts';
import type { RunLog } from './run-log.ts';
import type { View } from './view.ts';

/** What stands at a place in the log, as a row that follows another one; null where its fact can no longer be read. */
export function rowAt(
  log: RunLog,
  index: number,
  before: number | null,
  repeats: Repeats | null = null,
): LogRow | null {
  const entry = log.entryAt(index);
  if (entry === null) return null;
  const placed = {
    elapsedMs: entry.elapsedMs,
    step: log.columns.stepAt(index),
    beforeMs: before === null ? null : log.columns.timeAt(before),
  };
  if (entry.kind === 'note') return { kind: 'note', event: entry.event, ...placed };
  const { no, direction, bytes, open, unsolicited } = entry;
  const line: LineRow = {
    kind: 'line',
    no,
    direction,
    bytes: bytes.slice(0, ROW_BYTES),
    length: bytes.length,
    open,
    unsolicited,
    repeats,
    ...placed,
  };
  return line;
}

/** Rows of a view from one on. */
export function rowsOf(log: RunLog, view: View, from: number, count: number): readonly LogRow[] {
  const rows: LogRow[] = [];
  let before = view.entryOf(from - 1);
  for (let row = from; row < from + count; row += 1) {
    const index = view.entryOf(row);
    const shown = index === null ? null : rowAt(log, index, before, view.repeatsAt(index));
    if (shown === null) break;
    rows.push(shown);
    before = index;
  }
  return rows;
}

/** Entries one behind the other as rows, each after the one ahead of it; the first has none ahead. */
export function rowsAt(log: RunLog, places: readonly number[], ahead: number | null): readonly LogRow[] {
  return places.flatMap((index, at) => rowAt(log, index, at === 0 ? ahead : (places[at - 1] ?? null)) ?? []);
}
