import type { CommandLine } from '../../shared/command-line.ts';
import type { AtOutcome } from '../../shared/outcome.ts';
import { type CommandKind, type CommandRow, commandRow, FINAL_GRACE_MS } from './catalogue.ts';
import type { Frame } from './frame.ts';
import type { ResultCode } from './result-code.ts';
import type { Unsolicited } from './unsolicited.ts';

export type Message = Extract<Frame, { kind: 'message' }>;

/** One command to be sent, and how long to wait. Milliseconds. */
export interface ExchangeRequest {
  readonly kind: CommandKind;
  readonly command: CommandLine;
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
  };
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

/** The outcome a completing line stands for. */
export function completionOutcome(row: CommandRow, line: Unsolicited): AtOutcome {
  if (completes(row, line) === 'success') return { kind: 'ok' };
  if (line.id === 'foreign_dialect') return { kind: 'foreign_dialect', line: line.text };
  return { kind: 'refused', by: line.id ?? line.text, code: line.number };
}

/** Whether success still lacks the information response that the row requires. */
export function lacksInformation(active: ActiveExchange, code: ResultCode): boolean {
  return code.kind === 'ok' && active.row.information === 'required' && active.information.length === 0;
}

/** Milliseconds of grace for a final result code once the required information is there; null when none applies. */
export function finalGrace(active: ActiveExchange): number | null {
  if (active.row.information !== 'required' || active.information.length === 0) return null;
  return active.row.finalGraceMs ?? FINAL_GRACE_MS;
}
