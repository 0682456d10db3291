import { useEffect, useState } from 'react';
import type { RecordFault } from '../../../shared/record-fault.ts';
import type { ServiceClient } from '../../service/connection.ts';
import { useService, useWindow } from '../../window-context.ts';
import type { Pair } from '../history/history-store.ts';
import type { Compared } from './compared.ts';

export type Comparison =
  | { readonly ok: true; readonly ids: Pair; readonly compared: Compared }
  | { readonly ok: false; readonly fault: RecordFault };

/** What is asked of the service here. */
export interface ComparedSource {
  readonly runs: Pick<ServiceClient['runs'], 'open'>;
  readonly history: Pick<ServiceClient['history'], 'compare'>;
}

/** Opens both and has them compared, the one that began first ahead. Rejects when the line breaks. */
export async function compareRuns({ runs, history }: ComparedSource, pair: Pair): Promise<Comparison> {
  const [first, second] = await Promise.all([
    runs.open({ runId: pair.one, untilMs: null }),
    runs.open({ runId: pair.other, untilMs: null }),
  ]);
  if (!first.ok) return first;
  if (!second.ok) return second;
  const began = ({ run }: typeof first) => run.evidence.state.startedAtMs ?? 0;
  const isTurned = began(first) > began(second);
  const ids = isTurned ? { one: pair.other, other: pair.one } : pair;
  const reply = await history.compare(ids);
  if (!reply.ok) return reply;
  const [one, other] = isTurned ? [second, first] : [first, second];
  return {
    ok: true,
    ids,
    compared: { one: one.run.evidence, other: other.run.evidence, difference: reply.difference },
  };
}

/** The comparison of two runs; null until it is there. */
export function useCompared(pair: Pair): Comparison | null {
  const service = useService();
  const isUp = useWindow((state) => state.service === 'up');
  const [known, setKnown] = useState<{ readonly pair: Pair; readonly comparison: Comparison } | null>(null);
  useEffect(() => {
    const client = service();
    if (!isUp || client === null) return undefined;
    let isWanted = true;
    void compareRuns(client, pair)
      .then((comparison) => {
        if (isWanted) setKnown({ pair, comparison });
      })
      .catch(() => {
        // The line broke; asked again when it is there again.
      });
    return () => {
      isWanted = false;
    };
  }, [pair, isUp, service]);
  return known?.pair === pair ? known.comparison : null;
}
