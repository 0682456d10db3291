import type { CommandRow } from './catalogue.ts';
import { type ActiveExchange, completes } from './exchange.ts';
import type { AtOutcome } from '../../shared/outcome.ts';
import type { Unsolicited } from './unsolicited.ts';

/**
 * A completing line that never came may still come, long after its command was given up (protocol.md 3, hard parser
 * rule), and then ahead of the next attempt's own. It is to be taken for neither success nor failure of that attempt.
 */
export class OwedCompletion {
  #row: CommandRow | null = null;

  /** A command ended; whether it did so without its completing line. */
  note({ row }: ActiveExchange, { kind }: AtOutcome, completion: Unsolicited | null): void {
    const unfinished = kind === 'completion_timeout' || kind === 'timeout' || kind === 'abandoned';
    if (row.completion !== undefined && completion === null && unfinished) this.#row = row;
  }

  /** Whether this line is the one that is owed; then nothing is owed any more. */
  settledBy(line: Unsolicited): boolean {
    if (this.#row === null || completes(this.#row, line) === null) return false;
    this.#row = null;
    return true;
  }
}
