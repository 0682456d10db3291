import { useEffect, useState } from 'react';
import type { ShownRun } from '../../store/window-state.ts';
import { useService, useWindow } from '../../window-context.ts';

/** Milliseconds from a run's beginning to its newest fact; of a run without an end the service knows it. */
export function useRunEnd({ runId, state: { finish, exchangedMs, steps } }: ShownRun): number {
  const service = useService();
  const isUp = useWindow((each) => each.service === 'up');
  const [told, setTold] = useState<{ readonly runId: string; readonly endMs: number } | null>(null);
  const isAsked = isUp && finish === null;
  useEffect(() => {
    let isWanted = true;
    const ask = async () => {
      const reply = await service()
        ?.runs.open({ runId, untilMs: null })
        .catch(() => null);
      if (isWanted && reply?.ok === true) setTold({ runId, endMs: reply.run.endMs });
    };
    if (isAsked) void ask();
    return () => {
      isWanted = false;
    };
  }, [service, isAsked, runId]);
  if (finish !== null) return Math.max(1, finish.endedMs);
  if (told?.runId === runId) return Math.max(1, told.endMs);
  return Math.max(1, exchangedMs ?? 0, ...steps.map(({ startedMs }) => startedMs ?? 0));
}
