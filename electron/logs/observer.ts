import type { Phase, RunFact } from '../../shared/events.ts';
import { STEP_NUMBER, type StepNumber } from '../../shared/plan.ts';
import { typedCommand } from '../../shared/typed-command.ts';
import type { ExchangeResult } from '../at/exchange.ts';
import { normalLine, withoutNoise } from '../../shared/codes/normal-line.ts';
import { simState } from '../at/replies.ts';
import type { Unsolicited } from '../at/unsolicited.ts';
import { type CommandMeaning, meaningOf } from './command-steps.ts';
import { type Judgement, open, passed } from './judgement.ts';
import type { Moment } from './moment.ts';
import { observedCommands } from './observed-command.ts';
import { type Asked, ObservedDialogue } from './observed-dialogue.ts';
import { measuredBy } from './observed-measurements.ts';
import { type Conclusion, ObservedSteps, type Record } from './observed-steps.ts';
import { Losses } from './losses.ts';
import { PublishWatch } from './publish-watch.ts';
import { accepted, judgeExchange } from './step-judgement.ts';
import { neededBy } from './step-order.ts';

export interface ObserverOptions {
  readonly record: Record;
  /** Masks secrets in what was said. */
  readonly mask: (text: string) => string;
  /** From now on a text is a secret. */
  readonly hide: (secret: string) => void;
  /** Whether the moments are times, and not only an order. */
  readonly isTimed: boolean;
}

/** What a command is for. */
interface Purpose {
  readonly meaning: CommandMeaning;
  /** Null outside the 19. */
  readonly step: StepNumber | null;
  readonly attempt: number;
  /** It is the client id's step, too: that was never set alone. */
  readonly isClientStep: boolean;
  readonly linkClosed: boolean;
}

/** The steps that may be asked for again and again until they come good. */
const POLLED: readonly StepNumber[] = [STEP_NUMBER.sim_check, STEP_NUMBER.net_reg, STEP_NUMBER.gprs_attach];

/** Asked between steps of which these lines tell the success: a log may begin behind the command. */
const SUCCESS_LINES: Partial<Readonly<{ [Id in string]: StepNumber }>> = {
  connect_ok: STEP_NUMBER.broker_connect,
  connack_ok: STEP_NUMBER.mqtt_session,
  suback: STEP_NUMBER.subscribe,
};

/**
 * Watches somebody else's firmware talk to a module, and states what the engine would have stated of a run of its own:
 * exchanges, measurements, and which of the 19 steps came to what. Pure: it is fed lines with their times, and never
 * knows the end of anything before the next line tells.
 */
export class Observer {
  readonly #options: ObserverOptions;
  readonly #steps: ObservedSteps;
  readonly #dialogue: ObservedDialogue<Purpose>;
  readonly #publication: PublishWatch;
  readonly #losses: Losses;
  /** Nothing more comes: that an answer is missing says nothing. */
  #isEnding = false;
  /** The newest command of a step was not answered: the silence began there. */
  #isSilent = false;

  constructor(options: ObserverOptions) {
    this.#options = options;
    this.#steps = new ObservedSteps(options.record);
    this.#dialogue = new ObservedDialogue<Purpose>({
      exchanged: (asked, result, end) => this.#exchanged(asked, result, end),
      unsolicited: (event, at) => this.#unsolicited(event, at),
      late: (text, command, at) =>
        void this.#state({ type: 'at.late', place: this.#place(), line: this.#mask(text), command }, at),
    });
    this.#publication = new PublishWatch(this.#steps, options);
    this.#losses = new Losses(this.#steps, (step, at) =>
      this.#dialogue.abandon((purpose) => purpose.step === step, at),
    );
  }

  /** The firmware sent a line; an implied one stands in no log, and is shown in brackets. */
  sent(text: string, at: Moment, isImplied = false): void {
    const line = normalLine(text);
    // As it was sent: quotation marks that a module cannot read are a cause.
    const typed = typedCommand(withoutNoise(text)) ?? typedCommand(line);
    if (typed === null) return;
    for (const secret of typed.secrets) this.#options.hide(secret);
    const meaning = meaningOf(observedCommands(line));
    this.#dialogue.giveUp(at);
    const purpose = this.#begin(meaning, at);
    const command = { line, shown: isImplied ? `[${line}]` : typed.command.shown };
    this.#dialogue.ask({ kind: meaning.kind, command, replyMs: 0, completionMs: 0 }, purpose, at);
  }

  /** The module said a line. */
  received(text: string, at: Moment): void {
    this.#dialogue.hear(text, at);
  }

  /** Time passed without a line; only where lines are heard as they are said. */
  tick(at: Moment): void {
    this.#dialogue.tick(at);
  }

  /** Nothing more comes: what is still open is judged as it stands. */
  end(at: Moment): Conclusion {
    this.#isEnding = true;
    this.#dialogue.end(at);
    this.#publication.close(at);
    this.#steps.close(this.#steps.open, at);
    const conclusion = this.#steps.conclude();
    if (conclusion.stuckStep !== null || !this.#losses.settle(at)) return conclusion;
    return this.#steps.conclude();
  }

  #begin(meaning: CommandMeaning, at: Moment): Purpose {
    const { effect } = meaning;
    const step = this.#stepOf(meaning);
    const { linkClosed } = this.#losses;
    const none = { meaning, step: null, attempt: 1, isClientStep: false, linkClosed };
    if (effect !== null) {
      this.#losses.expect(effect);
      this.#dialogue.giveUpCompletion(() => true, at);
    }
    if (step === null) return none;
    this.#dialogue.giveUpCompletion((purpose) => purpose.step === step, at);
    if (step === STEP_NUMBER.publish || step === STEP_NUMBER.mqtt_close) this.#publication.close(at);
    this.#steps.close(
      this.#steps.open.filter((each) => isOver(each, step)),
      at,
    );
    for (const missing of neededBy(step))
      if (this.#steps.isLeftOut(missing)) this.#state({ type: 'step.outOfOrder', step, missing }, at);
    this.#losses.begin(step);
    if (step === STEP_NUMBER.publish) this.#publication.begin(meaning, at);
    const isClientStep =
      step === STEP_NUMBER.mqtt_auth_cfg &&
      !this.#steps.isStanding(STEP_NUMBER.mqtt_client_cfg) &&
      !this.#steps.isStanding(STEP_NUMBER.broker_connect);
    if (isClientStep) this.#steps.begin(STEP_NUMBER.mqtt_client_cfg, at);
    return { ...none, step, attempt: this.#steps.begin(step, at), isClientStep };
  }

  /** The step a command is of here and now; null outside the 19. */
  #stepOf({ step, kind, command }: CommandMeaning): StepNumber | null {
    const steps = this.#steps;
    switch (step) {
      case STEP_NUMBER.at_handshake:
        // One that is answered only shows that the module is still there; `#exchanged` knows better when it is not.
        return steps.isStanding(step) && !steps.open.includes(step) ? null : step;
      case STEP_NUMBER.net_reg:
        return kind === 'packetRegistration' && steps.isStanding(step) ? null : step;
      case STEP_NUMBER.sim_check:
        return command.form === 'set' && steps.isStanding(step) ? null : step;
      case STEP_NUMBER.gprs_attach:
        return command.form === 'set' && (steps.isStanding(step) || command.args[0] === '0') ? null : step;
      case STEP_NUMBER.mqtt_close:
        // Without a session it only cleans up.
        return this.#isInSession ? step : null;
      default:
        return step;
    }
  }

  get #isInSession(): boolean {
    const inSession = [STEP_NUMBER.mqtt_session, STEP_NUMBER.subscribe, STEP_NUMBER.publish] as const;
    return inSession.some((step) => this.#steps.isStanding(step));
  }

  #exchanged({ purpose, sent, last }: Asked<Purpose>, result: ExchangeResult, { ms }: Moment): void {
    // That an answer is missing is seen with the next line, which is none of it.
    const end = { ms, line: last.line };
    const { meaning } = purpose;
    const isUnanswered = result.outcome.kind === 'timeout';
    const isLostContact =
      meaning.step === STEP_NUMBER.at_handshake &&
      purpose.step === null &&
      result.outcome.kind !== 'ok' &&
      !this.#isSilent &&
      !(this.#isEnding && isUnanswered);
    if (purpose.step !== null || !isUnanswered) this.#isSilent = isUnanswered;
    const step = isLostContact ? STEP_NUMBER.at_handshake : purpose.step;
    const attempt = isLostContact ? this.#steps.begin(STEP_NUMBER.at_handshake, sent) : purpose.attempt;
    const evidence = [
      this.#exchange(step, attempt, result, sent, end),
      ...this.#measure(step, attempt, meaning, result, sent, end),
    ];
    for (const message of result.messages) this.#publication.delivered(message, evidence, 'cached', end);
    this.#afterEffect(meaning, result);
    // What ended the step from outside goes before what its command came to.
    if (step === null || !this.#steps.open.includes(step) || result.outcome.kind === 'abandoned') return;
    const isCut = this.#isEnding && result.outcome.kind === 'timeout';
    if (isCut && POLLED.includes(step) && this.#steps.isAnswered(step)) return;
    const judgement = this.#judge(step, { ...purpose, attempt }, result, evidence);
    const detail = result.lines.at(-1) ?? null;
    const shown = detail === null ? null : this.#mask(detail);
    if (purpose.isClientStep) this.#steps.judge(STEP_NUMBER.mqtt_client_cfg, judgement, evidence, shown, end);
    this.#steps.judge(step, judgement, evidence, shown, end);
    if (step === STEP_NUMBER.publish && judgement.kind === 'open') this.#publication.finish(end);
    if (judgement.kind === 'passed') this.#passed(step, meaning, end);
  }

  #exchange(
    step: StepNumber | null,
    attempt: number,
    { request, lines, outcome, durationMs, echoed }: ExchangeResult,
    sent: Moment,
    end: Moment,
  ): number {
    const command = request.command.shown;
    const place = { phase: phaseOf(step), step, attempt };
    const said = lines.map((line) => this.#mask(line));
    return this.#state(
      { type: 'at.exchanged', place, command, lines: said, outcome, durationMs, echoed },
      end,
      sent,
    );
  }

  #measure(
    step: StepNumber | null,
    attempt: number,
    meaning: CommandMeaning,
    result: ExchangeResult,
    sent: Moment,
    end: Moment,
  ): readonly number[] {
    const measured = measuredBy(meaning, result);
    if (measured === null) return [];
    const { name, value, unit = null, criterion = null, verdict = 'none' } = measured;
    const place = { phase: phaseOf(step), step, attempt };
    const fact = { type: 'measurement.recorded', place, name, value, unit, criterion, verdict } as const;
    return [this.#state(fact, end, sent)];
  }

  #judge(step: StepNumber, purpose: Purpose, result: ExchangeResult, evidence: readonly number[]): Judgement {
    const { meaning, attempt, linkClosed } = purpose;
    const judgement = judgeExchange(step, { meaning, result, attempt, linkClosed });
    // The card asks for its PIN again because the one it was given is wrong.
    const isAskedAgain = judgement.kind === 'open' && judgement.code === 'sim_pin_required';
    if (isAskedAgain && this.#steps.closingCode(step) === 'sim_pin_wrong') return open('sim_pin_wrong');
    const isShown = result.outcome.kind === 'timeout' && this.#publication.hasReturned;
    if (step === STEP_NUMBER.publish && (isShown || accepted(result.outcome))) {
      this.#publication.accepted(result.outcome.kind === 'ok', evidence[0] ?? null);
      return open('message_not_returned');
    }
    if (step === STEP_NUMBER.read_cache && judgement.kind === 'passed')
      return this.#publication.read(result.messages.length) ?? judgement;
    return judgement;
  }

  #passed(step: StepNumber, { command }: CommandMeaning, at: Moment): void {
    if (step === STEP_NUMBER.subscribe) this.#publication.subscribed(command.args[0] ?? '');
    if (step === STEP_NUMBER.payload_mode) this.#publication.isHex = command.args[0] === '1';
    if (step === STEP_NUMBER.mqtt_close) this.#losses.takeLinkBack();
    // The link is there, whatever became of the line that says so.
    if (step >= STEP_NUMBER.mqtt_session && step !== STEP_NUMBER.rx_mode && step !== STEP_NUMBER.payload_mode)
      this.#dialogue.giveUpCompletion((each) => each.step !== null && each.step < step, at);
  }

  /** What a command of no step did to what the module stands on. */
  #afterEffect({ effect, step }: CommandMeaning, { outcome }: ExchangeResult): void {
    if (effect === 'restarts') this.#steps.takeBack(STEP_NUMBER.at_handshake);
    else if (effect === 'closes_bearer' && outcome.kind === 'ok') this.#steps.takeBack(STEP_NUMBER.set_apn);
    else if (effect === 'closes_link' && step === null) this.#losses.takeLinkBack();
  }

  #unsolicited(event: Unsolicited, at: Moment): void {
    const line = this.#mask(event.text);
    const seq = this.#state({ type: 'at.unsolicited', place: this.#place(), line, urc: event.id }, at);
    if (event.message !== null) this.#publication.delivered(event.message, [seq], 'direct', at);
    else if (event.id === 'message_notice') this.#publication.noticed(seq, at);
    const step = event.id === null ? undefined : SUCCESS_LINES[event.id];
    if (step !== undefined) this.#succeeded(step, seq, at);
    if (event.id === 'sim_state' && simState([normalLine(event.text)]) === 'ready')
      this.#cardIsReady(seq, at);
    if (event.effect !== 'none') this.#losses.lost(event.effect, seq, line, at);
  }

  /** A line of success without its command: the log begins behind it, or the module did it by itself. */
  #succeeded(step: StepNumber, seq: number, at: Moment): void {
    if (this.#steps.isStanding(step) || this.#steps.open.includes(step)) return;
    this.#steps.begin(step, at);
    this.#steps.judge(step, passed(), [seq], null, at);
    this.#losses.begin(step);
  }

  /** A card that was not usable when it was asked for tells by itself that it is now. */
  #cardIsReady(seq: number, at: Moment): void {
    const step = STEP_NUMBER.sim_check;
    if (!this.#steps.open.includes(step)) return;
    this.#dialogue.abandon((purpose) => purpose.step === step, at);
    this.#steps.judge(step, passed(), [seq], null, at);
  }

  #place(): { readonly phase: Phase; readonly step: StepNumber | null; readonly attempt: number } {
    const step = this.#dialogue.open.at(-1)?.purpose.step ?? this.#steps.open.at(-1) ?? null;
    return { phase: phaseOf(step), step, attempt: 1 };
  }

  #mask(text: string): string {
    return this.#options.mask(text);
  }

  #state(fact: RunFact, at: Moment, from: Moment = at): number {
    return this.#options.record(fact, at, from);
  }
}

function phaseOf(step: StepNumber | null): Phase {
  return step === null ? 'preparation' : 'step';
}

/** Whether a step that was open is over when a command of another one is sent. */
function isOver(each: StepNumber, next: StepNumber): boolean {
  if (each === next) return false;
  if (each === STEP_NUMBER.at_handshake) return true;
  return POLLED.includes(each) && next > STEP_NUMBER.gprs_attach;
}
