import { useEffect, useMemo, useSyncExternalStore } from 'react';
import { useSay } from '../../../texts.ts';
import { useLog, useWindow } from '../../../window-context.ts';
import { ConsoleLine } from '../../console/ConsoleLine.tsx';
import { finder } from './found.ts';
import { LineInFull } from './LineInFull.tsx';
import classes from './log.module.css';
import { LogList } from './LogList.tsx';
import { LogRow } from './LogRow.tsx';
import { LogToolbar } from './LogToolbar.tsx';
import { LogState } from './LogState.tsx';

/** Every byte both ways, and the console below it. Folded away it keeps the newest line. */
export function LogPanel() {
  const say = useSay();
  const collapsed = useWindow(({ log }) => log.collapsed);
  return (
    <section className={classes.log} aria-label={say('window.log')}>
      <div>
        <LogToolbar />
        <LogState />
      </div>
      {collapsed ? <NewestLine /> : <LogList />}
      <div>{!collapsed && <LineInFull />}</div>
      <ConsoleLine />
    </section>
  );
}

/** What is left of a log that is folded away: its newest line, and how much went wrong. */
function NewestLine() {
  const say = useSay();
  const { feed } = useLog();
  useSyncExternalStore(feed.subscribe, feed.version);
  const { sheet } = feed;
  useEffect(() => feed.look({ from: 0, to: 1, anchor: 0, anchorPx: 0 }), [feed]);
  const { hex, time } = useWindow(({ log }) => log);
  const segments = useWindow((state) => state.segments);
  const find = useMemo(() => finder(sheet.filter), [sheet.filter]);
  const newest = sheet.at(sheet.count - 1);
  const began = segments.find(({ runId }) => runId === newest?.runId)?.state.startedAtMs ?? 0;
  const refusals = segments.reduce((sum, { state }) => sum + state.refusals, 0);
  return (
    <div className={classes.newest}>
      {newest?.row != null && (
        <LogRow row={newest.row} startedAtMs={began} hex={hex} time={time} find={find} />
      )}
      {refusals > 0 && (
        <span className={classes.refusals}>{say('window.log.refusals', { count: refusals })}</span>
      )}
    </div>
  );
}
