import { assertNever } from '../../shared/assert-never.ts';
import type { AtOutcome } from '../../shared/outcome.ts';
import {
  type ActiveExchange,
  beginExchange,
  completes,
  completionOutcome,
  type ExchangeRequest,
  type ExchangeResult,
  exchangeResult,
  finalGrace,
  lacksInformation,
  ownsLine,
} from './exchange.ts';
import type { Frame } from './frame.ts';
import { normalLine } from './normal-line.ts';
import {
  beginProbe,
  type Probe,
  type ProbeLimits,
  type ProbeStep,
  probeAnswered,
  probeElapsed,
} from './probe.ts';
import { type ResultCode, resultCode } from './result-code.ts';
import { type Unsolicited, unsolicitedLine, unsolicitedMessage } from './unsolicited.ts';

/** What the dialogue wants done or known. */
export type ChatEffect =
  /** Send this line, CR LF added. */
  | { readonly do: 'write'; readonly line: string }
  /** Send ESC: the module waits for data nobody meant to give it. */
  | { readonly do: 'escape' }
  | { readonly do: 'finished'; readonly result: ExchangeResult }
  /** One `AT` of a probe was answered, or was not. */
  | {
      readonly do: 'probed';
      readonly outcome: AtOutcome;
      readonly lines: readonly string[];
      readonly durationMs: number;
    }
  | { readonly do: 'unsolicited'; readonly event: Unsolicited }
  /** A final result code nobody waits for any more; `command` (as shown) was abandoned, null when none was. */
  | { readonly do: 'late'; readonly text: string; readonly command: string | null }
  /** A probe or an abandoned command has come to its end and the slot is free. */
  | { readonly do: 'ready' }
  /** The module answers nothing, not even `AT`. `heard` tells noise from silence. */
  | { readonly do: 'silent'; readonly heard: boolean };

type State =
  | { readonly at: 'idle' }
  | { readonly at: 'awaitingReply'; readonly active: ActiveExchange; readonly deadlineMs: number }
  | { readonly at: 'awaitingCompletion'; readonly active: ActiveExchange; readonly deadlineMs: number }
  | { readonly at: 'abandoned'; readonly command: string; readonly deadlineMs: number }
  | { readonly at: 'probing'; readonly probe: Probe; readonly lines: readonly string[] }
  | { readonly at: 'silent' };

/** Quiet time after which an abandoned command is followed up with `AT`. */
const QUIET_MS = 500;
const RESYNCHRONISE: ProbeLimits = { tries: 5, tryMs: 1000, settleMs: 200 };
/** An `OK` before the information response is somebody else's; the true answer gets this long. */
const STRAY_GRACE_MS = 2000;
const EARLY_GRACE_MS = 1000;

/**
 * The AT dialogue: one slot, and a command's slot is not free when one stops waiting for it. Pure: time comes in as
 * a parameter, everything to be done goes out as effects.
 */
export class Chat {
  #state: State = { at: 'idle' };
  #lastSent = '';
  #doubles = false;
  #probeLatencyMs = 0;

  /** Whether a command can be sent now. */
  get idle(): boolean {
    return this.#state.at === 'idle';
  }

  /** Whether a probe is needed before the next command: the module no longer answers. */
  get silent(): boolean {
    return this.#state.at === 'silent';
  }

  /** Whether result codes came that nobody asked for: leave a pause before each command. */
  get doubles(): boolean {
    return this.#doubles;
  }

  /** When `tick` must be called at the latest, null for never. Same time base as every `nowMs`. */
  get deadlineMs(): number | null {
    const state = this.#state;
    if (state.at === 'idle' || state.at === 'silent') return null;
    return state.at === 'probing' ? state.probe.deadlineMs : state.deadlineMs;
  }

  /** Sends a command. Only when idle. */
  send(request: ExchangeRequest, nowMs: number): ChatEffect[] {
    if (!this.idle) throw new Error('a command was sent while the slot was taken');
    const active = beginExchange(request, nowMs);
    this.#state = { at: 'awaitingReply', active, deadlineMs: nowMs + request.replyMs };
    return [this.#write(request.command.line)];
  }

  /** Starts the handshake; ends in `ready` or `silent`. Only when idle or silent. */
  handshake(limits: Omit<ProbeLimits, 'settleMs'>, nowMs: number): ChatEffect[] {
    if (!this.idle && !this.silent) throw new Error('a handshake was started while the slot was taken');
    const probe = beginProbe('handshake', { ...limits, settleMs: this.#settleMs() }, nowMs);
    this.#state = { at: 'probing', probe, lines: [] };
    return [this.#write('AT')];
  }

  /** Stops waiting. A command keeps its slot until its answer comes or silence is proved; a probe ends silent. */
  abandon(nowMs: number): ChatEffect[] {
    const state = this.#state;
    switch (state.at) {
      case 'awaitingReply':
        return this.#abandon(state.active, { kind: 'abandoned' }, nowMs, null);
      case 'awaitingCompletion':
        return this.#finish(state.active, { kind: 'abandoned' }, nowMs, null);
      case 'probing':
        this.#state = { at: 'silent' };
        return [{ do: 'silent', heard: state.probe.heard }];
      case 'idle':
      case 'abandoned':
      case 'silent':
        return [];
      default:
        return assertNever(state);
    }
  }

  /** Bytes came, whatever they are. */
  heard(nowMs: number): void {
    const state = this.#state;
    if (state.at === 'awaitingReply') state.active.heard = true;
    else if (state.at === 'abandoned') this.#state = { ...state, deadlineMs: nowMs + QUIET_MS };
    else if (state.at === 'probing') this.#state = { ...state, probe: { ...state.probe, heard: true } };
  }

  /** A frame came. */
  receive(frame: Frame, nowMs: number): ChatEffect[] {
    switch (frame.kind) {
      case 'prompt':
        return [{ do: 'escape' }];
      case 'message':
        return this.#receiveMessage(frame);
      case 'overlong':
        return [{ do: 'unsolicited', event: unsolicitedLine('', frame.text) }];
      case 'line':
        return this.#receiveLine(frame.text, nowMs);
      default:
        return assertNever(frame);
    }
  }

  /** Time passed. Harmless when nothing is due. */
  tick(nowMs: number): ChatEffect[] {
    const due = this.deadlineMs;
    if (due === null || nowMs < due) return [];
    const state = this.#state;
    switch (state.at) {
      case 'awaitingReply':
        return this.#replyElapsed(state.active, nowMs);
      case 'awaitingCompletion':
        return this.#completionElapsed(state.active, nowMs);
      case 'abandoned': {
        const limits = { ...RESYNCHRONISE, settleMs: this.#settleMs() };
        this.#state = { at: 'probing', probe: beginProbe('resynchronise', limits, nowMs), lines: [] };
        return [this.#write('AT')];
      }
      case 'probing': {
        const { probe, lines } = state;
        const unanswered: ChatEffect[] =
          probe.phase === 'waiting'
            ? [
                {
                  do: 'probed',
                  outcome: { kind: 'timeout', heard: probe.heard },
                  lines,
                  durationMs: nowMs - probe.sentAtMs,
                },
              ]
            : [];
        return [...unanswered, ...this.#follow(probeElapsed(probe, nowMs), probe)];
      }
      case 'idle':
      case 'silent':
        return [];
      default:
        return assertNever(state);
    }
  }

  #receiveMessage(frame: Extract<Frame, { kind: 'message' }>): ChatEffect[] {
    const state = this.#state;
    if (state.at === 'awaitingReply' && state.active.row.ownsMessages) {
      state.active.messages.push(frame);
      state.active.lines.push(frame.text);
      return [];
    }
    return [{ do: 'unsolicited', event: unsolicitedMessage(frame) }];
  }

  #receiveLine(text: string, nowMs: number): ChatEffect[] {
    const normal = normalLine(text);
    if (normal === '') return [];
    if (this.#isEcho(normal)) return this.#echo();
    const code = resultCode(normal);
    const state = this.#state;
    switch (state.at) {
      case 'awaitingReply':
        return this.#inReply(state, normal, text, code, nowMs);
      case 'awaitingCompletion':
        return this.#inCompletion(state.active, normal, text, code, nowMs);
      case 'abandoned':
        if (code === null) return [unowned(normal, text)];
        this.#state = { at: 'idle' };
        return [{ do: 'late', text, command: state.command }, { do: 'ready' }];
      case 'probing':
        return code === null ? [unowned(normal, text)] : this.#probeAnswer(state.probe, code, text, nowMs);
      case 'idle':
      case 'silent':
        if (code === null) return [unowned(normal, text)];
        this.#doubles = true;
        return [{ do: 'late', text, command: null }];
      default:
        return assertNever(state);
    }
  }

  /** Noise may be glued in front of an echo (protocol.md 1.3 card 2); a bare `AT` is too short to be told from text. */
  #isEcho(normal: string): boolean {
    const sent = this.#lastSent;
    return normal === sent || (sent.length > 4 && normal.endsWith(sent));
  }

  #echo(): ChatEffect[] {
    const state = this.#state;
    if (state.at === 'awaitingReply') state.active.echoed = true;
    return [];
  }

  #inReply(
    { active, deadlineMs }: Extract<State, { at: 'awaitingReply' }>,
    normal: string,
    text: string,
    code: ResultCode | null,
    nowMs: number,
  ): ChatEffect[] {
    const { row } = active;
    if (code === null && row.success?.test(normal)) {
      active.lines.push(text);
      return this.#finish(active, { kind: 'ok' }, nowMs, null);
    }
    if (code !== null) return this.#finalCode(active, deadlineMs, code, text, nowMs);
    const event = unsolicitedLine(normal, text);
    if (ownsLine(row, normal, event)) {
      active.lines.push(text);
      active.information.push(normal);
      this.#shorten(active, deadlineMs, nowMs, finalGrace(active));
      return [];
    }
    const end = completes(row, event);
    if (end === null) return [{ do: 'unsolicited', event }];
    active.lines.push(text);
    active.early = event;
    if (end === 'failure') this.#shorten(active, deadlineMs, nowMs, EARLY_GRACE_MS);
    return [];
  }

  #finalCode(
    active: ActiveExchange,
    deadlineMs: number,
    code: ResultCode,
    text: string,
    nowMs: number,
  ): ChatEffect[] {
    if (lacksInformation(active, code)) {
      this.#doubles = true;
      this.#shorten(active, deadlineMs, nowMs, STRAY_GRACE_MS);
      return [{ do: 'late', text, command: null }];
    }
    active.lines.push(text);
    const { early, row, request } = active;
    if (code.kind !== 'ok') {
      // `ALREADY CONNECT` and the like tell more than the ERROR that follows them.
      const outcome =
        early !== null && completes(row, early) === 'failure' ? completionOutcome(row, early) : code;
      return this.#finish(active, outcome, nowMs, early);
    }
    if (row.completion === undefined) return this.#finish(active, code, nowMs, null);
    if (early !== null && completes(row, early) === 'success')
      return this.#finish(active, code, nowMs, early);
    // A refusal ahead of the OK belongs to an earlier attempt, so this attempt's own line is still awaited.
    this.#state = { at: 'awaitingCompletion', active, deadlineMs: nowMs + request.completionMs };
    return [];
  }

  #inCompletion(
    active: ActiveExchange,
    normal: string,
    text: string,
    code: ResultCode | null,
    nowMs: number,
  ): ChatEffect[] {
    if (code?.kind === 'ok') {
      this.#doubles = true;
      return [{ do: 'late', text, command: null }];
    }
    if (code !== null) {
      active.lines.push(text);
      return this.#finish(active, code, nowMs, null);
    }
    const event = unsolicitedLine(normal, text);
    if (completes(active.row, event) === null) return [{ do: 'unsolicited', event }];
    active.lines.push(text);
    return this.#finish(active, completionOutcome(active.row, event), nowMs, event);
  }

  #replyElapsed(active: ActiveExchange, nowMs: number): ChatEffect[] {
    const { early, row, heard } = active;
    if (early !== null) return this.#abandon(active, completionOutcome(row, early), nowMs, early);
    if (finalGrace(active) !== null) return this.#abandon(active, { kind: 'ok' }, nowMs, null);
    return this.#abandon(active, { kind: 'timeout', heard }, nowMs, null);
  }

  #completionElapsed(active: ActiveExchange, nowMs: number): ChatEffect[] {
    const { early, row } = active;
    const outcome: AtOutcome =
      early === null ? { kind: 'completion_timeout' } : completionOutcome(row, early);
    return this.#finish(active, outcome, nowMs, early);
  }

  #probeAnswer(probe: Probe, code: ResultCode, text: string, nowMs: number): ChatEffect[] {
    const durationMs = nowMs - probe.sentAtMs;
    if (probe.phase === 'waiting') this.#probeLatencyMs = durationMs;
    const step = probeAnswered(probe, code.kind === 'ok', nowMs);
    return [{ do: 'probed', outcome: code, lines: [text], durationMs }, ...this.#follow(step, probe)];
  }

  #follow(step: ProbeStep, probe: Probe): ChatEffect[] {
    switch (step.next) {
      case 'wait':
        this.#state = { at: 'probing', probe: step.probe, lines: [] };
        return [];
      case 'send':
        this.#state = { at: 'probing', probe: step.probe, lines: [] };
        return [this.#write('AT')];
      case 'ready':
        this.#state = { at: 'idle' };
        return [{ do: 'ready' }];
      case 'silent':
        this.#state = { at: 'silent' };
        return [{ do: 'silent', heard: probe.heard }];
      default:
        return assertNever(step);
    }
  }

  /** Brings the reply deadline forward, never back. */
  #shorten(active: ActiveExchange, deadlineMs: number, nowMs: number, graceMs: number | null): void {
    if (graceMs === null) return;
    this.#state = { at: 'awaitingReply', active, deadlineMs: Math.min(deadlineMs, nowMs + graceMs) };
  }

  /** The final result code is known: the slot is free. */
  #finish(
    active: ActiveExchange,
    outcome: AtOutcome,
    nowMs: number,
    completion: Unsolicited | null,
  ): ChatEffect[] {
    this.#state = { at: 'idle' };
    return [{ do: 'finished', result: exchangeResult(active, outcome, nowMs, completion, false) }];
  }

  /** The final result code is still owed: the answer is given, the slot stays taken. */
  #abandon(
    active: ActiveExchange,
    outcome: AtOutcome,
    nowMs: number,
    completion: Unsolicited | null,
  ): ChatEffect[] {
    this.#state = { at: 'abandoned', command: active.request.command.shown, deadlineMs: nowMs + QUIET_MS };
    const finalMissing = outcome.kind === 'ok';
    return [{ do: 'finished', result: exchangeResult(active, outcome, nowMs, completion, finalMissing) }];
  }

  /** A slow module needs a longer silence before it proves anything. */
  #settleMs(): number {
    return Math.max(RESYNCHRONISE.settleMs, Math.min(3000, 2 * this.#probeLatencyMs));
  }

  #write(line: string): ChatEffect {
    this.#lastSent = normalLine(line);
    return { do: 'write', line };
  }
}

function unowned(normal: string, text: string): ChatEffect {
  return { do: 'unsolicited', event: unsolicitedLine(normal, text) };
}
