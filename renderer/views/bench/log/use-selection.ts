import { type KeyboardEvent, type PointerEvent, useEffect, useState } from 'react';
import type { LogFeed } from '../../../service/log/log-feed.ts';
import type { LogSheet } from '../../../store/log-sheet.ts';
import { RowDrag } from './row-drag.ts';
import { ROW_HEIGHT, revealed } from './scroll-track.ts';
import { extended, moved, type Selection } from './selection.ts';
import type { Scroll } from './use-scroll.ts';

interface SelectionParts {
  readonly feed: LogFeed;
  readonly scroll: Scroll;
  /** One row was pointed at. */
  readonly onPoint: (place: number) => void;
  readonly onCopy: (selection: Selection) => void;
  readonly onEscape: () => void;
  /** The newest row is wanted, and those that come. */
  readonly onEnd: () => void;
}

interface Chosen {
  /** Rows through another filter are other rows. */
  readonly of: LogSheet;
  readonly rows: Selection;
}

/** Rows chosen by pointer and keyboard, and what keys do in the list. */
export function useSelection({ feed, scroll, onPoint, onCopy, onEscape, onEnd }: SelectionParts) {
  const { sheet } = feed;
  const { count } = sheet;
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [drag] = useState(
    () =>
      new RowDrag(scroll.position, (place, isFurther) => {
        const { sheet: of } = feed;
        // Beyond the last row there is nothing, but one may drag there.
        if (of.count === 0 || (!isFurther && place >= of.count)) return;
        setChosen((before) => ({
          of,
          rows: extended(before?.of === of ? before.rows : null, Math.min(place, of.count - 1), isFurther),
        }));
      }),
  );
  useEffect(() => () => void drag.end(), [drag]);
  const selection = chosen?.of === sheet ? chosen.rows : null;
  const select = (rows: Selection | null) => setChosen(rows === null ? null : { of: sheet, rows });

  const go = (event: KeyboardEvent) => {
    const { top, sight, track, position } = scroll;
    const first = Math.min(count - 1, Math.ceil(top / ROW_HEIGHT));
    const last = Math.min(count - 1, Math.max(first, Math.floor((top + sight) / ROW_HEIGHT) - 1));
    const place = moved(selection?.focus ?? null, event.key, { count, first, last });
    if (place === null) return;
    event.preventDefault();
    select(extended(selection, place, event.shiftKey));
    if (event.key === 'End' && !event.shiftKey) onEnd();
    else position.moveTo(revealed(track, top, place, sight));
  };

  const press = (event: KeyboardEvent) => {
    const { key } = event;
    const isCommand = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (isCommand && key === 'a' && count > 0) {
      event.preventDefault();
      select({ anchor: 0, focus: count - 1 });
    } else if (isCommand && key === 'c' && selection !== null) {
      event.preventDefault();
      onCopy(selection);
    } else if (event.ctrlKey || event.metaKey || event.altKey) return;
    else if (key === 'Escape' && selection !== null) select(null);
    else if (key === 'Escape') onEscape();
    else if (key === 'Enter' && selection !== null) onPoint(selection.focus);
    else go(event);
  };

  const release = (event: PointerEvent) => {
    if (drag.end() === false && selection !== null && !event.shiftKey) onPoint(selection.focus);
  };

  return { selection, press, begin: drag.begin, move: drag.move, release };
}
