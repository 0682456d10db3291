import { assertNever } from '../../../../shared/assert-never.ts';
import type { StepNumber } from '../../../../shared/plan.ts';
import type { Remedy } from '../../../../shared/remedy.ts';
import { runOf } from '../../../service/remedy-actions.ts';
import { chosenProfile } from '../../../store/shown.ts';
import { canBeStopped } from '../../../store/start-obstacle.ts';
import { useActions, useWindow } from '../../../window-context.ts';

/** Does something on the port; a run that waits there for a silent module is stopped first. */
export function useFreePort(): (act: () => void) => void {
  const { afterStop } = useActions();
  const stops = useWindow(canBeStopped);
  return (act) => {
    if (stops) void afterStop(act);
    else act();
  };
}

/** What the button of a remedy does; null for one that has none here. `ask` shows the question that comes first. */
export function useRemedy(step: StepNumber | null) {
  const { start, setTool, editField, typeLine, openMeter } = useActions();
  const onPort = useFreePort();
  const line = useWindow((state) => chosenProfile(state)?.profile.powerKey.line ?? 'none');
  return (remedy: Remedy, ask: (question: 'enter_pin' | 'pulse_power_key') => void): (() => void) | null => {
    switch (remedy.kind) {
      case 'retry_step':
      case 'run_from':
      case 'try':
      case 'skip_step':
      case 'recover': {
        const options = runOf(remedy, step);
        return options === null ? null : () => onPort(() => void start(options));
      }
      case 'find_baud_rate':
        return () => onPort(() => void setTool({ kind: 'find_baud_rate' }));
      case 'pulse_power_key':
        return line === 'none'
          ? () => ask('pulse_power_key')
          : () => onPort(() => void setTool({ kind: 'pulse_power_key', line }));
      case 'enter_pin':
        return () => ask('enter_pin');
      case 'edit_field':
        return () => editField(remedy.field);
      case 'type':
        return () => onPort(() => typeLine(remedy.line));
      case 'signal_meter':
        return openMeter;
      default:
        return assertNever(remedy);
    }
  };
}
