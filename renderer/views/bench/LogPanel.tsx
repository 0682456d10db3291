import { useMemo } from 'react';
import { NO_FILTER } from '../../../shared/log/filter.ts';
import { LogRows } from '../../store/log-rows.ts';
import { useSay } from '../../texts.ts';
import { useWindow } from '../../window-context.ts';
import classes from './bench.module.css';
import { ConsoleLine } from '../console/ConsoleLine.tsx';
import { LineInFull } from './LineInFull.tsx';
import { LogList } from './LogList.tsx';
import { LogRow } from './LogRow.tsx';
import { LogToolbar } from './LogToolbar.tsx';
import { entryWords } from '../../../shared/log/entry-words.ts';

/** Every byte both ways, and the console below it. Folded away it keeps the newest line. */
export function LogPanel() {
  const say = useSay();
  const segments = useWindow((state) => state.segments);
  const { filter, collapsed, hex } = useWindow(({ log }) => log);
  const rows = useMemo(() => new LogRows(NO_FILTER, (entry) => entryWords(say, entry)), [say]);
  rows.update(segments, filter);
  const newest = rows.newest();
  const refusals = segments.reduce((sum, { state }) => sum + state.refusals, 0);
  return (
    <section className={classes.log} aria-label={say('window.log')}>
      <LogToolbar />
      {collapsed ? (
        <div className={classes.newest}>
          {newest === null ? null : <LogRow row={newest} hex={hex} />}
          {refusals > 0 && (
            <span className={classes.refusals}>{say('window.log.refusals', { count: refusals })}</span>
          )}
        </div>
      ) : (
        <LogList rows={rows} />
      )}
      <div>{!collapsed && <LineInFull />}</div>
      <ConsoleLine />
    </section>
  );
}
