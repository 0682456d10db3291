import type { FailureCode } from '../../shared/outcome.ts';
import type { ExchangeResult } from './exchange.ts';
import { failureCode } from './failure-code.ts';
import type { SimState } from '../../shared/codes/sim.ts';
import { simState } from './replies.ts';

type Answer = Pick<ExchangeResult, 'outcome' | 'information'>;

export type SimAnswer = SimState | 'failure' | 'unknown';

/** A SIM state as the answer shows it, in words or as a mobile error (27.007 section 9.2). */
export function simAnswer(said: Answer): SimAnswer {
  if (said.outcome.kind === 'ok') return simState(said.information) ?? 'unknown';
  if (said.outcome.kind !== 'cme_error') return 'unknown';
  switch (said.outcome.code) {
    case 10:
      return 'not_inserted';
    case 5:
      return 'phone_lock';
    case 11:
      return 'pin_required';
    case 12:
      return 'puk_required';
    case 13:
    case 15:
      return 'failure';
    case 14:
      return 'not_ready';
    default:
      return 'unknown';
  }
}

/** What it is called when the card never became usable. */
export function simFailure(said: Answer, state: SimAnswer): FailureCode {
  if (state === 'not_inserted') return 'sim_missing';
  if (state === 'pin_required') return 'sim_pin_wrong';
  if (state !== 'unknown') return 'sim_not_ready';
  // The document reads a bare ERROR as a card that cannot be read (row 4).
  return failureCode(said.outcome, 'sim_missing');
}
