import { useMemo, useSyncExternalStore } from 'react';
import { useSay } from '../../../texts.ts';
import { useActions, useLog, useWindow } from '../../../window-context.ts';
import { CopyDialog } from './CopyDialog.tsx';
import { EmptyLog } from './EmptyLog.tsx';
import { finder } from './found.ts';
import classes from './log.module.css';
import { LogRow, rowId } from './LogRow.tsx';
import { BEYOND, ROW_HEIGHT } from './scroll-track.ts';
import { isSelected } from './selection.ts';
import { useCopy } from './use-copy.ts';
import { useScroll } from './use-scroll.ts';
import { useSelection } from './use-selection.ts';
import { isMeant, useFocusSeen, usePlacing, useSight } from './use-sight.ts';

/** The rows in sight, of however many there are. Follows the newest one until somebody moves away from it. */
export function LogList() {
  const say = useSay();
  const { setLog } = useActions();
  const { feed } = useLog();
  useSyncExternalStore(feed.subscribe, feed.version);
  const { sheet } = feed;
  const { count } = sheet;
  const { follow, hex, time, target, filter } = useWindow(({ log }) => log);
  const segments = useWindow((state) => state.segments);
  const scroll = useScroll(feed, follow);
  const { track, top, sight } = scroll;
  const { attach } = scroll.position;
  const copy = useCopy(sheet);
  const { selection, press, begin, move, release } = useSelection({
    feed,
    scroll,
    onPoint: (place) => {
      const at = sheet.at(place);
      if (at?.row?.kind === 'line') setLog({ target: { runId: at.runId, no: at.row.no } });
    },
    onCopy: (rows) => void copy.start(rows),
    onEscape: () => setLog({ target: null }),
    onEnd: () => setLog({ follow: true }),
  });
  const first = Math.max(0, Math.floor(top / ROW_HEIGHT) - BEYOND);
  const end = Math.min(count, Math.ceil((top + sight) / ROW_HEIGHT) + BEYOND);
  const focus = selection?.focus ?? null;
  useSight(feed, { from: first, to: end }, focus, scroll);
  usePlacing(feed, scroll);
  useFocusSeen(focus, scroll);
  const find = useMemo(() => finder(filter), [filter]);
  const unfold = useMemo(
    () => () => setLog({ filter: { ...filter, folded: false }, follow: false }),
    [filter, setLog],
  );
  const began = (runId: string) => segments.find((run) => run.runId === runId)?.state.startedAtMs ?? 0;
  const places = Array.from({ length: Math.max(0, end - first) }, (_, index) => first + index);
  return (
    <div className={classes.body} role="log" aria-live="off">
      {count === 0 && <EmptyLog />}
      {/* oxlint-disable-next-line no-static-element-interactions -- a grid as soon as there is a row */}
      <div
        ref={attach}
        className={classes.lines}
        data-hex={hex || undefined}
        // oxlint-disable-next-line no-noninteractive-tabindex -- rows are chosen in it by keyboard
        tabIndex={0}
        {...(count > 0 && {
          role: 'grid',
          'aria-label': say('logView.rows'),
          'aria-rowcount': count,
          'aria-multiselectable': true,
        })}
        {...(focus !== null && { 'aria-activedescendant': rowId(focus) })}
        onKeyDown={press}
        onPointerDown={begin}
        onPointerMove={move}
        onPointerUp={release}
      >
        <div style={{ height: track.height }}>
          <div className={classes.stage} style={{ height: Math.min(sight, track.height) }}>
            <div
              {...(count > 0 && { role: 'rowgroup' })}
              style={{ transform: `translateY(${first * ROW_HEIGHT - top}px)` }}
            >
              {places.map((place) => {
                const at = sheet.at(place);
                return at === null || at.row === null ? (
                  <div key={place} className={classes.blank} aria-hidden="true">
                    <i />
                  </div>
                ) : (
                  <LogRow
                    key={place}
                    row={at.row}
                    place={place}
                    startedAtMs={began(at.runId)}
                    hex={hex}
                    time={time}
                    find={find}
                    aimed={isMeant(target, at.runId, at.row)}
                    selected={isSelected(selection, place)}
                    focused={place === focus}
                    onUnfold={unfold}
                  />
                );
              })}
            </div>
          </div>
        </div>
      </div>
      {copy.long !== null && (
        <CopyDialog copy={copy.long} onConfirm={() => void copy.confirm()} onCancel={copy.cancel} />
      )}
    </div>
  );
}
