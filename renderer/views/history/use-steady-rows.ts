import { type RefObject, useLayoutEffect, useRef } from 'react';
import type { RowsView, RunRows } from '../../service/run-rows.ts';
import { filtersOn, useHistory } from './history-store.ts';

/**
 * Keeps the rows that somebody looks at where they are when newer runs come above them: in a list of everything they
 * can only come there. Who looks at the newest sees them come.
 */
export function useSteadyRows(
  rows: RunRows,
  { count }: RowsView,
  rowHeight: number,
  scroller: RefObject<HTMLElement | null>,
): void {
  const before = useRef({ rows, count });
  useLayoutEffect(() => {
    const more = before.current.rows === rows ? count - before.current.count : 0;
    before.current = { rows, count };
    const { active, wanted } = useHistory.getState();
    const element = scroller.current;
    const isWhole = wanted.search === '' && filtersOn(useHistory.getState()) === 0;
    if (more <= 0 || !isWhole || element === null) return;
    if (active > 0) useHistory.setState({ active: active + more });
    if (element.scrollTop > 0) element.scrollBy(0, more * rowHeight);
  }, [rows, count, rowHeight, scroller]);
}
