import { useEffect, useMemo, useSyncExternalStore } from 'react';
import type { StepRows } from '../../service/log/window-log.ts';
import type { StepState } from '../../../shared/run-state.ts';
import type { ShownRun } from '../../store/window-state.ts';
import { useLog, useWindow } from '../../window-context.ts';

/** How often a step is asked for again while its run goes on: late lines may come for one that is over. */
const EVERY_MS = 100;

const NOTHING: StepRows = { head: [], hidden: 0, tail: [] };

/** What was said in a step, as far as the window knows it; the log itself stays with the service. */
export function useStepRows({ runId, log }: ShownRun, { number }: StepState): StepRows {
  const { steps } = useLog();
  const untilMs = useWindow(({ momentMs }) => momentMs);
  const wanted = useMemo(() => ({ runId, step: number, untilMs }), [runId, number, untilMs]);
  const version = log === null ? null : `${log.version} ${log.percent === null} ${untilMs ?? ''}`;
  useSyncExternalStore(steps.subscribe, steps.version);
  useEffect(() => {
    if (version !== null) steps.want(wanted, version, EVERY_MS);
  }, [steps, wanted, version]);
  return steps.answer(wanted) ?? NOTHING;
}
