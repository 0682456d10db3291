import type { CommandLine } from '../../shared/command-line.ts';
import type { AtOutcome } from '../../shared/outcome.ts';
import { type CommandKind, type CommandRow, commandRow, FINAL_GRACE_MS } from './catalogue.ts';
import type { Frame } from './frame.ts';
import type { ResultCode } from './result-code.ts';
import type { UrcId, Unsolicited } from './unsolicited.ts';

export type Message = Extract<Frame, { kind: 'message' }>;

/** One command to be sent, and how long to wait. Milliseconds. */
export interface ExchangeRequest {
  readonly kind: CommandKind;
  readonly command: CommandLine;
  /** What is sent instead of the line and its CR LF; the line is then what they say. */
  readonly bytes?: Uint8Array;
  /** For the final result code. */
  readonly replyMs: number;
  /** For the completing line, from the final result code on; unused by rows without one. */
  readonly completionMs: number;
}

/** What came of it. Success and failure have the same shape. */
export interface ExchangeResult {
  readonly request: ExchangeRequest;
  readonly outcome: AtOutcome;
  /** Lines the command owns, in order, as they came; result codes and completing line included. */
  readonly lines: readonly string[];
  /** The information responses among them, normalised. */
  readonly information: readonly string[];
  readonly messages: readonly Message[];
  readonly completion: Unsolicited | null;
  readonly echoed: boolean;
  /** It counts as done although the module left the final result code out. */
  readonly finalMissing: boolean;
  /** The module said something, be it noise, since the command was sent. */
  readonly heard: boolean;
  readonly durationMs: number;
}

/** An exchange that is under way. */
export interface ActiveExchange {
  readonly request: ExchangeRequest;
  readonly row: CommandRow;
  readonly sentAtMs: number;
  readonly lines: string[];
  readonly information: string[];
  readonly messages: Message[];
  /** A completing line that came before the final result code. */
  early: Unsolicited | null;
  echoed: boolean;
  heard: boolean;
  /** An `OK` came ahead of the information that the row requires. */
  strayed: boolean;
}

export function beginExchange(request: ExchangeRequest, sentAtMs: number): ActiveExchange {
  return {
    request,
    row: commandRow(request.kind),
    sentAtMs,
    lines: [],
    information: [],
    messages: [],
    early: null,
    echoed: false,
    heard: false,
    strayed: false,
  };
}

/**
 * Information responses and messages kept of one answer. The longest known has a dozen; a module that floods must not
 * fill memory.
 */
const KEPT = 256;

/** Takes a line as the command's own. */
export function keepInformation({ lines, information }: ActiveExchange, text: string, normal: string): void {
  if (information.length >= KEPT) return;
  lines.push(text);
  information.push(normal);
}

/** Takes a delivered message as the command's own. */
export function keepMessage({ lines, messages }: ActiveExchange, message: Message): void {
  if (messages.length >= KEPT) return;
  lines.push(message.text);
  messages.push(message);
}

/** Takes a completing line that came ahead of the final result code; the newest counts. */
export function keepEarly(active: ActiveExchange, line: Unsolicited): void {
  if (active.lines.length < KEPT) active.lines.push(line.text);
  active.early = line;
}

/** Closes the books on an exchange. */
export function exchangeResult(
  active: ActiveExchange,
  outcome: AtOutcome,
  nowMs: number,
  completion: Unsolicited | null,
  finalMissing: boolean,
): ExchangeResult {
  const { request, lines, information, messages, echoed, heard, sentAtMs } = active;
  const durationMs = nowMs - sentAtMs;
  return {
    request,
    outcome,
    lines,
    information,
    messages,
    completion,
    echoed,
    heard,
    finalMissing,
    durationMs,
  };
}

/** Whether the command owns this normalised line as an information response. */
export function ownsLine(row: CommandRow, normal: string, unsolicited: Unsolicited): boolean {
  if (row.owns === undefined) return false;
  return row.owns === 'any' ? unsolicited.id === null : row.owns.test(normal);
}

/** How a line ends the exchange's second half: as success, as failure, or not at all. */
export function completes(row: CommandRow, { id }: Unsolicited): 'success' | 'failure' | null {
  if (id === null || row.completion === undefined) return null;
  if (row.completion.success.some((each) => each === id)) return 'success';
  return row.completion.failure.some((each) => each === id) ? 'failure' : null;
}

/** Refusals that come long after their attempt (protocol.md 3, hard parser rule: 75 s were seen). */
const MAY_BE_EARLIER: readonly (UrcId | null)[] = [
  'connect_fail',
  'closed',
  'connack_refused',
  'suback_refused',
];

/** The outcome a completing line stands for. */
export function completionOutcome(row: CommandRow, line: Unsolicited): AtOutcome {
  if (completes(row, line) === 'success') return { kind: 'ok' };
  if (line.id === 'foreign_dialect') return { kind: 'foreign_dialect', line: line.text };
  return { kind: 'refused', by: line.id ?? line.text, code: line.number };
}

/**
 * What a final result code means for a command: its outcome, that the completing line is still to come, or nothing, a
 * success without the information response being somebody else's code.
 */
export function judgeFinal(active: ActiveExchange, code: ResultCode): AtOutcome | 'incomplete' | 'stray' {
  const { row, information, early } = active;
  if (code.kind === 'ok' && row.information === 'required' && information.length === 0) return 'stray';
  if (row.completion === undefined) return code;
  if (early === null) return code.kind === 'ok' ? 'incomplete' : code;
  if (completes(row, early) === 'success') return code;
  // A refusal ahead of the OK may belong to an earlier attempt, so this attempt's own line is still awaited.
  if (code.kind === 'ok' && MAY_BE_EARLIER.includes(early.id)) return 'incomplete';
  // `ALREADY CONNECT`, `CLOSED` and the like tell more than the code behind them, but for the one that is seen where a
  // broker refused the session (protocol.md 4.7).
  if (code.kind === 'cme_error' && code.code === 3 && early.id === 'closed') return code;
  return completionOutcome(row, early);
}

/** What it means that the final result code did not come in time. */
export function elapsedOutcome(active: ActiveExchange): AtOutcome {
  const { early, row, heard } = active;
  if (early !== null) return completionOutcome(row, early);
  // An `OK` and nothing else may be the module's whole answer after all: success, without what was asked for.
  return finalGrace(active) === null && !active.strayed ? { kind: 'timeout', heard } : { kind: 'ok' };
}

/** What it means that the completing line did not come in time. */
export function unfinishedOutcome({ early, row }: ActiveExchange): AtOutcome {
  return early === null ? { kind: 'completion_timeout' } : completionOutcome(row, early);
}

/** Milliseconds of grace for a final result code once the required information is there; null when none applies. */
export function finalGrace(active: ActiveExchange): number | null {
  if (active.row.information !== 'required' || active.information.length === 0) return null;
  return active.row.finalGraceMs ?? FINAL_GRACE_MS;
}

/** The result of a command that was never sent. */
export function unsentResult(request: ExchangeRequest, outcome: AtOutcome): ExchangeResult {
  return exchangeResult(beginExchange(request, 0), outcome, 0, null, false);
}
