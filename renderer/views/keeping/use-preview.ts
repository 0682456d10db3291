import { useEffect, useState } from 'react';
import type { RemovalPreview } from '../../../shared/keeping.ts';
import type { Retention } from '../../../shared/station.ts';
import { useActions } from '../../window-context.ts';

/** Somebody who types is not asked for after every digit. */
const TYPING_MS = 250;

interface Previewed {
  readonly limits: Retention;
  readonly preview: RemovalPreview;
}

/** What limits would take away now; null while that is not known, or nothing is asked. */
export function usePreview(limits: Retention | null): RemovalPreview | null {
  const { ask } = useActions();
  const [known, setKnown] = useState<Previewed | null>(null);
  const [days, megabytes] = [limits?.days ?? null, limits?.megabytes ?? null];
  useEffect(() => {
    if (days === null && megabytes === null) return;
    let isWanted = true;
    const wait = setTimeout(() => {
      void ask((client) => client.keeping.preview({ days, megabytes })).then((reply) => {
        if (isWanted && reply?.ok === true) setKnown({ limits: { days, megabytes }, preview: reply.preview });
      });
    }, TYPING_MS);
    return () => {
      isWanted = false;
      clearTimeout(wait);
    };
  }, [ask, days, megabytes]);
  const isOfThese = limits !== null && known?.limits.days === days && known.limits.megabytes === megabytes;
  return isOfThese ? known.preview : null;
}

/** Whether anything would go. */
export function takesAway(preview: RemovalPreview | null): boolean {
  return preview !== null && preview.runs.count + preview.logs.count > 0;
}
