import { NO_FILTER } from '../../../../shared/log/filter.ts';
import type { LineRange } from '../../../../shared/log/log-book.ts';
import type { ShownRun } from '../../../store/window-state.ts';
import { useActions } from '../../../window-context.ts';

/** Brings lines into sight, whatever the log shows at the moment. */
export function useShowLines(run: ShownRun): (range: LineRange) => void {
  const { setLog } = useActions();
  return ({ first, last }) =>
    setLog({
      target: { runId: run.runId, no: first, last },
      filter: NO_FILTER,
      follow: false,
      collapsed: false,
    });
}
