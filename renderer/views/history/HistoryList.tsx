import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { RowsView, RunRows } from '../../service/run-rows.ts';
import { DayBand } from './DayBand.tsx';
import { dateOf } from './dates.ts';
import classes from './history.module.css';
import { useHistory } from './history-store.ts';
import { ListHead } from './ListHead.tsx';
import { RunRow, rowId } from './RunRow.tsx';
import { useSayHistory } from './texts.ts';
import { useListKeys } from './use-list-keys.ts';
import { useSteadyRows } from './use-steady-rows.ts';

/** Heights in CSS pixels; the same in `history.module.css`. */
const ROW = 32;
/** The names of the columns, and the day above the rows. */
const HEAD = 58;

/** More rows than a browser can lay out below each other; who has as many must narrow them down. */
export const MOST_ROWS = 500_000;

interface HistoryListProps {
  readonly rows: RunRows;
  readonly view: RowsView;
}

/** The runs in sight, newest first. */
export function HistoryList({ rows, view }: HistoryListProps) {
  const sayHistory = useSayHistory();
  const scroller = useRef<HTMLDivElement>(null);
  const count = Math.min(view.count, MOST_ROWS);
  const active = useHistory((state) => Math.min(state.active, count - 1));
  const list = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    scrollPaddingStart: HEAD,
    initialOffset: useHistory.getState().scrolledTo,
  });
  const items = list.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useEffect(() => rows.want(first, last), [rows, first, last]);
  // Another query begins where it should; the same one where it was left.
  useLayoutEffect(() => {
    if (scroller.current !== null) scroller.current.scrollTop = useHistory.getState().scrolledTo;
  }, [rows]);
  useSteadyRows(rows, view, ROW, scroller);
  const { press, click } = useListKeys({
    rows,
    count,
    page: Math.max(1, Math.floor((list.scrollRect?.height ?? 0) / ROW) - 3),
    show: (index) => list.scrollToIndex(index),
    list: scroller,
  });
  const top = Math.min(count - 1, Math.max(0, Math.floor((list.scrollOffset ?? 0) / ROW)));
  return (
    <div
      ref={scroller}
      className={classes.list}
      role="grid"
      tabIndex={0}
      aria-label={sayHistory('history.list')}
      aria-multiselectable="true"
      aria-rowcount={count + 1}
      aria-activedescendant={rowId(active)}
      onKeyDown={press}
      onScroll={({ currentTarget }) => useHistory.setState({ scrolledTo: currentTarget.scrollTop })}
    >
      <ListHead />
      <DayBand run={rows.at(top) ?? null} />
      <div role="rowgroup" style={{ height: list.getTotalSize(), position: 'relative' }}>
        {items.map(({ index, start }) => (
          <RunRow
            key={index}
            run={rows.at(index)}
            index={index}
            top={start}
            isActive={index === active}
            startsDay={startsDay(rows, index)}
            onClick={click}
          />
        ))}
      </div>
      {view.count > MOST_ROWS && (
        <p className={classes.beyond}>{sayHistory('history.beyond', { count: MOST_ROWS })}</p>
      )}
    </div>
  );
}

/** Whether the row above it is of another day. */
function startsDay(rows: RunRows, index: number): boolean {
  const [above, here] = [rows.at(index - 1)?.startedAtMs, rows.at(index)?.startedAtMs];
  return index > 0 && above != null && here != null && dateOf(above) !== dateOf(here);
}
