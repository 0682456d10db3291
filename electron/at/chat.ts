import { assertNever } from '../../shared/assert-never.ts';
import type { AtOutcome } from '../../shared/outcome.ts';
import { type ChatEffect, late, probed } from './chat-effect.ts';
import {
  abandonedState,
  type ChatState as State,
  firstPauseMs,
  isExpected,
  LIMITS,
  RESYNCHRONISE,
  settling,
  sooner,
} from './chat-state.ts';
import {
  type ActiveExchange,
  beginExchange,
  completes,
  completionOutcome,
  elapsedOutcome,
  type ExchangeRequest,
  exchangeResult,
  finalGrace,
  judgeFinal,
  keepEarly,
  keepInformation,
  keepMessage,
  ownsLine,
  unfinishedOutcome,
} from './exchange.ts';
import type { Frame } from './frame.ts';
import { EchoFilter } from './echo-filter.ts';
import { normalLine } from '../../shared/codes/normal-line.ts';
import { OwedCompletion } from './owed-completion.ts';
import { Prompt } from './prompt.ts';
import {
  beginProbe,
  type Probe,
  type ProbeLimits,
  type ProbeStep,
  probeAnswered,
  probeDoubled,
  probeElapsed,
  settlingMs,
} from './probe.ts';
import { type ResultCode, resultCode } from './result-code.ts';
import { type Unsolicited, unsolicitedLine, unsolicitedMessage } from './unsolicited.ts';

/**
 * The AT dialogue: one slot, and a command's slot is not free when one stops waiting for it. Pure: time comes in as
 * a parameter, everything to be done goes out as effects.
 */
export class Chat {
  #state: State = { at: 'idle' };
  /** Result codes came that nobody asked for: after each command the slot is kept for a moment. */
  #doubles = false;
  /** How many of them since the last command. */
  #strays = 0;
  #probeLatencyMs = 0;
  /** The first handshake is over: whether the module answers twice was looked at. */
  #greeted = false;
  readonly #echo = new EchoFilter();
  readonly #owed = new OwedCompletion();
  readonly #prompt = new Prompt();

  /** Whether a command can be sent now. */
  get idle(): boolean {
    return this.#state.at === 'idle';
  }

  /** Whether a probe is needed before the next command: the module no longer answers. */
  get silent(): boolean {
    return this.#state.at === 'silent';
  }

  /** Whether the command under way was asked for data, which may be given with `give`. */
  get wantsData(): boolean {
    return this.#prompt.open;
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
    this.#strays = 0;
    this.#state = { at: 'awaitingReply', active, deadlineMs: nowMs + request.replyMs };
    return [this.#write(request.command.line, request.bytes)];
  }

  /** Sends bytes as they are, whatever is under way. The answer to data is waited for from here on. */
  give(bytes: Uint8Array, nowMs: number): ChatEffect[] {
    this.#state = this.#prompt.given(bytes, this.#state, nowMs);
    return [{ do: 'give', bytes }];
  }

  /** Starts the handshake; ends in `ready` or `silent`. Only when idle or silent. */
  handshake(limits: Pick<ProbeLimits, 'tries' | 'tryMs'>, nowMs: number): ChatEffect[] {
    if (!this.idle && !this.silent) throw new Error('a handshake was started while the slot was taken');
    return this.#probe(limits, this.silent, nowMs);
  }

  /** Stops waiting. A command keeps its slot until its answer comes or silence is proved; a probe ends silent. */
  abandon(nowMs: number): ChatEffect[] {
    const state = this.#state;
    switch (state.at) {
      case 'awaitingReply':
        return this.#abandon(state.active, { kind: 'abandoned' }, nowMs, null);
      case 'awaitingCompletion':
        return this.#finish(state.active, { kind: 'abandoned' }, nowMs, null, null);
      case 'probing':
        return this.#fallSilent();
      case 'idle':
      case 'settling':
      case 'abandoned':
      case 'silent':
        return [];
      default:
        return assertNever(state);
    }
  }

  /** The line to the module is gone: whatever was under way ends here, nothing is due any more. */
  hangUp(nowMs: number): ChatEffect[] {
    const state = this.#state;
    this.#state = { at: 'silent' };
    if (state.at === 'awaitingReply' || state.at === 'awaitingCompletion') {
      const result = exchangeResult(state.active, { kind: 'link_lost' }, nowMs, null, false);
      return [{ do: 'finished', result }];
    }
    return state.at === 'probing' ? [{ do: 'silent', heard: this.#echo.noisy }] : [];
  }

  /** `count` bytes came, whatever they are. */
  heard(count: number, nowMs: number): void {
    const state = this.#state;
    if (state.at === 'awaitingReply') state.active.heard = true;
    else if (state.at === 'abandoned')
      this.#state = { ...state, deadlineMs: Math.min(nowMs + LIMITS.quietMs, state.endsMs) };
    else if (state.at === 'probing') this.#echo.heard(count);
  }

  /** A frame came. */
  receive(frame: Frame, nowMs: number): ChatEffect[] {
    switch (frame.kind) {
      case 'prompt':
        return this.#prompt.came(this.#state, nowMs);
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
        return this.#abandon(state.active, elapsedOutcome(state.active), nowMs, state.active.early);
      case 'awaitingCompletion':
        return this.#finish(state.active, unfinishedOutcome(state.active), nowMs, state.active.early, null);
      case 'settling':
        return this.#ready();
      case 'abandoned':
        return this.#probe(RESYNCHRONISE, true, nowMs);
      case 'probing':
        return this.#probeElapsed(state.probe, nowMs);
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
      keepMessage(state.active, frame);
      return [];
    }
    return [{ do: 'unsolicited', event: unsolicitedMessage(frame) }];
  }

  #receiveLine(text: string, nowMs: number): ChatEffect[] {
    const state = this.#state;
    const normal = normalLine(text);
    if (normal === '') return [];
    if (this.#echo.takes(normal)) {
      if (state.at === 'awaitingReply') state.active.echoed = true;
      return [];
    }
    const code = resultCode(normal);
    if (state.at === 'awaitingReply') return this.#inReply(state, normal, text, code, nowMs);
    if (state.at === 'awaitingCompletion') return this.#inCompletion(state.active, normal, text, code, nowMs);
    if (code !== null) return this.#unasked(state, code, text, nowMs);
    const event = unsolicitedLine(normal, text);
    this.#owed.settledBy(event);
    return [{ do: 'unsolicited', event }];
  }

  /** A final result code while no command waits for one. */
  #unasked(
    state: Exclude<State, { at: 'awaitingReply' | 'awaitingCompletion' }>,
    code: ResultCode,
    text: string,
    nowMs: number,
  ): ChatEffect[] {
    switch (state.at) {
      case 'abandoned':
        this.#state = settling(LIMITS.secondCodeMs, nowMs);
        return [late(text, state.command)];
      case 'probing':
        return this.#probeAnswer(state.probe, code, text, nowMs);
      case 'idle':
      case 'settling':
        return this.#stray(state, text, nowMs);
      case 'silent':
        return [late(text)];
      default:
        return assertNever(state);
    }
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
      return this.#finish(active, { kind: 'ok' }, nowMs, null, LIMITS.secondAfterOwnMs);
    }
    if (code !== null) return this.#finalCode(active, deadlineMs, code, text, nowMs);
    const event = unsolicitedLine(normal, text);
    if (ownsLine(row, normal, event)) {
      keepInformation(active, text, normal);
      this.#state = sooner(active, deadlineMs, nowMs, finalGrace(active));
      return [];
    }
    const end = completes(row, event);
    if (end === null || this.#owed.settledBy(event)) return [{ do: 'unsolicited', event }];
    keepEarly(active, event);
    if (end === 'failure') this.#state = sooner(active, deadlineMs, nowMs, LIMITS.earlyGraceMs);
    return [];
  }

  #finalCode(
    active: ActiveExchange,
    deadlineMs: number,
    code: ResultCode,
    text: string,
    nowMs: number,
  ): ChatEffect[] {
    const end = judgeFinal(active, code);
    if (end === 'stray') {
      this.#doubles = true;
      active.strayed = true;
      this.#state = sooner(active, deadlineMs, nowMs, LIMITS.strayGraceMs);
      return [late(text)];
    }
    active.lines.push(text);
    if (end === 'incomplete') {
      const { completionMs } = active.request;
      this.#state = { at: 'awaitingCompletion', active, deadlineMs: nowMs + completionMs };
      return [];
    }
    return this.#finish(active, end, nowMs, active.early, this.#doubles ? LIMITS.secondCodeMs : null);
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
      return [late(text)];
    }
    if (code !== null) {
      active.lines.push(text);
      return this.#finish(active, code, nowMs, null, this.#doubles ? LIMITS.secondCodeMs : null);
    }
    const event = unsolicitedLine(normal, text);
    if (completes(active.row, event) === null) return [{ do: 'unsolicited', event }];
    active.lines.push(text);
    return this.#finish(active, completionOutcome(active.row, event), nowMs, event, null);
  }

  #probe(limits: Pick<ProbeLimits, 'tries' | 'tryMs'>, owed: boolean, nowMs: number): ChatEffect[] {
    const settleMs = settlingMs(limits.tryMs, this.#probeLatencyMs);
    this.#strays = 0;
    this.#echo.listenAnew();
    this.#state = { at: 'probing', probe: beginProbe({ ...limits, owed, settleMs }, nowMs) };
    return [this.#write('AT')];
  }

  #probeAnswer(probe: Probe, code: ResultCode, text: string, nowMs: number): ChatEffect[] {
    const { echoed } = this.#echo;
    if (probe.phase === 'waiting') this.#probeLatencyMs = nowMs - probe.sentAtMs;
    const step = this.#follow(probeAnswered(probe, code.kind === 'ok', nowMs), probe, nowMs);
    if (probe.phase === 'settling') return [late(text), ...step];
    return [probed(probe, code, [text], nowMs, echoed), ...step];
  }

  #probeElapsed(probe: Probe, nowMs: number): ChatEffect[] {
    const { echoed } = this.#echo;
    const step = this.#follow(probeElapsed(probe, nowMs), probe, nowMs);
    if (probe.phase === 'settling') return step;
    return [probed(probe, { kind: 'timeout', heard: this.#echo.noisy }, [], nowMs, echoed), ...step];
  }

  #follow(step: ProbeStep, probe: Probe, nowMs: number): ChatEffect[] {
    switch (step.next) {
      case 'wait':
      case 'send':
        this.#state = { at: 'probing', probe: step.probe };
        return step.next === 'send' ? [this.#write('AT')] : [];
      case 'ready':
        if (probeDoubled(probe)) this.#doubles = true;
        if (probe.phase === 'settling' || (this.#greeted && !this.#doubles)) return this.#ready();
        this.#greeted = true;
        this.#state = settling(firstPauseMs(this.#probeLatencyMs), nowMs);
        return [];
      case 'silent':
        return this.#fallSilent();
      default:
        return assertNever(step);
    }
  }

  /** A result code that answers nothing. */
  #stray(state: Extract<State, { at: 'idle' | 'settling' }>, text: string, nowMs: number): ChatEffect[] {
    this.#strays += 1;
    if (!isExpected(state)) this.#doubles = true;
    if (this.#strays > LIMITS.strays) return [late(text), ...this.#fallSilent()];
    this.#state = settling(LIMITS.secondCodeMs, nowMs);
    return [late(text)];
  }

  /** The final result code is known: the slot is free, now or after a pause in which nothing else may come. */
  #finish(
    active: ActiveExchange,
    outcome: AtOutcome,
    nowMs: number,
    completion: Unsolicited | null,
    pauseMs: number | null,
  ): ChatEffect[] {
    this.#owed.note(active, outcome, completion);
    this.#prompt.answered();
    this.#state = pauseMs === null ? { at: 'idle' } : settling(pauseMs, nowMs);
    return [{ do: 'finished', result: exchangeResult(active, outcome, nowMs, completion, false) }];
  }

  /** The final result code is still owed: the answer is given, the slot stays taken. */
  #abandon(
    active: ActiveExchange,
    outcome: AtOutcome,
    nowMs: number,
    completion: Unsolicited | null,
  ): ChatEffect[] {
    this.#owed.note(active, outcome, completion);
    const finalMissing = outcome.kind === 'ok' && !active.strayed;
    this.#state = abandonedState(active.request.command.shown, finalMissing, nowMs);
    const result = exchangeResult(active, outcome, nowMs, completion, finalMissing);
    return [...this.#prompt.abandoned(), { do: 'finished', result }];
  }

  #ready(): ChatEffect[] {
    this.#state = { at: 'idle' };
    return [{ do: 'ready' }];
  }

  #fallSilent(): ChatEffect[] {
    this.#state = { at: 'silent' };
    return [{ do: 'silent', heard: this.#echo.noisy }];
  }

  #write(line: string, bytes?: Uint8Array): ChatEffect {
    this.#echo.sent(line);
    return bytes === undefined ? { do: 'write', line } : { do: 'give', bytes };
  }
}
