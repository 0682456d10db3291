import type { LineRange } from '../../../../shared/log/exchange-lines.ts';
import type { ShownRun } from '../../../store/window-state.ts';
import { WHOLE_LOG } from '../../../store/window-store.ts';
import { useActions, useWindow } from '../../../window-context.ts';

/** Brings lines into sight, whatever the log shows at the moment. */
export function useShowLines(run: ShownRun): (range: LineRange) => void {
  const { setLog } = useActions();
  const { folded, hex } = useWindow(({ log }) => log.filter);
  return ({ first, last }) =>
    setLog({
      target: { runId: run.runId, no: first, last },
      filter: { ...WHOLE_LOG, folded, hex },
      follow: false,
      collapsed: false,
    });
}
