import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useLayoutEffect, useRef } from 'react';
import type { LogRows } from '../../store/log-rows.ts';
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
  const aimed = target === null ? null : rows.indexOf(target.runId, target.no);
  useEffect(() => {
    if (aimed !== null) list.scrollToIndex(aimed, { align: 'center' });
  }, [aimed, list]);
  const scrolled = () => {
    const element = scroller.current;
    if (element === null) return;
    const isAtEnd = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END;
    if (isAtEnd !== follow) setLog({ follow: isAtEnd });
  };
  return (
    // oxlint-disable-next-line no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <div ref={scroller} className={classes.lines} tabIndex={0} role="log" aria-live="off" onScroll={scrolled}>
      {count === 0 && <p className={classes.emptyLog}>{say('window.log.empty')}</p>}
      <div style={{ height: list.getTotalSize(), position: 'relative' }}>
        {list.getVirtualItems().map(({ index, start }) => {
          const row = rows.at(index);
          return row === null ? null : (
            <div key={index} className={classes.place} style={{ transform: `translateY(${start}px)` }}>
              <LogRow row={row} hex={hex} aimed={index === aimed} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
