import type { RunFact } from '../../shared/events.ts';
import type { FactLimits, LineSpan } from './log-facts.ts';
import { LogFacts } from './log-facts.ts';
import { impliedCommand } from './implied-commands.ts';
import type { Moment } from './moment.ts';
import { Observer } from './observer.ts';
import type { LogSecrets } from './secrets.ts';

/** Less gives no dialogue away: single such lines stand in many texts. */
const LEAST_COMMANDS = 2;

/** A log without a command, read as the answers to those that they give away. */
export class AnswersOnly {
  readonly facts: LogFacts;
  readonly observer: Observer;
  readonly #commands = new Set<string>();

  constructor(
    start: RunFact,
    { mask, hide }: LogSecrets,
    { limits, isTimed, failed }: { limits: FactLimits; isTimed: boolean; failed: (fact: RunFact) => void },
  ) {
    this.facts = new LogFacts(limits);
    this.facts.add(start, 0, { first: 1, last: 1 });
    const record = (fact: RunFact, at: Moment, from: Moment = at) => {
      failed(fact);
      return this.add(fact, at, from);
    };
    this.observer = new Observer({ record, mask, hide, isTimed });
  }

  /** Whether it may be a dialogue after all. */
  get isDialogue(): boolean {
    return this.#commands.size >= LEAST_COMMANDS;
  }

  add(fact: RunFact, at: Moment, from: Moment): number {
    const lines: LineSpan = { first: from.line, last: at.line };
    return this.facts.add(fact, at.ms, lines);
  }

  received(text: string, at: Moment): void {
    const implied = impliedCommand(text);
    if (implied !== null) {
      this.#commands.add(implied.command);
      this.observer.sent(implied.command, at, true);
      if (implied.isCompletion) this.observer.received('OK', at);
    }
    this.observer.received(text, at);
  }
}
