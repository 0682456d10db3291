import { useEffect, useLayoutEffect, useRef } from 'react';
import type { LogRow } from '../../../../shared/log-view.ts';
import type { LogFeed } from '../../../service/log/log-feed.ts';
import type { Places } from '../../../store/log-rows.ts';
import type { LogTarget } from '../../../store/window-state.ts';
import { BEYOND, revealed, ROW_HEIGHT } from './scroll-track.ts';
import type { Scroll } from './use-scroll.ts';

/** Tells the feed what is looked at. When rows come through another filter, the one with the focus stays in place. */
export function useSight(feed: LogFeed, { from, to }: Places, focus: number | null, { top, sight }: Scroll) {
  const upper = Math.ceil(top / ROW_HEIGHT);
  const isFocusSeen = focus !== null && focus >= upper && (focus + 1) * ROW_HEIGHT <= top + sight;
  const anchor = isFocusSeen ? focus : upper;
  useEffect(() => {
    // Before there are rows, as many are wanted as there is room for.
    const room = from + Math.ceil(sight / ROW_HEIGHT) + BEYOND;
    feed.look({ from, to: Math.max(to, room), anchor, anchorPx: anchor * ROW_HEIGHT - top });
  }, [feed, from, to, sight, anchor, top]);
}

/** Brings a row into sight when the feed has found where it is. */
export function usePlacing(feed: LogFeed, scroll: Scroll): void {
  const { placing, sheet } = feed;
  const done = useRef(placing);
  useLayoutEffect(() => {
    if (placing === null || placing === done.current) return;
    const place = sheet.placeOf(placing.runId, placing.row);
    if (place === null) return;
    done.current = placing;
    const { track, top, sight, position } = scroll;
    const { at } = placing;
    if (at === 'sight') position.moveTo(revealed(track, top, place, sight));
    else position.moveTo(place * ROW_HEIGHT - (at === 'top' ? 0 : at));
  });
}

/** Keeps the row with the focus in sight when what is shown below the list takes from its room. */
export function useFocusSeen(focus: number | null, { position, track, top, sight }: Scroll): void {
  const before = useRef(sight);
  useLayoutEffect(() => {
    const had = before.current;
    before.current = sight;
    if (focus === null || sight >= had) return;
    const wasSeen = focus * ROW_HEIGHT >= top && (focus + 1) * ROW_HEIGHT <= top + had;
    if (wasSeen) position.moveTo(revealed(track, top, focus, sight));
  });
}

/** Whether a row is one of those that were pointed at. */
export function isMeant(target: LogTarget | null, runId: string, row: LogRow): boolean {
  if (target === null || row.kind !== 'line' || runId !== target.runId) return false;
  return row.no >= target.no && row.no <= (target.last ?? target.no);
}
