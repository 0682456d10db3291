import type { StepNumber } from '../../shared/plan.ts';

interface OrderRow {
  readonly step: StepNumber;
  /** What the module must have done before it can do the step. */
  readonly on: StepNumber;
  readonly source: string;
}

/** Which step stands on which, by what the module needs; the document's order asks for more. */
export const STEP_ORDER = [
  { step: 8, on: 7, source: 'protocol.md 1.3 card 8: only in IP START' },
  { step: 9, on: 8, source: 'protocol.md 1.3 card 9: valid after PDP is active' },
  { step: 11, on: 8, source: 'protocol.md 1.4: a link needs the data link' },
  { step: 13, on: 10, source: 'protocol.md 1.3 card 10: the client id of the session' },
  { step: 13, on: 11, source: 'protocol.md 1.3 card 13: only after CONNECT OK' },
  { step: 15, on: 13, source: 'protocol.md 1.4: MQTTSTATU 1' },
  { step: 17, on: 13, source: 'protocol.md 1.4: MQTTSTATU 1' },
] as const satisfies readonly OrderRow[];

/** The steps that a step stands on. */
export function neededBy(step: StepNumber): readonly StepNumber[] {
  return STEP_ORDER.filter((row) => row.step === step).map(({ on }) => on);
}
