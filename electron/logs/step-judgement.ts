import { assertNever } from '../../shared/assert-never.ts';
import { standingOf } from '../../shared/codes/network.ts';
import type { AtOutcome, FailureCode, WarningCode } from '../../shared/outcome.ts';
import type { StepNumber } from '../../shared/plan.ts';
import type { ExchangeResult } from '../at/exchange.ts';
import { failureCode, refused } from '../at/failure-code.ts';
import { attached, ipv4, packetRegistrationStat, registrationStat } from '../at/replies.ts';
import { simAnswer, simFailure } from '../at/sim-answer.ts';
import type { CommandMeaning } from './command-steps.ts';
import { failed, type Judgement, open, passed } from './judgement.ts';

/** An exchange of a step, and what was seen before it. */
export interface StepExchange {
  readonly meaning: CommandMeaning;
  readonly result: ExchangeResult;
  readonly attempt: number;
  /** The broker closed the link before the command was sent. */
  readonly linkClosed: boolean;
}

/**
 * What one exchange makes of its step, in the codes of the engine's own steps. Steps 17 and 18 are judged by what
 * becomes of the message as well.
 */
export function judgeExchange(step: StepNumber, exchange: StepExchange): Judgement {
  const { result } = exchange;
  const { outcome } = result;
  switch (step) {
    case 1:
      return handshake(result);
    case 2:
    case 3:
      // They may be left out (document rows 2 and 3): a refusal is no failure.
      return refused(outcome) ? passed('optional_refused') : simple(exchange, 'command_refused');
    case 4:
      return simCheck(exchange);
    case 5:
      return registration(exchange);
    case 6:
      return attach(exchange);
    case 7:
      return simple(exchange, 'apn_refused');
    case 8:
      return simple(exchange, 'bearer_refused');
    case 9:
      return localAddress(result);
    case 10:
    case 12:
    case 14:
    case 16:
    case 17:
    case 18:
      return simple(exchange, 'command_refused');
    case 11:
      return simple(exchange, 'connect_failed', 'connect_timeout');
    case 13:
      return session(exchange);
    case 15:
      return simple(exchange, 'subscribe_refused', 'subscribe_timeout');
    case 19:
      // Any answer closes as well as OK (protocol.md 1.2 row 19).
      return refused(outcome) ? passed('already_closed') : simple(exchange, 'disconnect_refused');
    default:
      return assertNever(step);
  }
}

function simple({ result, attempt }: StepExchange, code: FailureCode, incomplete?: FailureCode): Judgement {
  const { outcome, finalMissing } = result;
  if (outcome.kind !== 'ok') return failed(failureCode(outcome, code, incomplete));
  const warnings: WarningCode[] = attempt > 1 ? ['answered_after_retry'] : [];
  return passed(...warnings, ...missing(finalMissing));
}

const missing = (isMissing: boolean): readonly WarningCode[] => (isMissing ? ['final_code_missing'] : []);

function handshake({ outcome, heard }: ExchangeResult): Judgement {
  if (outcome.kind === 'ok') return passed();
  return open(heard ? 'garbled_answer' : failureCode(outcome, 'command_refused'));
}

function simCheck({ meaning, result }: StepExchange): Judgement {
  // The card took its PIN (27.007 section 8.3); whether it is usable then, the next question tells.
  if (meaning.command.form === 'set')
    return result.outcome.kind === 'ok' ? passed() : open(failureCode(result.outcome, 'sim_pin_wrong'));
  const state = simAnswer(result);
  if (state === 'ready' || state === 'pin2_required') return passed(...missing(result.finalMissing));
  if (state === 'puk_required') return failed('sim_puk_required');
  return open(state === 'pin_required' ? 'sim_pin_required' : simFailure(result, state));
}

/** The status that a registration query was answered with; null when it was not. */
export function statOf({ kind }: CommandMeaning, { outcome, information }: ExchangeResult): number | null {
  if (outcome.kind !== 'ok') return null;
  return kind === 'registration' ? registrationStat(information) : packetRegistrationStat(information);
}

function registration({ meaning, result }: StepExchange): Judgement {
  const stat = statOf(meaning, result);
  if (stat === null) return open(failureCode(result.outcome, 'command_refused'));
  switch (standingOf(stat)) {
    case 'registered':
      return passed(...missing(result.finalMissing));
    case 'registered_with_warning':
      return passed('circuit_fallback_not_preferred', ...missing(result.finalMissing));
    case 'denied':
      return open('registration_denied');
    case 'searching':
      return open('registration_timeout');
  }
}

function attach({ meaning, result }: StepExchange): Judgement {
  const { outcome, information, finalMissing } = result;
  // Attached already or now: OK says so (27.007 section 10.1.9).
  const isOn = meaning.command.form === 'set' ? meaning.command.args[0] !== '0' : attached(information);
  if (outcome.kind === 'ok' && isOn === true) return passed(...missing(finalMissing));
  return open(outcome.kind === 'ok' ? 'not_attached' : failureCode(outcome, 'not_attached'));
}

function localAddress({ outcome, information, finalMissing }: ExchangeResult): Judgement {
  if (outcome.kind !== 'ok') return failed(failureCode(outcome, 'no_ip_address'));
  return ipv4(information) === null ? failed('no_ip_address') : passed(...missing(finalMissing));
}

function session(exchange: StepExchange): Judgement {
  const { outcome } = exchange.result;
  // An error on a link that is gone already says nothing of the credentials (protocol.md 3 Q16).
  if (refused(outcome) && exchange.linkClosed) return failed('link_closed');
  return simple(exchange, 'session_refused', 'session_timeout');
}

/** Whether the module took the message, be it without the acknowledgement that was asked for. */
export function accepted({ kind }: AtOutcome): boolean {
  return kind === 'ok' || kind === 'completion_timeout';
}
