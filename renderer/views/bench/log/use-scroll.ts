import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { useActions } from '../../../window-context.ts';
import { ScrollPosition } from './scroll-position.ts';
import { type Track, trackOf, within } from './scroll-track.ts';

export interface Scroll {
  readonly position: ScrollPosition;
  readonly track: Track;
  /** What of the list stands at the upper edge, and how much of it is in sight; CSS pixels. */
  readonly top: number;
  readonly sight: number;
}

/** Where a list of so many rows stands. It follows its end until somebody moves away from it, and from when they are back. */
export function useScroll(rows: number, follow: boolean): Scroll {
  const { setLog } = useActions();
  const [position] = useState(() => new ScrollPosition((follows) => setLog({ follow: follows })));
  const { place, sight } = useSyncExternalStore(position.subscribe, position.stand);
  const track = trackOf(rows, sight);
  const top = follow ? track.most : within(track, place);
  useLayoutEffect(() => position.draw(track, top, follow));
  return { position, track, top, sight };
}
