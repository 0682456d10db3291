import { useEffect, useState } from 'react';
import type { Exported } from '../../store/exporting.ts';
import { useService } from '../../window-context.ts';

/** How many runs there are to be written; null while the record is searched. */
export function useExportedCount(what: Exported): number | null {
  const service = useService();
  const [found, setFound] = useState<number | null>(null);
  useEffect(() => {
    const client = service();
    if (what.kind !== 'query' || client === null) return undefined;
    const stop = new AbortController();
    const follow = async () => {
      const counts = await client.history.follow({ query: what.query }, { signal: stop.signal });
      for await (const { count, percent } of counts) if (percent === null) setFound(count);
    };
    void follow().catch(() => {
      // The line broke, or nobody wants to know any more.
    });
    return () => stop.abort();
  }, [what, service]);
  return what.kind === 'runs' ? what.ids.length : found;
}
