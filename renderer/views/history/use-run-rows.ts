import { useEffect, useState, useSyncExternalStore } from 'react';
import type { RunQuery } from '../../../shared/history.ts';
import { RunRows, type RowsView } from '../../service/run-rows.ts';
import { useService, useWindow } from '../../window-context.ts';

export interface ShownRows {
  readonly rows: RunRows;
  readonly view: RowsView;
}

const NOTHING = () => () => {};

/** The runs of a query. Those of the query before stay until there is something of the new one. */
export function useRunRows(query: RunQuery): ShownRows | null {
  const service = useService();
  const isUp = useWindow((state) => state.service === 'up');
  const [rows, setRows] = useState<RunRows | null>(null);
  useEffect(() => {
    const client = service();
    if (!isUp || client === null) return undefined;
    const next = new RunRows(client.history, query);
    const stop = next.subscribe(() => {
      if (!next.isReady) return;
      stop();
      setRows(next);
    });
    void next.follow();
    return () => next.close();
  }, [query, isUp, service]);
  const view = useSyncExternalStore(
    rows === null ? NOTHING : (changed) => rows.subscribe(changed),
    () => rows?.view ?? null,
  );
  return rows === null || view === null ? null : { rows, view };
}
