import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { NO_FILTER } from '../../../shared/log/filter.ts';
import type { LogRow as Row, LogRows } from '../../store/log-rows.ts';
import type { LogTarget } from '../../store/window-state.ts';
import { useSay } from '../../texts.ts';
import { useActions, useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { LogRow } from './LogRow.tsx';

/** Height of a row in CSS pixels; the same in `bench.module.css`. */
const ROW_HEIGHT = 20;
/** Nearer to the end than this counts as at the end. */
const NEAR_END = ROW_HEIGHT * 1.5;

/** The rows in sight. Follows the newest one until somebody scrolls away from it. */
export function LogList({ rows }: { readonly rows: LogRows }) {
  const say = useSay();
  const { setLog } = useActions();
  const { follow, hex, target } = useWindow(({ log }) => log);
  const scroller = useRef<HTMLDivElement>(null);
  const { count } = rows;
  const isFiltered = useWindow(({ log }) => log.filter.search !== '' || log.filter.show !== 'all');
  const list = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (follow && element !== null) element.scrollTop = element.scrollHeight;
  }, [follow, count]);
  // A banner or a window that is made smaller takes from the room of the newest line.
  useEffect(() => {
    const element = scroller.current;
    if (element === null || !follow) return;
    const observer = new ResizeObserver(() => {
      element.scrollTop = element.scrollHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [follow]);
  const aimed = target === null ? null : rows.indexOf(target.runId, target.no);
  const isRange = target?.last !== undefined && target.last > target.no;
  useEffect(() => {
    if (aimed !== null) list.scrollToIndex(aimed, { align: isRange ? 'start' : 'auto' });
  }, [aimed, isRange, list]);
  /** Shows a line in full. The keyboard reaches the lines of a step in its detail. */
  const point = ({ run, entry }: Row) => {
    if (entry.kind === 'line') setLog({ target: { runId: run.runId, no: entry.no } });
  };
  const scrolled = () => {
    const element = scroller.current;
    if (element === null) return;
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    if (isAtEnd !== follow) setLog({ follow: isAtEnd });
  };
  return (
    // oxlint-disable-next-line no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div ref={scroller} className={classes.lines} tabIndex={0} role="log" aria-live="off" onScroll={scrolled}>
      {count === 0 && (
        <p className={classes.emptyLog}>
          {isFiltered ? say('window.log.nothingFound') : say('window.log.empty')}{' '}
          {isFiltered && (
            <button
              type="button"
              className={classes.inlineLink}
              onClick={() => setLog({ filter: NO_FILTER })}
            >
              {say('window.log.showAll')}
            </button>
          )}
        </p>
      )}
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const row = rows.at(index);
          return row === null ? null : (
            // oxlint-disable-next-line click-events-have-key-events, no-static-element-interactions -- a click more than the keyboard needs: the detail of the step has the same lines as buttons
            <div
              key={index}
              className={classes.place}
              style={{ transform: `translateY(${start}px)` }}
              onClick={() => point(row)}
            >
              <LogRow row={row} hex={hex} aimed={index === aimed || isMeant(target, row)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}

/** Whether a row is one of those that were pointed at. */
function isMeant(target: LogTarget | null, { run, entry }: Row): boolean {
  if (target === null || entry.kind !== 'line' || run.runId !== target.runId) return false;
  return entry.no >= target.no && entry.no <= (target.last ?? target.no);
}
