import type { AtOutcome } from '../../shared/outcome.ts';
import { EchoFilter } from '../at/echo-filter.ts';
import {
  type ActiveExchange,
  beginExchange,
  completes,
  completionOutcome,
  elapsedOutcome,
  type ExchangeRequest,
  type ExchangeResult,
  exchangeResult,
  finalGrace,
  judgeFinal,
  keepEarly,
  keepInformation,
  keepMessage,
  ownsLine,
  unfinishedOutcome,
} from '../at/exchange.ts';
import { normalLine } from '../../shared/codes/normal-line.ts';
import { OwedCompletion } from '../at/owed-completion.ts';
import { type ResultCode, resultCode } from '../at/result-code.ts';
import { type Unsolicited, unsolicitedLine, unsolicitedMessage } from '../at/unsolicited.ts';
import { isRemark } from './line-texts.ts';
import { type Delivery, MessageLines } from './message-lines.ts';
import type { Moment } from './moment.ts';

/** A command that somebody else sent, until what came of it is known. */
export interface Asked<Purpose> {
  readonly active: ActiveExchange;
  readonly purpose: Purpose;
  readonly sent: Moment;
  /** Of the newest line that belongs to it. */
  last: Moment;
}

export interface DialogueListener<Purpose> {
  /** A command came to its end; `end` is the moment at which that was seen. */
  exchanged(asked: Asked<Purpose>, result: ExchangeResult, end: Moment): void;
  unsolicited(event: Unsolicited, at: Moment): void;
  /** A final result code that no command waits for; `command` as sent, null when none was. */
  late(text: string, command: string | null, at: Moment): void;
}

/**
 * The dialogue of two others, put together from the lines each of them said. It has no time limits: a command waits
 * until its answer is there, the next one is sent, or nothing more comes. One that only lacks its completing line
 * waits beside the others. Pure: time comes in as a parameter.
 */
export class ObservedDialogue<Purpose> {
  readonly #listener: DialogueListener<Purpose>;
  readonly #echo = new EchoFilter();
  readonly #messages = new MessageLines();
  readonly #owed = new OwedCompletion();
  #asked: Asked<Purpose> | null = null;
  /** Accepted, and their completing lines are still to come; the newest last. */
  #accepted: Asked<Purpose>[] = [];

  constructor(listener: DialogueListener<Purpose>) {
    this.#listener = listener;
  }

  /** Commands that are not at their end, in the order they were sent. */
  get open(): readonly Asked<Purpose>[] {
    return this.#asked === null ? this.#accepted : [...this.#accepted, this.#asked];
  }

  /** A command was sent; one that still waits for its answer got none. */
  ask(request: ExchangeRequest, purpose: Purpose, at: Moment): void {
    this.#deliver(this.#messages.cut());
    this.giveUp(at);
    this.#echo.sent(request.command.line);
    const active = beginExchange(request, at.ms);
    this.#asked = { active, purpose, sent: at, last: at };
  }

  /** The module said a line. */
  hear(text: string, at: Moment): void {
    const normal = normalLine(text);
    if (normal === '') return;
    const asked = this.#asked;
    if (this.#echo.takes(normal)) {
      if (asked !== null) {
        asked.active.echoed = true;
        asked.last = at;
      }
      return;
    }
    const code = resultCode(normal);
    const event = unsolicitedLine(normal, text);
    const isKnown = code !== null || event.id !== null || (asked !== null && owns(asked, normal, event));
    const { delivered, isTaken } = this.#messages.take(text, normal, isKnown, at);
    this.#deliver(delivered);
    if (isTaken) return;
    if (asked === null) this.#afterReply(text, code, event, at);
    else this.#inReply(asked, normal, text, code, event, at);
  }

  /** Time passed: an answer that may lack its final result code (protocol.md 3 Q3, Q5) is whole. */
  tick(at: Moment): void {
    const asked = this.#asked;
    const graceMs = asked === null ? null : finalGrace(asked.active);
    if (asked !== null && graceMs !== null && at.ms - asked.last.ms >= graceMs) this.giveUp(at);
  }

  /** The command that waits for its answer gets none any more. */
  giveUp(at: Moment): void {
    const asked = this.#asked;
    if (asked === null) return;
    const outcome = elapsedOutcome(asked.active);
    const isWhole = outcome.kind === 'ok' && !asked.active.strayed;
    this.#finish(asked, outcome, isWhole ? asked.last : at, asked.active.early, isWhole);
  }

  /** Of the commands that wait for their completing line, those of which this is true get none any more. */
  giveUpCompletion(isGivenUp: (purpose: Purpose) => boolean, at: Moment): void {
    for (const asked of this.#accepted.filter(({ purpose }) => isGivenUp(purpose)))
      this.#finish(asked, unfinishedOutcome(asked.active), at, asked.active.early, false);
  }

  /** Something else ended what these commands were for. */
  abandon(isAbandoned: (purpose: Purpose) => boolean, at: Moment): void {
    for (const asked of this.open.filter(({ purpose }) => isAbandoned(purpose)))
      this.#finish(asked, { kind: 'abandoned' }, at, null, false);
  }

  /** Nothing more comes. */
  end(at: Moment): void {
    this.#deliver(this.#messages.cut());
    this.giveUp(at);
    this.giveUpCompletion(() => true, at);
  }

  #inReply(
    asked: Asked<Purpose>,
    normal: string,
    text: string,
    code: ResultCode | null,
    event: Unsolicited,
    at: Moment,
  ): void {
    const { active } = asked;
    if (code === null && active.row.success?.test(normal)) {
      active.lines.push(text);
      this.#finish(asked, { kind: 'ok' }, at, null, false);
      return;
    }
    if (code !== null) {
      this.#finalCode(asked, code, text, at);
      return;
    }
    if (owns(asked, normal, event)) {
      keepInformation(active, text, normal);
      asked.last = at;
      return;
    }
    const end = completes(active.row, event);
    if (end !== null && !this.#owed.settledBy(event)) {
      keepEarly(active, event);
      asked.last = at;
      return;
    }
    if (event.id === null && !isRemark(text)) active.heard = true;
    this.#afterReply(text, null, event, at);
  }

  #finalCode(asked: Asked<Purpose>, code: ResultCode, text: string, at: Moment): void {
    const { active } = asked;
    const end = judgeFinal(active, code);
    if (end === 'stray') {
      active.strayed = true;
      this.#listener.late(text, null, at);
      return;
    }
    active.lines.push(text);
    asked.last = at;
    if (end !== 'incomplete') {
      this.#finish(asked, end, at, active.early, false);
      return;
    }
    this.#asked = null;
    this.#accepted.push(asked);
  }

  /** A line that the command which waits for its answer does not own, or that comes while none waits. */
  #afterReply(text: string, code: ResultCode | null, event: Unsolicited, at: Moment): void {
    const newest = this.#accepted.at(-1);
    if (code !== null && code.kind !== 'ok' && newest !== undefined) {
      newest.active.lines.push(text);
      this.#finish(newest, code, at, null, false);
      return;
    }
    if (code !== null) {
      this.#listener.late(text, newest?.active.request.command.shown ?? null, at);
      return;
    }
    const completed = this.#accepted.findLast(({ active }) => completes(active.row, event) !== null);
    if (completed === undefined) {
      this.#owed.settledBy(event);
      this.#listener.unsolicited(event, at);
      return;
    }
    completed.active.lines.push(text);
    this.#finish(completed, completionOutcome(completed.active.row, event), at, event, false);
  }

  #deliver(delivered: readonly Delivery[]): void {
    const asked = this.#asked;
    for (const { message, at } of delivered) {
      if (asked?.active.row.ownsMessages) {
        keepMessage(asked.active, message);
        asked.last = at;
      } else this.#listener.unsolicited(unsolicitedMessage(message), at);
    }
  }

  #finish(
    asked: Asked<Purpose>,
    outcome: AtOutcome,
    at: Moment,
    completion: Unsolicited | null,
    finalMissing: boolean,
  ): void {
    if (this.#asked === asked) this.#asked = null;
    this.#accepted = this.#accepted.filter((each) => each !== asked);
    this.#owed.note(asked.active, outcome, completion);
    if (!UNANSWERED.includes(outcome.kind)) asked.last = at;
    this.#listener.exchanged(
      asked,
      exchangeResult(asked.active, outcome, at.ms, completion, finalMissing),
      at,
    );
  }
}

/** Outcomes that no line of the command's own shows. */
const UNANSWERED: readonly AtOutcome['kind'][] = ['timeout', 'completion_timeout', 'abandoned'];

function owns<Purpose>({ active }: Asked<Purpose>, normal: string, event: Unsolicited): boolean {
  return ownsLine(active.row, normal, event);
}
