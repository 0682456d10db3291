import { FAILURES, type FailureCode } from '../../shared/outcome.ts';
import { fatalCode } from '../at/line-effects.ts';
import { STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import type { PortFault } from '../../shared/port.ts';
import type { UrcEffect } from '../../shared/codes/unsolicited-lines.ts';
import type { RunState } from '../../shared/run-state.ts';
import { judgeRun, type RunVerdict } from '../../shared/verdict.ts';
import type { ContextPlace } from './step-context.ts';

/** What ends a run from outside its steps. The first one counts. */
export interface Interrupt {
  readonly code: FailureCode;
  readonly detail: string | null;
  /** `seq` of the fact that shows it. */
  readonly evidence: readonly number[];
}

/** What ends a dialogue wherever it stands: nobody listens any more. */
const GONE: readonly UrcEffect[] = ['restarted', 'powered_down'];

/**
 * The code with which a line ends what the run is doing; null when it goes on. While the module is asked why a step
 * failed, or brought back to where it can be run again, its links may be down.
 */
export function interruptOf(
  effect: UrcEffect,
  { phase, step, ahead, restarting }: ContextPlace,
): FailureCode | null {
  if (restarting) return null;
  switch (phase) {
    case 'teardown':
      return null;
    case 'diagnosis':
    case 'recovery':
      return GONE.includes(effect) ? fatalCode(effect, STEP_NUMBER.mqtt_close) : null;
    default:
      return fatalCode(effect, step ?? ahead);
  }
}

/**
 * Whether there is no session left after a failure, or nobody who listens. A module may well leave one command without
 * an answer and take the next.
 */
export function leavesNobody(code: FailureCode | null): boolean {
  return code === 'module_restarted' || code === 'module_powered_down' || code === 'port_lost';
}

/**
 * The verdict on a run that was ended from outside. What ends it outside any step has no step to be found in, so it is
 * looked at first; `ahead` is the step that would have come.
 */
export function judgeInterrupted(
  state: RunState,
  interrupt: Interrupt | null,
  ahead: StepNumber,
): RunVerdict {
  const verdict = judgeRun(state);
  if (interrupt === null || verdict.code === interrupt.code) return verdict;
  if (verdict.code !== null && verdict.code !== 'evidence_missing') return verdict;
  const { code, detail } = interrupt;
  const { fromStep } = state;
  const failedStep = verdict.code === null ? null : ahead > fromStep ? ahead : fromStep;
  return { ...verdict, outcome: FAILURES[code].outcome, failedStep, code, detail };
}

const PORT_CODES = {
  invalid_address: 'port_invalid',
  not_found: 'port_not_found',
  busy: 'port_busy',
  no_permission: 'port_no_permission',
  no_driver: 'port_no_driver',
  unreachable: 'port_unreachable',
  recording: 'port_recording',
  gone: 'port_lost',
  unsupported: 'port_io',
  io: 'port_io',
} as const satisfies Record<PortFault['kind'], FailureCode>;

/** The code for a port that could not be opened or went away. */
export function portCode(fault: PortFault): FailureCode {
  return PORT_CODES[fault.kind];
}
