import type { FailureCode } from '../../shared/outcome.ts';
import { STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import type { UrcEffect } from '../../shared/codes/unsolicited-lines.ts';

interface EffectRow {
  readonly code: FailureCode;
  /** The steps during which it ends the run. Outside them it is expected, harmless, or the step's own to judge. */
  readonly from: StepNumber;
  readonly to: StepNumber;
  readonly source: string;
}

/** Unsolicited lines that end a run. */
const EFFECTS: Readonly<Record<Exclude<UrcEffect, 'none'>, EffectRow>> = {
  restarted: { code: 'module_restarted', from: 2, to: 19, source: 'protocol.md 4.8: RDY in mid-run' },
  powered_down: { code: 'module_powered_down', from: 1, to: 19, source: 'protocol.md 4.8' },
  sim_removed: { code: 'sim_removed', from: 5, to: 18, source: 'protocol.md 4.3' },
  // Steps 11 and 13 own the line, and 12 lies between them without a pause: 13 finds the link closed.
  link_closed: { code: 'link_closed', from: 14, to: 18, source: 'protocol.md 4.8' },
  bearer_lost: { code: 'bearer_lost', from: 9, to: 18, source: 'protocol.md 4.8' },
};

/** The code with which a line ends the run during or just before `step`; null when the run goes on. */
export function fatalCode(effect: UrcEffect, step: StepNumber): FailureCode | null {
  if (effect === 'none') return null;
  const { code, from, to } = EFFECTS[effect];
  // A completing line of step 11 is the step's own to retry, its bearer included.
  if (effect === 'bearer_lost' && step === STEP_NUMBER.broker_connect) return null;
  return step >= from && step <= to ? code : null;
}
