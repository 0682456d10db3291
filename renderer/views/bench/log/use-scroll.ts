import { useEffect, useLayoutEffect, useState, useSyncExternalStore } from 'react';
import type { LogFeed } from '../../../service/log/log-feed.ts';
import type { Places } from '../../../store/log-rows.ts';
import { useActions } from '../../../window-context.ts';
import { ScrollPosition } from './scroll-position.ts';
import { BEYOND, ROW_HEIGHT, type Track, trackOf, within } from './scroll-track.ts';

export interface Scroll {
  readonly position: ScrollPosition;
  readonly track: Track;
  /** What of the list stands at the upper edge, and how much of it is in sight; CSS pixels. */
  readonly top: number;
  readonly sight: number;
}

/** Where the list of a feed's rows stands. It follows its end until somebody moves away from it, and from when they are back. */
export function useScroll(feed: LogFeed, follow: boolean): Scroll {
  const { setLog } = useActions();
  const [position] = useState(
    () =>
      new ScrollPosition({
        onFollow: (follows) => setLog({ follow: follows }),
        isThere: (top, sight) => feed.sheet.has(placesAt(top, sight)),
        want: (top, sight) => {
          const { from, to } = placesAt(top, sight);
          feed.look({
            from: from - BEYOND,
            to: to + BEYOND,
            anchor: from,
            anchorPx: from * ROW_HEIGHT - top,
          });
        },
      }),
  );
  useEffect(() => feed.subscribe(position.rowsCame), [feed, position]);
  const { place, sight } = useSyncExternalStore(position.subscribe, position.stand);
  const track = trackOf(feed.sheet.count, sight);
  const top = follow ? track.most : within(track, place);
  useLayoutEffect(() => position.draw(track, top, follow));
  return { position, track, top, sight };
}

const placesAt = (top: number, sight: number): Places => ({
  from: Math.floor(top / ROW_HEIGHT),
  to: Math.ceil((top + sight) / ROW_HEIGHT),
});
