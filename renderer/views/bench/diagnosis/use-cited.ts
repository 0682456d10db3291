import { useEffect, useSyncExternalStore } from 'react';
import type { RunEvent } from '../../../../shared/events.ts';
import { isCitable } from '../../../../shared/log/cited-lines.ts';
import type { CitedLines } from '../../../service/log/citations.ts';
import type { ShownRun } from '../../../store/window-state.ts';
import { useLog } from '../../../window-context.ts';

/** The lines of the log that tell of these facts, as far as they are known; more come by and by. */
export function useCited({ runId, log }: ShownRun, events: readonly RunEvent[]): CitedLines {
  const { citations } = useLog();
  const lines = useSyncExternalStore(citations.subscribe, () => citations.of(runId));
  const version = log === null ? null : `${log.version} ${log.percent === null}`;
  useEffect(() => {
    const seqs = events.filter(isCitable).map(({ seq }) => seq);
    if (version !== null && seqs.length > 0) citations.want(runId, seqs, version);
  }, [citations, runId, events, version]);
  return lines;
}
