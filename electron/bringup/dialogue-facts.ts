import type { Clock } from '../../shared/clock.ts';
import type { Place, RunEvent, RunFact } from '../../shared/events.ts';
import type { AtOutcome } from '../../shared/outcome.ts';
import type { PortFault } from '../../shared/port.ts';
import type { ExchangeResult } from '../at/exchange.ts';
import type { Unsolicited } from '../at/unsolicited.ts';
import type { SessionListener } from '../session/session.ts';
import { FloodGate } from '../session/flood-gate.ts';

export interface DialogueFactsOptions {
  readonly clock: Clock;
  readonly record: (fact: RunFact) => RunEvent;
  /** Masks secrets in what the module said. */
  readonly mask: (text: string) => string;
  /** Where the run stands right now. */
  readonly place: () => Place;
}

/** Turns what a session tells into facts, secrets masked. Every method gives the `seq` of the fact it recorded. */
export class DialogueFacts {
  readonly #options: DialogueFactsOptions;
  readonly #flood: FloodGate;

  constructor(options: DialogueFactsOptions) {
    this.#options = options;
    this.#flood = new FloodGate(options.clock.monotonic());
  }

  state(fact: RunFact): number {
    return this.#options.record(fact).seq;
  }

  exchanged({ request, lines, outcome, durationMs, echoed }: ExchangeResult): number {
    const { mask, place } = this.#options;
    return this.state({
      type: 'at.exchanged',
      place: place(),
      command: mask(request.command.shown),
      lines: lines.map(mask),
      outcome: this.#masked(outcome),
      durationMs,
      echoed,
    });
  }

  probed(...[outcome, lines, durationMs, echoed]: Parameters<SessionListener['probed']>): number {
    const { mask, place } = this.#options;
    return this.state({
      type: 'at.exchanged',
      place: place(),
      command: 'AT',
      lines: lines.map(mask),
      outcome: this.#masked(outcome),
      durationMs,
      echoed,
    });
  }

  /** Null when the line came in a flood and has no fact of its own. */
  unsolicitedLine(event: Unsolicited): number | null {
    const { mask, place } = this.#options;
    return this.#admitted(() => ({
      type: 'at.unsolicited',
      place: place(),
      line: mask(event.text),
      urc: event.id,
    }));
  }

  late(text: string, command: string | null): void {
    const { mask, place } = this.#options;
    this.#admitted(() => ({ type: 'at.late', place: place(), line: mask(text), command }));
  }

  lost(fault: PortFault): number {
    return this.state({ type: 'link.lost', fault });
  }

  /** Records how many lines the flood gate still holds. */
  drainFlood(): void {
    const lines = this.#flood.drain();
    if (lines > 0) this.state({ type: 'at.flooded', place: this.#options.place(), lines });
  }

  #admitted(fact: () => RunFact): number | null {
    const { admitted, released } = this.#flood.admit(this.#options.clock.monotonic());
    if (released > 0) this.state({ type: 'at.flooded', place: this.#options.place(), lines: released });
    return admitted ? this.state(fact()) : null;
  }

  #masked(outcome: AtOutcome): AtOutcome {
    const { mask } = this.#options;
    switch (outcome.kind) {
      case 'cme_error':
      case 'cms_error':
        return { ...outcome, text: mask(outcome.text) };
      case 'foreign_dialect':
        return { ...outcome, line: mask(outcome.line) };
      default:
        return outcome;
    }
  }
}
