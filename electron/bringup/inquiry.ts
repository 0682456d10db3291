import type { AtOutcome, FailureCode } from '../../shared/outcome.ts';
import type { StepNumber } from '../../shared/plan.ts';
import { COMMANDS } from '../../shared/step-commands.ts';
import type { ExchangeRequest } from '../at/exchange.ts';
import { deadlineSignal } from './deadline.ts';
import { QUESTIONS, questionRow, questionsAfter } from './questions.ts';
import type { RunContext } from './run-context.ts';
import type { Said } from './step-context.ts';

/** A step that failed. */
export interface Trouble {
  readonly step: StepNumber;
  readonly code: FailureCode;
  /** Whether a step passed in this run. */
  readonly passed: (step: StepNumber) => boolean;
}

/**
 * Asks the module why, within the limits of `diagnosis`: the command that it refused without a reason once more, with
 * reasons on, then how it stands. It judges nothing, and ends at the first question without an answer: what is wrong is
 * known, and a slot that is kept waiting would hold up the teardown.
 */
export async function inquire(context: RunContext, trouble: Trouble): Promise<void> {
  const { reply, total = 0 } = context.timing('diagnosis');
  if (total <= 0) return;
  const { unexplained, signal } = context;
  const untilMs = context.clock.monotonic() + total * 1000;
  const deadline = deadlineSignal(context.clock, total * 1000, signal);
  context.signal = deadline.signal;
  const inquiry = new Inquiry(context, reply, untilMs);
  if (unexplained === null || (await inquiry.reasonOf(unexplained))) await inquiry.standing(trouble);
  deadline.cancel();
  context.signal = signal;
}

class Inquiry {
  readonly #context: RunContext;
  readonly #reply: number;
  readonly #untilMs: number;

  constructor(context: RunContext, reply: number, untilMs: number) {
    this.#context = context;
    this.#reply = reply;
    this.#untilMs = untilMs;
  }

  /** A refused command again, errors in words. False when there is nothing more to be asked. */
  async reasonOf({ kind, command }: ExchangeRequest): Promise<boolean> {
    const words = await this.#ask('plain', COMMANDS.errorsInWords);
    if (words === null) return false;
    if (words.outcome.kind !== 'ok') return true;
    const again = await this.#ask(kind, command);
    if (again === null) return false;
    const known = Object.values(QUESTIONS).find((row) => row.command.line === command.line);
    if (again.outcome.kind === 'ok') known?.record(this.#context, again);
    return (await this.#ask('plain', COMMANDS.verboseErrors)) !== null;
  }

  /** How the module stands, as far as it matters for this failure. */
  async standing({ step, code, passed }: Trouble): Promise<void> {
    for (const id of questionsAfter(step, code)) {
      const { kind, command, after, record } = questionRow(id);
      if (after !== undefined && !passed(after)) continue;
      const said = await this.#ask(kind, command);
      if (said === null) return;
      if (said.outcome.kind === 'ok') record(this.#context, said);
    }
  }

  /** Null when it was not answered, or there is no time left to wait for the answer. */
  async #ask(kind: ExchangeRequest['kind'], command: ExchangeRequest['command']): Promise<Said | null> {
    const context = this.#context;
    if (!(await context.listening())) return null;
    if (this.#untilMs - context.clock.monotonic() < this.#reply * 1000) return null;
    const said = await context.say(kind, command, { reply: this.#reply, completion: this.#reply });
    return answered(said.outcome) ? said : null;
  }
}

function answered({ kind }: AtOutcome): boolean {
  return kind !== 'timeout' && kind !== 'link_lost' && kind !== 'abandoned';
}
